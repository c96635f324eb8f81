/** What every piece of a run that publishes works with. */
import type { LibraryEvent } from '../../api/events.ts'
import type { PublishHow, PublishOutcome, Refusal } from '../../api/publish.ts'
import type { Log } from '../../log/log.ts'
import type { Refused } from '../../media/writing/refused.ts'
import type { ItemState } from '../../store/publish/runs.ts'
import type { Acts } from '../acts/acts.ts'
import type { ScopeParts } from './scope.ts'

export interface PublishParts extends ScopeParts {
  readonly acts: Acts
  readonly log: Log
  readonly emit: (event: LibraryEvent) => void
}

export interface ActiveRun {
  readonly id: number
  readonly how: PublishHow
  /** The run that is taken back. */
  readonly undoes: number | undefined
}

/** What became of one photo. */
export interface Outcome {
  readonly state: Exclude<ItemState, 'waiting'>
  readonly refusal?: Refusal | undefined
  readonly notes: readonly PublishOutcome['notes'][number][]
}

/** As windows and terminals show it. */
export function refusalOf({ code, path, message, hint }: Refused): Refusal {
  return { code, path, reason: message, hint }
}
