/** What can be asked of the group `history`: what people did here, and the way back. */
import { z } from 'zod'
import { historyEntry } from '../deed.ts'
import { publishRun } from '../publish.ts'
import { method, type MethodGroup } from '../rpc.ts'

const turn = z.object({
  wait: z.boolean().default(true).describe('Wait until files are written back, where texts were published'),
})
const turned = z.object({
  entry: historyEntry.optional(),
  /** Where it was publishing: the run that writes back, or writes again. */
  run: publishRun.optional(),
})

export const historyMethods = {
  list: method(
    'What was done in this library, newest first',
    z.object({ limit: z.int().min(1).max(200).default(50).describe('How many at most') }),
    z.object({ entries: z.array(historyEntry) }),
    { words: 'history' },
  ),
  undo: method('Take back what was done last', turn, turned, { words: 'undo' }),
  redo: method('Do again what was taken back last', turn, turned, { words: 'redo' }),
} as const satisfies MethodGroup
