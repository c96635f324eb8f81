import { opendir, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { LeftOutReason } from './left-out.ts'

/** Where links have led so far, by real paths; the scanned folder is the first of them. */
export class FollowedLinks {
  readonly #root: string
  readonly #targets: string[]

  /** `root` is the real path of the whole folder that is watched, of which a scan may see a part. */
  constructor(root: string) {
    this.#root = root
    this.#targets = [root]
  }

  /** Whether a real path is met without this link. */
  isMet(target: string): boolean {
    return this.#targets.some((known) => isWithin(target, known))
  }

  /**
   * Whether a link to a folder is to be followed: once, and never to one that contains what is scanned, which would be
   * met again below it. A link to a folder inside what is scanned is passed over without a word.
   */
  async follow(link: string): Promise<'follow' | 'inside' | LeftOutReason> {
    const target = await realpath(link)
    if (isWithin(target, this.#root)) return 'inside'
    if (this.isMet(target) || this.#targets.some((known) => isWithin(known, target))) return 'known-link'
    if (await isEmpty(target)) return 'lost-link'
    this.#targets.push(target)
    return 'follow'
  }
}

/** Whether a link leads to a folder, to something else, or nowhere. */
export async function kindOfLink(link: string): Promise<'folder' | 'other' | 'nowhere' | 'circle'> {
  try {
    return (await stat(link)).isDirectory() ? 'folder' : 'other'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ELOOP' ? 'circle' : 'nowhere'
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** An unmounted drive leaves nothing or an empty folder. */
async function isEmpty(folder: string): Promise<boolean> {
  try {
    const listing = await opendir(folder)
    const first = await listing.read()
    await listing.close()
    return first === null
  } catch {
    // It may not be read: its listing will say so.
    return false
  }
}
