/** The name of a colour profile, as its makers wrote it [ICC.1:2022, 7.3, 10.13; version 2: ICC.1:2001-04, 6.5.17]. */
import { cleanText } from './tags.ts'

/** Header and count; a table of twelve bytes for each tag follows. */
const tableAt = 132
const mostTags = 100
/** Longer ones are no names. Characters. */
const mostName = 80

/** Names in the smallest profiles, which image libraries write [saucecontrol/Compact-ICC-Profiles]. */
const shortened: Readonly<Record<string, string>> = {
  sRGB: 'sRGB',
  c2: 'sRGB',
  sP3C: 'Display P3',
  A98C: 'Adobe RGB (1998)',
}

/** `Display P3`; undefined for what is no profile, or has no name. Never throws. */
export function profileName(profile: Buffer): string | undefined {
  if (profile.length < tableAt || profile.toString('latin1', 36, 40) !== 'acsp') return undefined
  const count = Math.min(profile.readUInt32BE(128), mostTags)
  for (let at = tableAt; at < tableAt + count * 12 && at + 12 <= profile.length; at += 12) {
    if (profile.toString('latin1', at, at + 4) !== 'desc') continue
    const [from, length] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)]
    const text = cleanText(described(profile.subarray(from, from + length)) ?? '')
    return text === undefined ? undefined : (shortened[text] ?? text.slice(0, mostName))
  }
  return undefined
}

function described(tag: Buffer): string | undefined {
  if (tag.length < 12) return undefined
  const type = tag.toString('latin1', 0, 4)
  // ASCII with its length, which counts the NUL at its end.
  if (type === 'desc') return tag.toString('latin1', 12, 12 + Math.max(0, tag.readUInt32BE(8) - 1))
  // Texts of several languages: the first one, which is English in all that is known.
  if (type !== 'mluc' || tag.length < 28 || tag.readUInt32BE(8) === 0) return undefined
  const [length, from] = [tag.readUInt32BE(20), tag.readUInt32BE(24)]
  const text = Buffer.from(tag.subarray(from, from + (length & ~1)))
  return text.swap16().toString('utf16le')
}
