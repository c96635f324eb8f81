/** The contract's group `publish`. */
import type { SightlineContract } from '../api/contract.ts'
import { AppError } from '../api/errors.ts'
import type { Handlers } from '../api/rpc.ts'

/** Until the engine's half is here; see the next commits. */
const notYet = (): Promise<never> => Promise.reject(new AppError('unsupported', 'Publishing is not here yet.'))

export function publishHandlers(): Handlers<SightlineContract>['publish'] {
  return {
    preview: notYet,
    start: notYet,
    run: notYet,
    state: notYet,
    runs: notYet,
    outcomes: notYet,
    pause: notYet,
    resume: notYet,
    cancel: notYet,
    undo: notYet,
    takeBack: notYet,
    text: notYet,
    compare: notYet,
    import: notYet,
  }
}
