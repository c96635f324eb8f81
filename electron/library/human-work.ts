/**
 * @file The side copy of what only a person can make: texts, ratings, albums. One line of JSON per act, appended and
 * synced before the database is told, so that a damaged database costs no human work.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { captionKind } from '../api/caption.ts'

/** A photo is named by its picture (hex of the fingerprint), which survives any database. */
const picture = z.string().regex(/^[0-9a-f]{64}$/)

const act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('caption'), picture, kind: captionKind, text: z.string(), language: z.string() }),
  z.object({ act: z.literal('rating'), picture, rating: z.int() }),
  z.object({ act: z.literal('album'), album: z.string(), name: z.string(), query: z.string().optional() }),
  z.object({ act: z.literal('album-removed'), album: z.string() }),
  z.object({ act: z.literal('album-photos'), album: z.string(), add: z.array(picture), remove: z.array(picture) }),
])
export type Act = z.infer<typeof act>

const line = z.intersection(z.object({ at: z.string() }), act)
export type RecordedAct = z.infer<typeof line>

export interface HumanWork {
  /** Durable when it returns. */
  record(what: Act, at: string): void
  /** Everything ever recorded, in order; lines cut short by a power cut are passed over. */
  acts(): readonly RecordedAct[]
}

/** Opens the side copy in the library's folder; the file appears with the first act. */
export function openHumanWork(folder: string): HumanWork {
  const path = join(folder, 'human-work.jsonl')
  return {
    record(what, at) {
      const file = openSync(path, 'a', 0o600)
      try {
        writeSync(file, `${JSON.stringify({ at, ...what })}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    },
    acts() {
      if (!existsSync(path)) return []
      return readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((text) => {
          try {
            const parsed = line.safeParse(JSON.parse(text))
            return parsed.success ? [parsed.data] : []
          } catch {
            return []
          }
        })
    },
  }
}
