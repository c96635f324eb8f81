/**
 * @file The side copy of what only a person can make: texts, marks, albums. One line of JSON per act, appended and
 * synced before the database commits, so that a damaged database costs no human work.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import { readActs, type RecordedAct } from './act.ts'

export interface SideCopy {
  /** Its length in bytes: the place up to which everything is known. */
  size(): number
  /** Durable when it returns; gives the length from then on. */
  append(acts: readonly RecordedAct[]): number
  /** Takes back what was appended behind `size`; for acts that could not be carried out. */
  cut(size: number): void
  /** Tells whether what stands before this place is what stood there once: another side copy has another seal. */
  seal(size: number): string
  /** Every act recorded behind this place, in order; lines cut short by a power cut are passed over. */
  acts(from?: number): readonly RecordedAct[]
  /** Everything as it stands in the file. */
  text(): string
}

/** Some lines: by their moments two side copies are told apart, and a word that was changed in one makes it no other. */
const sealedBytes = 4096

/** No link is followed: what a link planted here points at is not ours to write. Windows knows no such flag. */
const noLinks = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW

function endsInsideLine(file: number): boolean {
  const last = Buffer.alloc(1)
  const { size } = fstatSync(file)
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n'
}

/** Opens the side copy in the library's folder; the file appears with the first act. */
export function openSideCopy(folder: string): SideCopy {
  const path = join(folder, 'human-work.jsonl')
  const openFile = (flags: number): number => {
    try {
      return openSync(path, flags | noLinks, 0o600)
    } catch (error) {
      throw notWritable(path, error)
    }
  }
  const sizeNow = (): number => {
    const facts = statSync(path, { throwIfNoEntry: false })
    if (facts !== undefined && !facts.isFile()) throw notWritable(path)
    return facts?.size ?? 0
  }
  const readFrom = (from: number): Buffer => (sizeNow() > from ? readFileSync(path).subarray(from) : Buffer.alloc(0))
  const readBetween = (from: number, to: number): Buffer => {
    if (to <= from) return Buffer.alloc(0)
    const file = openFile(constants.O_RDONLY)
    try {
      const bytes = Buffer.alloc(to - from)
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from))
    } finally {
      closeSync(file)
    }
  }
  return {
    size: sizeNow,
    append(acts) {
      if (acts.length === 0) return this.size()
      const file = openFile(constants.O_RDWR | constants.O_APPEND | constants.O_CREAT)
      const { size } = fstatSync(file)
      try {
        // A line cut short by a power cut must not swallow the one after it.
        const mend = endsInsideLine(file) ? '\n' : ''
        writeAll(file, mend + acts.map((each) => `${JSON.stringify(each)}\n`).join(''))
        fsyncSync(file)
        return fstatSync(file).size
      } catch (error) {
        ftruncateSync(file, size) // half a line on a full disk
        throw error
      } finally {
        closeSync(file)
      }
    },
    cut(size) {
      const file = openFile(constants.O_RDWR)
      try {
        ftruncateSync(file, size)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    },
    seal(size) {
      const before = readBetween(Math.max(0, size - sealedBytes), size).toString('latin1')
      const moments = before.match(/"at":"[^"]*"/gu) ?? []
      return createHash('sha256').update(moments.join()).digest('hex').slice(0, 16)
    },
    acts: (from = 0) => readActs(readFrom(from).toString('utf8')),
    text: () => readFrom(0).toString('utf8'),
  }
}

function notWritable(path: string, cause?: unknown): AppError {
  return new AppError('unreadable', `The side copy of your work, ${path}, cannot be written.`, {
    hint: 'Nothing was changed. Check that it is a plain file that you may write.',
    cause,
  })
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}
