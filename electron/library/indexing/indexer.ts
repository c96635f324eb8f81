/** Turns waiting work into photos: four lines (read, look, words, caption) over the table of work. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { StageProgress } from '../../api/events.ts'
import type { FileRow } from '../../store/files.ts'
import type { Claim, Stage } from '../../store/work.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import { Line, type Pace } from './work-line.ts'
import { commitLook, isWholeLook, lookAt, type LookParts } from './look-at-photo.ts'
import { filesToOpen } from '../shared/files-of-photo.ts'
import { captionsOf, commitCaptions, preferredLevels } from '../captions/write-captions.ts'
import { Progress } from './progress.ts'
import { candidatesFor } from './identity-candidates.ts'
import { areAway, isOfLibrary, isSameFile, passing } from './claim-rules.ts'
import { commitWords, wordsIn } from './read-words.ts'
import { commitMovie, readMovie } from './read-movie.ts'
import { commitReading, readFile, stillChanging, type FileReading, type ReadParts } from './read-file.ts'

const stages: readonly Stage[] = ['read', 'look', 'words', 'caption']

/** Reading is disk and hashing on the engine's own thread; more at once would only queue. */
const readWidth = 3
/** Enough to keep the decoder and a full batch busy: the thread decodes two batches ahead. */
const lookWidth = 24
/** One is read while the next is decoded. */
const wordsWidth = 2
const captionWidth = 4

/** How often failures are looked through for those whose next time has come. */
const retryCheckMs = 30_000

/** A file that is being copied is looked at again after this long. */
const settleMs = 1500

export interface IndexerParts extends LookParts, ReadParts {
  /** Something changed that a window may want to see. */
  readonly onChange: () => void
  /** The inference thread died: this engine's life is over. */
  readonly onFatal: (error: AppError) => void
}

export class Indexer {
  #parts: IndexerParts
  readonly #stop = new AbortController()
  readonly #lines: ReadonlyMap<Stage, Line>
  readonly #progress: Progress
  #waiters: (() => void)[] = []
  #finished: Promise<unknown> = Promise.resolve()
  #retries: NodeJS.Timeout | undefined
  #scans = 0
  #trouble: AppError | undefined
  #deciding: Promise<unknown> = Promise.resolve()

