/** A file that is left as it was, and why. */
import { basename } from 'node:path'
import type { RefusalCode } from '../../api/publish.ts'

const hints: Readonly<Record<RefusalCode, string>> = {
  'read-only': 'Make the file and its folder writable, or publish as copies.',
  locked: 'Close the program that has it open, then publish again.',
  full: 'Free some space on this drive, then go on.',
  cloud: 'Let your cloud program download it first, then publish again.',
  symlink: 'Publish the file that the link leads to, or publish as copies.',
  'hard-link': 'Write sidecars instead (embed: never), or publish as copies.',
  outside: 'Add the folder it really lies in to Sightline.',
  away: 'Connect its drive, then publish again.',
  gone: 'Scan its folder again.',
  changed: 'It is read again first; publish it once more when that is done.',
  name: 'Rename it without line breaks and control characters.',
  unsupported: 'Write sidecars instead (embed: never).',
  damaged: 'Write sidecars instead (embed: never), or mend the file in the program that made it.',
  'others-sidecar': 'Choose the other spelling of sidecar names.',
  'would-harm': 'Nothing was changed. Write sidecars instead (embed: never), and please report the file.',
  failed: 'Please report it with the output of "sightline doctor".',
}

/** Expected where files are other people's; whoever writes many catches it and goes on. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  readonly path: string
  readonly hint: string

  /** `reason` follows the file's name: "photo.jpg is read-only". */
  constructor(code: RefusalCode, path: string, reason: string, cause?: unknown) {
    super(`${basename(path)} ${reason}.`, cause === undefined ? undefined : { cause })
    this.code = code
    this.path = path
    this.hint = hints[code]
  }
}

/** What the file system said in the middle of writing. */
export function refusedBySystem(path: string, error: unknown): Refused | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refused('full', path, 'cannot be written: the drive is full', error)
    case 'EROFS':
      return new Refused('read-only', path, 'lies on a drive that is read-only', error)
    case 'EACCES':
    case 'EPERM':
      return new Refused('read-only', path, 'may not be written by you', error)
    case 'EBUSY':
    case 'ETXTBSY':
      return new Refused('locked', path, 'is in use by another program', error)
    case 'ENOENT':
      return new Refused('gone', path, 'is no longer there', error)
    case 'ENAMETOOLONG':
      return new Refused('name', path, 'has too long a name', error)
    default:
      return undefined
  }
}
