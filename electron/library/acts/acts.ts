/**
 * The one way in which a person changes something. Side copy, database and windows hear of each act in this order, and
 * a mark in the database says up to where it holds what the side copy holds.
 */
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import type { RecordedAct } from './act.ts'
import { applyDeed } from './apply-deed.ts'
import type { Deed } from './deed.ts'
import { exportActs } from './export-acts.ts'
import { nameOf } from './photo-names.ts'
import { recordOf } from './record-deed.ts'
import { claimWaiting, replayAct, settleWaiting } from './replay.ts'
import type { SideCopy } from './side-copy.ts'

/** Up to which byte of the side copy this database knows. */
const markKey = 'acts.mark'

export interface Acts {
  /**
   * Carries out what `plan` decides, all of it or nothing, and tells every window. The plan runs in the transaction,
   * so that what it has checked still holds; what it throws is thrown, and nothing has changed.
   */
  carryOut(plan: () => readonly Deed[]): void
  /** A change that is no human work: machine captions, searches. One transaction, and every window hears of it. */
  change<Result>(write: () => Result): Result
  /** Takes over acts of another library; durable when it returns. */
  takeOver(acts: readonly RecordedAct[]): void
  /** Brings the database to what the side copy holds. */
  catchUp(): void
  /** A file of the photo was read: what waited for it is done. Inside the caller's transaction. */
  photoAppeared(photoId: number, pixels: Buffer): void
  /** The photo's picture changed under human work; without this the acts so far would lead nowhere. */
  pictureChanged(photoId: number, next: Buffer): void
  /** Everything was looked through: what still waits although its picture is here is given to it. */
  settle(): void
  readonly sideCopy: SideCopy
}

export interface ActsParts {
  readonly store: Store
  readonly sideCopy: SideCopy
  readonly clock: Clock
  /** Something that windows show is another than before. */
  readonly onChange: () => void
}

export function createActs({ store, sideCopy, clock, onChange }: ActsParts): Acts {
  const mark = (): number | undefined => {
    const kept = store.settings.get(markKey)
    return kept === undefined ? undefined : Number(kept)
  }
  const setMark = (bytes: number): void => store.settings.set(markKey, String(bytes))

  /** Inside a transaction, whose lock keeps other processes from both. */
  const catchUpNow = (): void => {
    const size = sideCopy.size()
    const known = mark() ?? size
    if (known < size) for (const act of sideCopy.acts(known)) replayAct(store, act)
    const end = known > size ? sideCopy.append(exportActs(store, clock.now())) : size
    if (mark() !== end) setMark(end)
  }

  /** Appends, and takes that back where `write` fails, so that both hold the act or neither. */
  const recordAnd = (acts: readonly RecordedAct[], write: () => void): void => {
    const before = sideCopy.size()
    const end = sideCopy.append(acts)
    try {
      write()
      setMark(end)
    } catch (error) {
      sideCopy.cut(before)
      throw error
    }
  }

  return {
    sideCopy,
    carryOut(plan) {
      store.transaction(() => {
        catchUpNow()
        const deeds = plan()
        const at = clock.now()
        recordAnd(
          deeds.map((deed) => ({ at, ...recordOf(store, deed) })),
          () => deeds.forEach((deed) => applyDeed(store, deed, at)),
        )
      })
      onChange()
    },
    change(write) {
      const result = store.transaction(write)
      onChange()
      return result
    },
    takeOver(acts) {
      store.transaction(() => {
        catchUpNow()
        recordAnd(acts, () => acts.forEach((act) => replayAct(store, act)))
      })
      onChange()
    },
    catchUp: () => store.transaction(catchUpNow),
    photoAppeared: (photoId, pixels) => claimWaiting(store, photoId, pixels, clock.now()),
    pictureChanged(photoId, next) {
      if (!store.humanWork.restsOn(photoId)) return
      catchUpNow()
      const picture = nameOf(store, photoId)
      const act: RecordedAct = { at: clock.now(), act: 'picture-changed', picture, to: next.toString('hex') }
      recordAnd([act], () => replayAct(store, act))
    },
    settle() {
      if (store.waiting.counts().photos > 0 && store.transaction(() => settleWaiting(store))) onChange()
    },
  }
}
