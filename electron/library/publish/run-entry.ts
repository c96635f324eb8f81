/** A run into files among what people did: undo writes back what stood there, redo publishes the same photos again. */
import { deedSummary, type DeedSummary } from '../../api/deed.ts'
import type { Store } from '../../store/store.ts'
import type { UndoEntry } from '../../store/undo-log.ts'

/** The run is over; once it is an entry it stays that one. Inside a transaction. */
export function keepEntry(store: Store, run: number, at: string): void {
  if (store.undoLog.ofRun(run) !== undefined || !store.publishWrites.isUndoable(run)) return
  const written = store.publishWrites.photos(run)
  const [photo] = written
  const what: DeedSummary = {
    ...{ kind: 'published', photos: written.length, run },
    ...(written.length === 1 && photo !== undefined ? { photo } : {}),
  }
  store.undoLog.add({ at, what: JSON.stringify(what), deeds: '[]' })
}

/** The run is being taken back, by whichever way a person asked for that. */
export function entryTakenBack(store: Store, run: number): void {
  const entry = store.undoLog.ofRun(run)
  if (entry !== undefined) store.undoLog.turn(entry.id, 'undone', '[]')
}

/** What was taken back is done again, by another run. */
export function entryDoneAgain(store: Store, run: number, next: number): void {
  const entry = store.undoLog.ofRun(run)
  if (entry === undefined) return
  store.undoLog.turn(entry.id, 'done', '[]')
  store.undoLog.setWhat(entry.id, JSON.stringify({ ...whatOf(entry), run: next }))
}

export function whatOf({ what }: Pick<UndoEntry, 'what'>): DeedSummary {
  return deedSummary.parse(JSON.parse(what))
}
