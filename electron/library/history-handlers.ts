/** The contract's group `history`. */
import type { SightlineContract } from '../api/contract.ts'
import type { HistoryEntry } from '../api/deed.ts'
import type { PublishRun } from '../api/publish.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import type { UndoEntry } from '../store/undo-log.ts'
import type { Acts, Way } from './acts/acts.ts'
import type { Indexing } from './indexing/indexing.ts'
import type { Publishing } from './publish/publishing.ts'
import { entryTakenBack, whatOf } from './publish/run-entry.ts'

export interface HistoryHandlerParts {
  readonly store: Store
  readonly acts: Acts
  readonly indexing: Indexing
  readonly publishing: Publishing
}

interface Turned {
  readonly entry?: HistoryEntry
  readonly run?: PublishRun
}

export function historyHandlers(parts: HistoryHandlerParts): Handlers<SightlineContract>['history'] {
  const { store, acts, indexing, publishing } = parts

  const turnDeeds = (way: Way): Turned => {
    const turned = acts.turn(way)
    if (turned === undefined) return {}
    const { deeds, id, at, what } = turned
    // What lies below a folder that is back, or is left out no longer, is looked for.
    for (const deed of deeds) if (deed.act === 'folder') indexing.lookAgain(deed.path)
    return { entry: { id, at, what, state: way === 'undo' ? 'undone' : 'done' } }
  }

  /** Files are written back, or written again, one after the other. */
  const turnRun = async (way: Way, entry: UndoEntry, run: number, until: AbortSignal | undefined): Promise<Turned> => {
    const state = way === 'undo' ? ('undone' as const) : ('done' as const)
    const turned = { id: entry.id, at: entry.at, what: whatOf(entry), state }
    // Nothing of it is left to be written back: it must not stand in the way of what was done before.
    if (way === 'undo' && !store.publishWrites.isUndoable(run)) {
      entryTakenBack(store, run)
      return { entry: turned }
    }
    const begun = way === 'undo' ? publishing.undo(run) : publishing.redo(run)
    return { entry: turned, run: until === undefined ? begun : await publishing.wait(begun.id, until) }
  }

  const turn = async (way: Way, until: AbortSignal | undefined): Promise<Turned> => {
    const next = acts.next(way)
    const run = next && whatOf(next).run
    return next === undefined || run === undefined ? turnDeeds(way) : turnRun(way, next, run, until)
  }

  return {
    list: ({ limit }) =>
      Promise.resolve({
        entries: store.undoLog
          .list(limit)
          .map((entry) => ({ id: entry.id, at: entry.at, state: entry.state, what: whatOf(entry) })),
      }),
    undo: ({ wait }, signal) => turn('undo', wait ? signal : undefined),
    redo: ({ wait }, signal) => turn('redo', wait ? signal : undefined),
  }
}
