/** Fields that methods of several groups share. */
import { z } from 'zod'

export const path = z.string().min(1).max(4096)
export const nothing = z.object({})
export const done = z.object({ done: z.literal(true) })
export const packSet = z.string().max(64).optional().describe('Use this set of model packs, such as demo')

export const ignoreRules = z
  .array(z.string().trim().min(1).max(200))
  .max(200)
  .describe('Leave out paths that match this pattern: *.png, Screenshots, old/**')

export const folderStatus = z.object({
  path,
  /** Patterns of what is left out below it. */
  ignore: z.array(z.string()),
  state: z.enum(['here', 'away']),
  photos: z.int(),
  files: z.int(),
  scannedAt: z.string().optional(),
})
