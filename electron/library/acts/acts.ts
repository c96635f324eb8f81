/**
 * The one way in which a person changes something. Side copy, database and windows hear of each act in this order, and
 * a mark in the database says up to where it holds what the side copy holds.
 */
import { deedSummary, type DeedKind, type DeedSummary } from '../../api/deed.ts'
import type { Store } from '../../store/store.ts'
import type { UndoEntry } from '../../store/undo-log.ts'
import type { Clock } from '../shared/clock.ts'
import type { RecordedAct } from './act.ts'
import { applyDeed } from './apply-deed.ts'
import { claimWaiting, settleWaiting } from './claim.ts'
import type { Deed } from './deed.ts'
import { exportActs } from './export-acts.ts'
import { inverseOf } from './inverse-deed.ts'
import { nameOf } from './photo-names.ts'
import { recordOf } from './record-deed.ts'
import { deedsOf, replayAct } from './replay.ts'
import type { SideCopy } from './side-copy.ts'
import { settledBy } from './settled-by.ts'
import { stillPossible } from './still-possible.ts'
import { summaryOf } from './summary.ts'

/** Up to which byte of the side copy this database knows. */
const markKey = 'acts.mark'

export interface Acts {
  /**
   * Carries out what `plan` decides, all of it or nothing, and tells every window. The plan runs in the transaction,
   * so that what it has checked still holds; what it throws is thrown, and nothing has changed. `as` is what all of it
   * together is called.
   */
  carryOut(plan: () => readonly Deed[], as?: DeedKind): void
  /**
   * Takes back what was done last, or does again what was taken back last. `undefined` where there is nothing.
   * A run that published is no list of deeds: look at `next` first.
   */
  turn(way: Way): Turned | undefined
  /** What `turn` would turn. */
  next(way: Way): UndoEntry | undefined
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

export type Way = 'undo' | 'redo'

export interface Turned {
  readonly id: number
  readonly at: string
  readonly what: DeedSummary
  /** What was carried out now. */
  readonly deeds: readonly Deed[]
}

export interface ActsParts {
  readonly store: Store
  readonly sideCopy: SideCopy
  readonly clock: Clock
  /** Something that windows show is another than before. */
  readonly onChange: () => void
}

/** Up to where the database holds what the side copy holds. */
interface Mark {
  readonly bytes: number
  /** Of what stands before; missing in what former versions wrote. */
  readonly seal: string | undefined
  /** How often the side copy had been written anew; 0 in what former versions wrote. */
  readonly generation: number
}

/** How often a side copy with these acts was written anew from a database. */
function generationOf(acts: readonly RecordedAct[]): number {
  return acts.reduce((most, act) => (act.act === 'begun' ? Math.max(most, act.generation) : most), 0)
}

/** How many lines from `index` on were done at once; a power cut may have left fewer than were meant. */
function groupLength(acts: readonly RecordedAct[], index: number): number {
  const { at, of = 1 } = acts[index] ?? { at: '' }
  let length = 1
  while (length < of && acts[index + length]?.at === at && acts[index + length]?.of === undefined) length += 1
  return length
}

export function createActs({ store, sideCopy, clock, onChange }: ActsParts): Acts {
  const mark = (): Mark | undefined => {
    const [bytes, seal, generation = '0'] = store.settings.get(markKey)?.split(' ') ?? []
    return bytes === undefined ? undefined : { bytes: Number(bytes), seal, generation: Number(generation) }
  }
  const setMark = (bytes: number, generation = mark()?.generation ?? 0): void =>
    store.settings.set(markKey, `${bytes} ${sideCopy.seal(bytes)} ${generation}`)

  let appended: { readonly before: number; readonly end: number } | undefined

  /** One transaction; where the commit itself fails, as on a full disk, the side copy forgets the act as well. */
  const committed = <Result>(act: () => Result): Result => {
    appended = undefined
    try {
      return store.transaction(act)
    } catch (error) {
      const last = lastAppended()
      if (last !== undefined && sideCopy.size() === last.end) sideCopy.cut(last.before)
      throw error
    }
  }
  const lastAppended = (): typeof appended => appended

  /** Appends, and takes that back where `write` fails, so that both hold the act or neither. */
  const recordAnd = (acts: readonly RecordedAct[], write: () => void): void => {
    const before = sideCopy.size()
    const end = sideCopy.append(acts)
    appended = { before, end }
    try {
      write()
      setMark(end)
    } catch (error) {
      sideCopy.cut(before)
      throw error
    }
  }

  /** Does all deeds; gives those that take them back, in the order for that, where all of them can be taken back. */
  const doAll = (deeds: readonly Deed[], at: string): readonly Deed[] | undefined => {
    let back: readonly Deed[] | undefined = []
    for (const deed of deeds) {
      const inverse = inverseOf(store, deed)
      back = inverse && back && [...inverse, ...back]
      applyDeed(store, deed, at)
    }
    return back
  }

  const doNew = (deeds: readonly Deed[], at: string, as?: DeedKind): void => {
    const first = summaryOf(store, deeds)
    const what = first && as !== undefined ? { ...first, kind: as } : first
    const back = doAll(deeds, at)
    if (what !== undefined && back !== undefined && back.length > 0)
      store.undoLog.add({ at, what: JSON.stringify(what), deeds: JSON.stringify(back) })
  }

  const entryFor = (way: Way): UndoEntry | undefined =>
    way === 'undo' ? store.undoLog.lastDone() : store.undoLog.firstUndone()

  const turnRound = (entry: UndoEntry, way: Way, deeds: readonly Deed[], at: string): void => {
    const back = doAll(deeds, at) ?? []
    store.undoLog.turn(entry.id, way === 'undo' ? 'undone' : 'done', JSON.stringify(back))
  }

  const linesOf = (deeds: readonly Deed[], at: string, way?: Way): readonly RecordedAct[] => {
    // The database only drops the doubt; a database that never knew of the trial must hear what came out of it.
    const all = [...deeds, ...deeds.flatMap((deed) => settledBy(store, deed))]
    return all.map((deed, index) => ({
      at,
      ...(index === 0 && all.length > 1 ? { of: all.length } : {}),
      ...(way === undefined ? {} : { by: way }),
      ...recordOf(store, deed),
    }))
  }

  /** What the database missed of what the side copy has, with the way back from it. */
  const doMissed = (acts: readonly RecordedAct[]): void => {
    for (let index = 0; index < acts.length;) {
      const first = acts[index]
      if (first === undefined) return
      const group = acts.slice(index, index + groupLength(acts, index))
      index += group.length
      const deeds = deedsOf(store, group)
      const entry = first.by && entryFor(first.by)
      if (deeds === undefined) group.forEach((act) => replayAct(store, act))
      else if (first.by === undefined) doNew(deeds, first.at)
      else if (entry === undefined) doAll(deeds, first.at)
      else turnRound(entry, first.by, deeds, first.at)
    }
  }

  /** Inside a transaction, whose lock keeps other processes from both. */
  const catchUpNow = (): void => {
    const size = sideCopy.size()
    const kept = mark() ?? { bytes: size, seal: undefined, generation: 0 }
    const { bytes: known, generation } = kept
    if (known === size && kept.seal === sideCopy.seal(size)) return
    const isLonger = known > size
    // The side copy was lost and written anew, and then a former database was put back: what stands where is unknown.
    const isAnother = isLonger
      ? generationOf(sideCopy.acts()) > generation
      : kept.seal !== undefined && kept.seal !== sideCopy.seal(known)
    // A database that is begun anew takes over everything, and nobody wants to take back what is years old.
    const takesAll = (known === 0 && size > 0) || isAnother
    if (isLonger && !isAnother) {
      const at = clock.now()
      const begun: RecordedAct = { at, act: 'begun', generation: generation + 1 }
      setMark(sideCopy.append([begun, ...exportActs(store, at)]), begun.generation)
      return
    }
    const missed = sideCopy.acts(takesAll ? 0 : known)
    if (takesAll) for (const act of missed) replayAct(store, act)
    else doMissed(missed)
    setMark(size, Math.max(generation, generationOf(missed)))
  }

  return {
    sideCopy,
    carryOut(plan, as) {
      committed(() => {
        catchUpNow()
        const deeds = plan()
        const at = clock.now()
        recordAnd(linesOf(deeds, at), () => doNew(deeds, at, as))
      })
      onChange()
    },
    next: (way) =>
      store.transaction(() => {
        catchUpNow()
        return entryFor(way)
      }),
    turn(way) {
      const turned = committed((): Turned | undefined => {
        catchUpNow()
        const entry = entryFor(way)
        if (entry === undefined) return undefined
        const what = deedSummary.parse(JSON.parse(entry.what))
        if (what.run !== undefined) throw new Error('a run that published is turned by publishing')
        // Written by this file alone.
        const deeds = (JSON.parse(entry.deeds) as Deed[]).flatMap((deed) => stillPossible(store, deed) ?? [])
        const at = clock.now()
        recordAnd(linesOf(deeds, at, way), () => turnRound(entry, way, deeds, at))
        return { id: entry.id, at: entry.at, what, deeds }
      })
      if (turned !== undefined) onChange()
      return turned
    },
    change(write) {
      const result = store.transaction(write)
      onChange()
      return result
    },
    takeOver(acts) {
      committed(() => {
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
      // The photo is made the heir at once: nothing is left to be noticed.
      recordAnd([act], () => undefined)
    },
    settle() {
      const { photos, changes } = store.waiting.counts()
      if (photos + changes > 0 && store.transaction(() => settleWaiting(store, clock.now()))) onChange()
    },
  }
}
