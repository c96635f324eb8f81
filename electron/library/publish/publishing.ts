/** Publishing as a use case: one run at a time, through pauses, kills and restarts, and back again. */
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { PhotoId } from '../../api/photo.ts'
import { publishHow, type PublishHow, type PublishOutcome, type PublishRun, type Refusal } from '../../api/publish.ts'
import { closeWriting } from '../../media/writing/close.ts'
import { Refused } from '../../media/writing/refused.ts'
import { lockLibrary } from '../../store/database/lock.ts'
import type { ItemRow, ItemState, RunRow, RunState } from '../../store/publish/runs.ts'
import { bringOut, finishOutward, namesFor } from './outward.ts'
import { Pace } from './pace.ts'
import { refusalOf, type ActiveRun, type Outcome, type PublishParts } from './run-parts.ts'
import { entryDoneAgain, entryTakenBack, keepEntry } from './run-entry.ts'
import { settleInterrupted } from './settle-interrupted.ts'
import { takeBackPhoto } from './take-back.ts'
import { publishPhoto, realFolders } from './write-photo.ts'

/** One is with ExifTool, one is hashed, one waits for the disk: two cores are busy then (measured 2026-11). */
const width = 3
const batch = 300
/** Events are hints, not a log. */
const eventIntervalMs = 250

type States = ReadonlyMap<ItemState, number>

interface Life {
  readonly run: ActiveRun
  readonly stop: AbortController
  readonly counts: Map<ItemState, number>
  readonly pace: Pace
  readonly over: Promise<void>
  /** What the run becomes when it stops before its end. */
  stopsAs: Extract<RunState, 'paused' | 'cancelled'>
}

export class Publishing {
  readonly #parts: PublishParts
  #life: Life | undefined
  #trouble: { readonly run: number; readonly message: string; readonly hint: string } | undefined
  #toldMs = 0

  constructor(parts: PublishParts) {
    this.#parts = parts
  }

  /** Errors: `bad-request` while another run is not over, `library-locked` while another process publishes. */
  start(how: PublishHow, photos: readonly number[], undoes?: number): PublishRun {
    const { store, clock } = this.#parts
    this.#refuseSecond()
    const id = store.transaction(() => {
      const wanted = { how: JSON.stringify(how), undoes, photos }
      return store.publishRuns.add(wanted, clock.now())
    })
    try {
      this.#live({ id, how, undoes })
    } catch (error) {
      store.publishRuns.setState(id, 'cancelled', clock.now())
      throw error
    }
    return this.#shownById(id)
  }

