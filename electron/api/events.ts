/** What the engine tells unasked: hints to look again, never state to be trusted on its own. */
import { z } from 'zod'
import { downloadState } from './packs.ts'
import { publishRun } from './publish.ts'

export const stageProgress = z.object({
  stage: z.enum(['scan', 'read', 'look', 'words', 'caption']),
  done: z.int(),
  failed: z.int(),
  total: z.int(),
  /** Photos per second over the last seconds; 0 while unknown. */
  rate: z.number(),
  secondsLeft: z.number().optional(),
})
export type StageProgress = z.infer<typeof stageProgress>

export const libraryEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    stages: z.array(stageProgress),
    paused: z.boolean(),
    waitingFor: z.enum(['mains', 'idle']).optional(),
  }),
  z.object({ kind: z.literal('photos-changed') }),
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('download'), download: downloadState }),
  z.object({ kind: z.literal('publish'), run: publishRun }),
  /** Told by the host, not the engine: it stopped and is started again, is back, or will not come back. */
  z.object({ kind: z.literal('engine'), state: z.enum(['restarting', 'back', 'gone']) }),
  z.object({ kind: z.literal('notice'), message: z.string(), hint: z.string() }),
])
export type LibraryEvent = z.infer<typeof libraryEvent>
