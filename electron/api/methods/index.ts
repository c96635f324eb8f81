/** What can be asked of the group `index`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { stageProgress } from '../events.ts'
import { done, ignoreRules, nothing, packSet, path } from './fields.ts'

const indexReport = z.object({
  folders: z.array(path),
  stages: z.array(stageProgress),
  /** What this run did, against what was already known. */
  found: z.int(),
  added: z.int(),
  changed: z.int(),
  moved: z.int(),
  gone: z.int(),
  unchanged: z.int(),
  opened: z.int(),
  refused: z.int(),
  seconds: z.number(),
  notice: z.string().optional(),
})
export type IndexReport = z.infer<typeof indexReport>

export const indexMethods = {
  run: method(
    'Add folders and index every photo in them',
    z.object({
      folders: z.array(path).max(1000).default([]).describe('Folders to add; none: index the known folders again'),
      pack: packSet,
      ignore: ignoreRules.default([]),
      verify: z.boolean().default(false).describe('Read all bytes again, also of files that seem unchanged'),
    }),
    indexReport,
    { words: 'index', positional: 'folders', example: 'sightline index ~/Pictures --watch' },
  ),
  start: method(
    'Begin to work on what waits, and return at once',
    z.object({ pack: packSet }),
    z.object({ folders: z.array(path) }),
  ),
  hint: method(
    'Something happened at these paths: look again',
    z.object({ paths: z.array(path).max(1_000_000) }),
    done,
  ),
  pause: method('Stop taking new work; what is running finishes', nothing, done),
  resume: method('Go on with the waiting work', nothing, done),
  conditions: method(
    'How things are outside: indexing may have to wait for mains power or for nobody at the keyboard',
    z.object({ onBattery: z.boolean(), inUse: z.boolean() }),
    done,
  ),
  progress: method('Counts, rate and time left per stage', nothing, z.object({ stages: z.array(stageProgress) })),
  retry: method(
    'Try the failed files again',
    z.object({ paths: z.array(path).max(100_000).default([]).describe('Only these files; none: all of them') }),
    z.object({ retried: z.int() }),
    { words: 'retry', positional: 'paths' },
  ),
} as const satisfies MethodGroup
