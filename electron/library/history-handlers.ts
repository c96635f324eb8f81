/** The contract's group `history`. */
import type { SightlineContract } from '../api/contract.ts'
import { deedSummary, type HistoryEntry } from '../api/deed.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import type { Acts } from './acts/acts.ts'
import type { Indexing } from './indexing/indexing.ts'

export interface HistoryHandlerParts {
  readonly store: Store
  readonly acts: Acts
  readonly indexing: Indexing
}

export function historyHandlers(parts: HistoryHandlerParts): Handlers<SightlineContract>['history'] {
  const { store, acts, indexing } = parts
  const turn = (way: 'undo' | 'redo'): { entry?: HistoryEntry } => {
    const turned = acts.turn(way)
    if (turned === undefined) return {}
    const { deeds, id, at, what } = turned
    // What lies below a folder that is back, or is left out no longer, is looked for.
    for (const deed of deeds) if (deed.act === 'folder') indexing.lookAgain(deed.path)
    return { entry: { id, at, what, state: way === 'undo' ? 'undone' : 'done' } }
  }
  return {
    list: ({ limit }) =>
      Promise.resolve({
        entries: store.undoLog
          .list(limit)
          .map(({ id, at, state, what }) => ({ id, at, state, what: deedSummary.parse(JSON.parse(what)) })),
      }),
    undo: () => Promise.resolve(turn('undo')),
    redo: () => Promise.resolve(turn('redo')),
  }
}
