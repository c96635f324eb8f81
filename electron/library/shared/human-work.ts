/**
 * @file The side copy of what only a person can make: texts, ratings, albums. One line of JSON per act, appended and
 * synced before the database is told, so that a damaged database costs no human work.
 */
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { captionKind } from '../../api/caption.ts'

/** A photo is named by its picture (hex of the fingerprint), which survives any database. */
const picture = z.string().regex(/^[0-9a-f]{64}$/)

const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('caption'), picture, kind: captionKind, text: z.string(), language: z.string() }),
  z.object({ act: z.literal('caption-undone'), picture, kind: captionKind }),
  z.object({ act: z.literal('mark'), picture, favourite: z.boolean().optional(), hidden: z.boolean().optional() }),
  z.object({ act: z.literal('rating'), picture, rating: z.int() }),
  z.object({ act: z.literal('album'), album: z.string(), name: z.string(), query: z.string().optional() }),
  z.object({ act: z.literal('album-removed'), album: z.string() }),
  z.object({ act: z.literal('album-photos'), album: z.string(), add: z.array(picture), remove: z.array(picture) }),
  z.object({ act: z.literal('album-cover'), album: z.string(), picture }),
  z.object({ act: z.literal('album-order'), album: z.string(), pictures: z.array(picture) }),
])
export type Act = z.infer<typeof act>

const line = z.intersection(z.object({ at: z.string() }), act)
export type RecordedAct = z.infer<typeof line>

export interface HumanWork {
  /** Durable when it returns. */
  record(what: Act, at: string): void
  /** Several at once; durable when it returns. */
  recordAll(acts: readonly Act[], at: string): void
  /** Acts of another library, with their own times. */
  append(acts: readonly RecordedAct[]): void
  /** Everything ever recorded, in order; lines cut short by a power cut are passed over. */
  acts(): readonly RecordedAct[]
}

/** Reads a side copy; lines that are none, or were cut short by a power cut, are passed over. */
export function readActs(text: string): readonly RecordedAct[] {
  return text.split('\n').flatMap((each) => {
    try {
      const parsed = line.safeParse(JSON.parse(each))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

function endsInsideLine(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const last = Buffer.alloc(1)
    const size = fstatSync(file).size
    return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n'
  } finally {
    closeSync(file)
  }
}

/** Opens the side copy in the library's folder; the file appears with the first act. */
export function openHumanWork(folder: string): HumanWork {
  const path = join(folder, 'human-work.jsonl')
  const write = (acts: readonly RecordedAct[]): void => {
    if (acts.length === 0) return
    const file = openSync(path, 'a', 0o600)
    try {
      // A line cut short by a power cut must not swallow the one after it.
      const mend = endsInsideLine(path) ? '\n' : ''
      writeSync(file, mend + acts.map((each) => `${JSON.stringify(each)}\n`).join(''))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
  return {
    record: (what, at) => write([{ at, ...what }]),
    recordAll: (acts, at) => write(acts.map((what) => ({ at, ...what }))),
    append: write,
    acts: () => (existsSync(path) ? readActs(readFileSync(path, 'utf8')) : []),
  }
}