  constructor(parts: IndexerParts) {
    this.#parts = parts
    this.#progress = new Progress(parts.clock)
    const claim = (stage: Stage, limit: number): readonly Claim[] =>
      parts.store.work.claim(stage, limit, parts.clock.nowMs())
    const line = (stage: Stage, width: number, run: (claim: Claim) => Promise<void>): [Stage, Line] => [
      stage,
      new Line({ stage, width, claim, run: (each) => this.#guard(each, run) }),
    ]
    this.#lines = new Map([
      line('read', readWidth, (each) => this.#read(each)),
      line('look', lookWidth, (each) => this.#look(each)),
      line('words', wordsWidth, (each) => this.#words(each)),
      line('caption', captionWidth, (each) => this.#caption(each)),
    ])
  }

  /** Settles what an unclean stop left, one suspect at a time, then starts all lines. */
  async start(witnessedDeath: boolean): Promise<void> {
    const { store } = this.#parts
    for (const claim of store.work.recover(witnessedDeath)) this.#quarantined(claim)
    await this.#runSuspects()
    this.#finished = Promise.all(
      [...this.#lines.values()].map((line) =>
        line.work(() => this.#restOfWork()).catch((error: unknown) => this.#fatal(error)),
      ),
    )
    this.#wakeFailed()
    this.#retries = setInterval(() => this.#wakeFailed(), retryCheckMs)
    this.#retries.unref()
  }

  /** Failures whose next time has come. */
  #wakeFailed(): void {
    const { store, clock } = this.#parts
    if (store.work.wakeFailed(clock.nowMs()) > 0) this.wake()
  }

  /** What was running when the engine died runs alone, so that another death names it. */
  async #runSuspects(): Promise<void> {
    const { store, clock } = this.#parts
    const runs = { read: this.#read, look: this.#look, words: this.#words, caption: this.#caption }
    for (const stage of stages) {
      while (store.work.hasSuspects(stage) && !this.#stop.signal.aborted) {
        const [claim] = store.work.claim(stage, 1, clock.nowMs())
        if (claim === undefined) break
        await this.#guard(claim, (each) => runs[stage].call(this, each))
      }
    }
  }

  wake(): void {
    for (const line of this.#lines.values()) line.wake()
  }

  /** Takes effect with the next piece of work. */
  setPace(pace: Pace): void {
    for (const line of this.#lines.values()) line.setPace(pace)
  }

  /** Changes the packs while nothing is under way, so that what one model made is never filed under another. */
  async changePacks(change: () => Promise<ActivePacks>): Promise<void> {
    const lines = [...this.#lines.values()]
    await Promise.all(lines.map((line) => line.hold()))
    try {
      this.#parts = { ...this.#parts, packs: await change() }
    } finally {
      for (const line of lines) line.goOn()
    }
  }

  progress(): readonly StageProgress[] {
    const waiting = this.#parts.store.work.counts().waiting
    return stages.map((stage) => {
      const rows = waiting.filter((row) => row.stage === stage && (row.state === 'queued' || row.state === 'running'))
      return this.#progress.report(
        stage,
        rows.reduce((sum, row) => sum + row.count, 0),
      )
    })
  }

  /** Resolves when no line has anything left to do now. Errors: what stopped the lines, as a full disk. */
  async idle(): Promise<void> {
    if (this.#isIdle()) return
    this.wake()
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#waiters.push(() => resolve(undefined))
    this.wake()
    await promise
    if (this.#trouble !== undefined) throw this.#trouble
  }

  /** Takes nothing more, lets what runs finish or be given back. */
  async close(): Promise<void> {
    this.#stop.abort()
    clearInterval(this.#retries)
    await Promise.all([...this.#lines.values()].map((line) => line.stop()))
    await this.#finished
    this.#releaseWaiters()
  }

  #isIdle(): boolean {
    const { work } = this.#parts.store
    const nobodyWorks = [...this.#lines.values()].every((line) => !line.busy)
    return nobodyWorks && work.dueCount(this.#parts.clock.nowMs()) === 0 && work.wakeDeferred('read') === 0
  }

  /** While a scan is under way, what it has not seen yet may explain what it has. */
  async duringScan<Result>(scan: () => Promise<Result>): Promise<Result> {
    this.#scans += 1
    try {
      return await scan()
    } finally {
      this.#scans -= 1
      this.wake()
    }
  }

  /** A line has nothing to do: what waited for that has its turn, then whoever waits for everything. */
  #restOfWork(): void {
    const { store, clock } = this.#parts
    const isRead = this.#scans === 0 && store.work.dueOf('read', clock.nowMs()) === 0
    if (isRead && store.work.wakeDeferred('read') > 0) this.wake()
    else if (this.#waiters.length > 0 && this.#isIdle()) this.#releaseWaiters()
  }

  #releaseWaiters(): void {
    const waiters = this.#waiters
    this.#waiters = []
    waiters.forEach((done) => done())
  }

  #fatal(error: unknown): void {
    const { code, message, hint } = toErrorAnswer(error)
    const known = error instanceof AppError ? error : new AppError(code, message, { hint, cause: error })
    this.#trouble ??= known
    this.#stop.abort()
    this.#releaseWaiters()
    // A full or read-only disk is no reason for another process: whoever waits is told, and may try again.
    if (known.code === 'crashed' || known.code === 'internal') this.#parts.onFatal(known)
  }

  /** Runs one claim and settles every failure that belongs to its photo. */
  async #guard(claim: Claim, run: (claim: Claim) => Promise<void>): Promise<void> {
    const { store, onChange } = this.#parts
    try {
      await run(claim)
      onChange()
    } catch (error) {
      // What the library's own disk cannot take is no fault of the photo: everything stops, and it is tried again.
      if (isOfLibrary(error)) throw error
      if (this.#stop.signal.aborted) {
        store.work.release(claim)
        return
      }
      if (await areAway(store, this.#filesOf(claim))) store.work.postpone(claim)
      else this.#failed(claim, error)
      onChange()
    }
    // What is finished may have queued work for another stage.
    for (const [stage, line] of this.#lines) if (stage !== claim.stage) line.wake()
  }

  async #read(claim: Claim): Promise<void> {
    const { store } = this.#parts
    const file = store.files.get(claim.target)
    if (file === undefined || file.gone) {
      store.work.finish(claim)
      return
    }
    if (file.kind === 'video') {
      const movie = await readMovie(file)
      store.transaction(() => {
        if (isSameFile(file, store.files.get(file.id))) commitMovie(this.#parts, file, movie)
        store.work.finish(claim)
      })
      this.#progress.finished('read', true)
      return
    }
    const reading = await readFile(this.#parts, file, this.#stop.signal)
    if (reading === stillChanging) {
      this.#parts.onChange()
      await this.#settle(claim, file)
      return
    }
    // One decision after the other: of two files that changed alike the second must see what the first became.
    const decided = this.#deciding.then(() => this.#decide(claim, file, reading))
    this.#deciding = decided.catch(() => undefined) // the claim settles it
    if (await decided) this.#progress.finished('read', true)
  }

  async #decide(claim: Claim, file: FileRow, reading: FileReading): Promise<boolean> {
    const { store } = this.#parts
    const candidates = reading.kind === 'content' ? await candidatesFor(store, file, reading) : []
    return store.transaction(() => {
      // A scan has seen the file change meanwhile: what was read is of the past.
      if (!isSameFile(file, store.files.get(file.id))) {
        store.work.release(claim)
        return false
      }
      const isDecided = commitReading(this.#parts, reading, candidates)
      if (isDecided) store.work.finish(claim)
      else store.work.defer(claim)
      return isDecided
    })
  }

  /** The file grew while it was read: take its new facts and read it again after a while. */
  async #settle(claim: Claim, file: FileRow): Promise<void> {
    const now = await stat(file.path, { bigint: true }).catch(() => undefined)
    if (now === undefined) {
      this.#parts.store.work.finish(claim) // renamed or deleted: the next scan sees it
      return
    }
    this.#parts.store.files.setFacts(file.id, {
      path: file.path,
      sizeBytes: Number(now.size),
      mtimeMs: Number(now.mtimeMs),
      ctimeMs: Number(now.ctimeNs) / 1e6,
      inode: `${now.dev}:${now.ino}`,
    })
    await setTimeout(settleMs, undefined, { signal: this.#stop.signal })
    this.#parts.store.work.release(claim)
  }

  async #look(claim: Claim): Promise<void> {
    const { store } = this.#parts
    const before = store.photos.pixelsOf(claim.target)
    const [file] = filesToOpen(store, claim.target)
    if (before === undefined || file === undefined) {
      store.work.finish(claim)
      return
    }
    const seen = await lookAt(this.#parts, { id: claim.target, file, all: isWholeLook(claim) }, this.#stop.signal)
    // Another database: written first, since a thumbnail without its photo harms nobody.
    store.thumbnails.put(claim.target, {
      jpeg: Buffer.from(seen.decoded.thumbnail),
      width: seen.decoded.thumbnailWidth,
      height: seen.decoded.thumbnailHeight,
    })
    const outcome = store.transaction(() => {
      if (store.photos.pixelsOf(claim.target)?.equals(before) !== true) return undefined
      const isWordless = commitLook(this.#parts, claim.target, { ...seen, all: isWholeLook(claim) })
      for (const each of filesToOpen(store, claim.target)) store.problems.clearFile(each.id)
      store.work.finish(claim)
      return { isWordless }
    })
    if (outcome === undefined) store.work.release(claim)
    else this.#progress.finished('look', true)
    if (outcome?.isWordless === true) this.#progress.finished('words', true)
  }

  async #words(claim: Claim): Promise<void> {
    const { store, packs } = this.#parts
    const before = store.photos.pixelsOf(claim.target)
    const [file] = filesToOpen(store, claim.target)
    if (before === undefined || file === undefined || claim.model !== packs.readingModel) {
      store.work.finish(claim)
      return
    }
    const lines = await wordsIn(this.#parts, file, this.#stop.signal)
    store.transaction(() => {
      // Another picture by now: its look has asked for its own words.
      if (store.photos.pixelsOf(claim.target)?.equals(before) === true) commitWords(this.#parts, claim.target, lines)
      for (const each of filesToOpen(store, claim.target)) store.problems.clearStage(each.id, 'words')
      store.work.finish(claim)
    })
    this.#progress.finished('words', true)
  }

  async #caption(claim: Claim): Promise<void> {
    const { store, packs } = this.#parts
    const [file] = filesToOpen(store, claim.target)
    if (file === undefined || claim.model !== packs.captionModel) {
      store.work.finish(claim)
      return
    }
    const captions = await captionsOf(this.#parts, file, { levels: preferredLevels(store), signal: this.#stop.signal })
    store.transaction(() => {
      commitCaptions(this.#parts, claim.target, captions)
      for (const each of filesToOpen(store, claim.target)) store.problems.clearStage(each.id, 'caption')
      store.work.finish(claim)
    })
    this.#progress.finished('caption', true)
  }

  #failed(claim: Claim, error: unknown): void {
    const { store, clock } = this.#parts
    const known =
      error instanceof AppError
        ? error
        : new AppError('internal', `Reading failed: ${error instanceof Error ? error.message : String(error)}`, {
            hint: 'Try again with: sightline retry',
            cause: error,
          })
    store.transaction(() => {
      store.work.fail(claim, passing.has(known.code), clock.nowMs())
      this.#complain(claim, known)
    })
    this.#progress.finished(claim.stage, false)
  }

  #quarantined(claim: Claim): void {
    const reason = 'Reading this file stopped Sightline twice, so it is left alone.'
    const hint = 'Open it in another program to see whether it is sound, then: sightline retry'
    this.#complain(claim, new AppError('crashed', reason, { hint }))
  }

  /** Every file of the photo gets its row: a copy of a bad file is as bad. */
  #complain(claim: Claim, error: AppError): void {
    const { store, clock } = this.#parts
    const files = this.#filesOf(claim)
    // The sentence names the copy that was opened.
    const opened = files.map((file) => basename(file.path)).find((name) => error.message.includes(name)) ?? ''
    for (const file of files)
      store.problems.put(
        {
          path: file.path,
          folderId: file.folderId,
          fileId: file.id,
          stage: claim.stage,
          code: error.code,
          reason: opened === '' ? error.message : error.message.replaceAll(opened, basename(file.path)),
          hint: error.hint,
        },
        clock.now(),
      )
  }

  #filesOf(claim: Claim): readonly FileRow[] {
    const { store } = this.#parts
    if (claim.stage !== 'read') return filesToOpen(store, claim.target)
    const file = store.files.get(claim.target)
    return file === undefined ? [] : [file]
  }
}