  /** The run that was paused or interrupted goes on; undefined where there is none. */
  resume(): PublishRun | undefined {
    const { store, clock } = this.#parts
    const open = store.publishRuns.open()
    if (open === undefined || this.#life !== undefined) return open && this.#shown(open)
    this.#live({ id: open.id, how: howOf(open), undoes: open.undoes })
    store.publishRuns.setState(open.id, 'running', clock.now())
    return this.#shownById(open.id)
  }

  /** Takes a run back: the named one, or the last that wrote into files. Errors: `not-found`, as `start`. */
  undo(wanted: number | undefined): PublishRun {
    const { store } = this.#parts
    const id = wanted ?? store.publishWrites.lastUndoable()
    const run = id === undefined ? undefined : store.publishRuns.get(id)
    if (id === undefined || run === undefined || !store.publishWrites.isUndoable(id))
      throw new AppError('not-found', 'There is nothing to take back.', { hint: 'See: sightline publish list' })
    const back = this.start({ ...howOf(run), as: 'files' }, store.publishWrites.photos(id), id)
    entryTakenBack(store, id)
    return back
  }

  /** Publishes the photos of a run that was taken back again. Errors: `not-found`, as `start`. */
  redo(id: number): PublishRun {
    const { store } = this.#parts
    const run = store.publishRuns.get(id)
    if (run === undefined) throw new AppError('not-found', `There was no run ${id}.`)
    const again = this.start(howOf(run), photosOf(store, id))
    entryDoneAgain(store, id, again.id)
    return again
  }

  /** Resolves when what is being written is written. */
  async pause(): Promise<void> {
    await this.#stop('paused')
  }

  /** What is written stays, and can be taken back. */
  async cancel(): Promise<void> {
    const { store, emit } = this.#parts
    await this.#stop('cancelled')
    const open = store.publishRuns.open()
    if (open === undefined) return
    this.#end(open.id, 'cancelled')
    emit({ kind: 'publish', run: this.#shownById(open.id) })
  }

  /** The run that is not over, or the last one. */
  state(): PublishRun | undefined {
    const { store } = this.#parts
    const row = store.publishRuns.open() ?? store.publishRuns.list(1)[0]
    return row && this.#shown(row)
  }

  runs(limit: number): PublishRun[] {
    return this.#parts.store.publishRuns.list(limit).map((row) => this.#shown(row))
  }

  /** Errors: `not-found`. */
  outcomes(
    id: number,
    page: { readonly after: number; readonly states: readonly ItemState[]; readonly limit: number },
  ): { outcomes: PublishOutcome[]; next?: number } {
    const { store } = this.#parts
    if (store.publishRuns.get(id) === undefined) throw new AppError('not-found', `There was no run ${id}.`)
    const items = store.publishRuns.items(id, page)
    const paths = store.files.firstPaths(items.map(({ photo }) => photo))
    const last = items.length === page.limit ? items.at(-1) : undefined
    return {
      outcomes: items.map((item) => outcomeOf(item, paths.get(item.photo) ?? '')),
      ...(last === undefined ? {} : { next: last.position }),
    }
  }

  /** Waits for the run's end or pause; aborting pauses it. Errors: `cancelled`. */
  async wait(id: number, signal: AbortSignal): Promise<PublishRun> {
    const life = this.#life
    const pause = (): void => void this.#stop('paused')
    signal.addEventListener('abort', pause, { once: true })
    try {
      if (signal.aborted) pause()
      if (life?.run.id === id) await life.over
    } finally {
      signal.removeEventListener('abort', pause)
    }
    if (signal.aborted)
      throw new AppError('cancelled', 'Publishing was stopped between two photos.', {
        hint: 'Go on with: sightline publish --resume',
      })
    return this.#shownById(id)
  }

  async close(): Promise<void> {
    await this.#stop('paused')
    closeWriting()
  }

  #refuseSecond(): void {
    const open = this.#parts.store.publishRuns.open()
    if (open === undefined) return
    throw new AppError('bad-request', 'Another run of publishing is not over yet.', {
      hint: 'Go on with it (sightline publish --resume) or end it (sightline publish cancel) first.',
    })
  }

  async #stop(as: Life['stopsAs']): Promise<void> {
    const life = this.#life
    if (life === undefined) return
    life.stopsAs = as
    life.stop.abort()
    await life.over
  }

  #live(run: ActiveRun): void {
    const { store, log } = this.#parts
    const unlock = lockLibrary(store.folder, 'publish')
    if (unlock === undefined)
      throw new AppError('library-locked', 'Another Sightline is publishing from this library.', {
        hint: 'Wait for it, or stop it first.',
      })
    this.#trouble = undefined
    const stop = new AbortController()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const life: Life = {
      ...{ run, stop, over: promise, stopsAs: 'paused', pace: new Pace() },
      counts: new Map(store.publishRuns.counts(run.id)),
    }
    this.#life = life
    void this.#carryOut(life)
      .catch((error: unknown) => {
        const { code, message, hint } = toErrorAnswer(error)
        if (code === 'internal') log.failure('publishing failed', error)
        if (code !== 'cancelled') this.#trouble = { run: run.id, message, hint }
        return false
      })
      .then((isDone) => {
        const state: RunState = isDone ? 'done' : life.stopsAs
        this.#end(run.id, state)
        this.#life = undefined
        unlock()
        this.#parts.emit({ kind: 'publish', run: this.#shownById(run.id) })
        this.#parts.emit({ kind: 'photos-changed' })
        resolve(undefined)
      })
  }

