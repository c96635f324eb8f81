/** Colours to look at until the picture is there. */
import { thumbHashToDataURL } from 'thumbhash'

const made = new Map<string, string>()
const kept = 2000

/** A tiny picture as a `data:` URL, from a ThumbHash in base64; undefined for one that is none. */
export function placeholderUrl(hash: string | undefined): string | undefined {
  if (hash === undefined || hash === '') return undefined
  const known = made.get(hash)
  if (known !== undefined) return known
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(hash), (character) => character.charCodeAt(0)))
    if (made.size >= kept) made.clear()
    made.set(hash, url)
    return url
  } catch {
    return undefined // a hash of another version: the tile stays plain
  }
}