  #end(run: number, state: RunState): void {
    const { store, clock } = this.#parts
    store.transaction(() => {
      store.publishRuns.setState(run, state, clock.now())
      if (state !== 'paused') keepEntry(store, run, clock.now())
    })
  }

  /** Whether every photo has had its turn. */
  async #carryOut(life: Life): Promise<boolean> {
    const { store } = this.#parts
    const { run } = life
    await settleInterrupted(store)
    const isOutward = run.how.as !== 'files'
    const photos = isOutward ? photosOf(store, run.id) : []
    const { as: form } = run.how
    const names = form === 'copies' || form === 'page' ? namesFor(store, photos, form) : new Map<number, string>()
    const within = await realFolders(store)
    const { signal } = life.stop
    const next = queueOf((after) => store.publishRuns.waiting(run.id, after, batch))
    const lane = async (): Promise<void> => {
      for (let item = next(); item !== undefined && !signal.aborted; item = next()) {
        const { photo } = item
        this.#keep(life, item, await this.#one(run, photo, { within, name: names.get(photo), signal }))
      }
    }
    // One lane that fails stops the others, and the run waits for all of them.
    const lanes = Array.from({ length: width }, () =>
      lane().catch((error: unknown) => {
        life.stop.abort()
        throw error
      }),
    )
    const failed = (await Promise.allSettled(lanes)).find((each) => each.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    if (signal.aborted) return false
    if (isOutward) await finishOutward(this.#parts, run, photos, names)
    return true
  }

  async #one(
    run: ActiveRun,
    photo: number,
    { within, name, signal }: { within: readonly string[]; name: string | undefined; signal: AbortSignal },
  ): Promise<Outcome> {
    try {
      if (run.undoes !== undefined)
        return await takeBackPhoto(this.#parts, { ...run, undoes: run.undoes }, photo, within)
      if (run.how.as === 'files') return await publishPhoto(this.#parts, run, photo, within)
      return await bringOut(this.#parts, run, photo, { name, signal })
    } catch (error) {
      // The program cannot go on at all; everything else is about this photo.
      if (error instanceof AppError || toErrorAnswer(error).code !== 'internal') throw error
      this.#parts.log.failure('a photo was not published', error)
      const path = this.#parts.store.files.firstPaths([photo]).get(photo) ?? `photo ${photo}`
      return { state: 'refused', refusal: refusalOf(new Refused('failed', path, 'could not be written')), notes: [] }
    }
  }

  #keep(life: Life, item: ItemRow, { state, refusal, notes }: Outcome): void {
    const { store, clock } = this.#parts
    store.publishRuns.setItem(life.run.id, {
      ...{ position: item.position, state, notes: JSON.stringify(notes) },
      refusal: refusal && JSON.stringify(refusal),
    })
    life.counts.set('waiting', (life.counts.get('waiting') ?? 1) - 1)
    life.counts.set(state, (life.counts.get(state) ?? 0) + 1)
    life.pace.done(clock.nowMs())
    this.#tell(life)
  }

  #tell(life: Life): void {
    const now = performance.now()
    if (now - this.#toldMs < eventIntervalMs) return
    this.#toldMs = now
    this.#parts.emit({ kind: 'publish', run: this.#shownById(life.run.id) })
  }

  #shownById(id: number): PublishRun {
    const row = this.#parts.store.publishRuns.get(id)
    if (row === undefined) throw new AppError('not-found', `There was no run ${id}.`)
    return this.#shown(row)
  }

  #shown(row: RunRow): PublishRun {
    const { store } = this.#parts
    const life = this.#life?.run.id === row.id ? this.#life : undefined
    const counts: States = life?.counts ?? store.publishRuns.counts(row.id)
    const count = (state: ItemState): number => counts.get(state) ?? 0
    const how = howOf(row)
    const total = [...counts.values()].reduce((sum, each) => sum + each, 0)
    const rate = life?.pace.rate() ?? 0
    // Nobody works on it: the program was ended, or another process does.
    const isInterrupted = row.state === 'running' && life === undefined
    const trouble = this.#trouble?.run === row.id ? this.#trouble : isInterrupted ? interrupted : undefined
    return {
      ...{ id: row.id, form: how.as, total, done: total - count('waiting'), begunAt: row.begunAt },
      state: isInterrupted ? 'paused' : row.state,
      rate,
      counts: {
        ...{ written: count('written'), same: count('same'), refused: count('refused') },
        ...{ withoutText: count('without-text'), decorative: count('decorative') },
      },
      undoable: row.undoes === undefined && store.publishWrites.isUndoable(row.id),
      ...(row.undoes === undefined ? {} : { undoes: row.undoes }),
      ...(rate === 0 ? {} : { secondsLeft: count('waiting') / rate }),
      ...(row.endedAt === undefined ? {} : { endedAt: row.endedAt }),
      ...(how.to === undefined ? {} : { to: how.to }),
      ...(trouble === undefined ? {} : { trouble: { message: trouble.message, hint: trouble.hint } }),
    }
  }
}

const interrupted = {
  message: 'Publishing was interrupted.',
  hint: 'Go on with it, or end it. What is written stays, and can be taken back.',
}

/** Written by `start` alone; an older program wrote fewer fields. */
function howOf({ how }: RunRow): PublishHow {
  return publishHow.parse(JSON.parse(how))
}

function photosOf(store: PublishParts['store'], run: number): readonly number[] {
  return store.publishRuns
    .items(run, { after: 0, states: [], limit: Number.MAX_SAFE_INTEGER })
    .map(({ photo }) => photo)
}

/** One after the other, fetched in batches. */
function queueOf(fetch: (after: number) => readonly ItemRow[]): () => ItemRow | undefined {
  let fetched: ItemRow[] = []
  let after = 0
  return () => {
    if (fetched.length === 0) fetched = [...fetch(after)]
    const item = fetched.shift()
    after = item?.position ?? after
    return item
  }
}

function outcomeOf({ photo, state, refusal, notes }: ItemRow, path: string): PublishOutcome {
  return {
    // The store's ids are the contract's.
    ...{ photo: photo as PhotoId, path, state },
    // Written by `#keep` alone.
    notes: JSON.parse(notes) as PublishOutcome['notes'],
    ...(refusal === undefined ? {} : { refusal: JSON.parse(refusal) as Refusal }),
  }
}
