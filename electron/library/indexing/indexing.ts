/** Indexing as a use case: which folders, when to scan, and who may do it. */
import { realpath, stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { LibraryEvent, StageProgress } from '../../api/events.ts'
import { coalesceHints } from '../../domain/coalesce.ts'
import { isInside } from '../../domain/paths.ts'
import type { FolderRow } from '../../store/folders.ts'
import { readerVersion } from '../../media/metadata/metadata.ts'
import { isReachable } from '../../watch/scan.ts'
import { lockLibrary } from '../../store/database/lock.ts'
import type { Store } from '../../store/store.ts'
import { settleAnswering, type ActivePacks } from '../packs/active-packs.ts'
import { PackHandover, type PackUser } from '../packs/pack-handover.ts'
import type { Acts } from '../acts/acts.ts'
import type { Clock } from '../shared/clock.ts'
import type { KeepThings } from '../things/keep-things.ts'
import { likenessVersion } from '../doubles/note-likeness.ts'
import { borrowClocks } from './borrow-clocks.ts'
import { Indexer } from './indexer.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { renewWords } from '../shared/photo-words.ts'
import { readPreferences } from '../shared/preferences.ts'
import { scanIntoLibrary, type ScanCounts } from './scan-folder.ts'
import { commonParent, nearestFolder } from './where-to-look.ts'

export interface IndexingParts {
  readonly store: Store
  readonly clock: Clock
  readonly models: LoadedModels
  readonly acts: Acts
  readonly things: KeepThings
  readonly emit: (event: LibraryEvent) => void
  /** Other packs than before may be in use from now on. */
  readonly onAdopted: () => void
  /** A supervisor saw the former engine die. */
  readonly witnessedDeath: boolean
  readonly onFatal: (error: AppError) => void
}

export interface RunWish {
  /** Folders to add and look through; none: all known ones. */
  readonly folders: readonly string[]
  /** Patterns of what is left out below added folders. */
  readonly ignore: readonly string[]
  readonly pack?: string | undefined
  /** Read all bytes again, also of files that seem unchanged. */
  readonly verify: boolean
}

export interface RunResult extends ScanCounts {
  readonly folders: readonly string[]
  readonly stages: readonly StageProgress[]
  readonly notice: string | undefined
}

/** How things are outside. */
export interface Conditions {
  readonly onBattery: boolean
  readonly inUse: boolean
}

interface Life {
  readonly indexer: Indexer
  packs: ActivePacks
  readonly unlock: () => void
}

/** Events at most four a second: they are hints, not a log. */
const eventIntervalMs = 250
/** Counting the work of a million photos takes a while; telling of it may cost at most a twentieth of the time. */
const shareOfTime = 20

export class Indexing {
  readonly #parts: IndexingParts
  readonly #handover: PackHandover
  readonly #stop = new AbortController()
  #life: Promise<Life> | undefined
  #eventDue = false
  #timer: NodeJS.Timeout | undefined
  #countingMs = 0
  #scanning: Promise<unknown> = Promise.resolve()
  #conditions: Conditions = { onBattery: false, inUse: false }
  /** Words that an older version wrote are written anew. */
  #renewing = Promise.resolve()

  constructor(parts: IndexingParts) {
    this.#parts = parts
    this.#handover = new PackHandover({ ...parts, user: () => this.#packUser() })
  }

  /** Takes the library's lock and starts the lines. Errors: `library-locked`, `no-pack`. */
  async start(pack?: string): Promise<readonly FolderRow[]> {
    this.#life ??= this.#begin(pack).catch((error: unknown) => {
      this.#life = undefined
      throw error
    })
    await this.#life
    return this.#parts.store.folders.list()
  }

  /** Adds folders, scans them (or all known ones) and works until nothing is left. */
  async run(wish: RunWish, signal: AbortSignal): Promise<RunResult> {
    const { store } = this.#parts
    const added = await Promise.all(wish.folders.map((path) => this.#resolveFolder(path)))
    await this.start(wish.pack)
    const life = await this.#living()
    await this.#noticeDrives()
    const folders = added.length > 0 ? added.map((path) => this.#addFolder(path, wish.ignore)) : store.folders.list()
    const counts: ScanCounts = { found: 0, added: 0, changed: 0, moved: 0, gone: 0, unchanged: 0 }
    for (const folder of new Map(folders.map((each) => [each.id, each])).values()) {
      const scan = await this.#scan(life, folder, AbortSignal.any([signal, this.#stop.signal]))
      for (const key of Object.keys(counts) as (keyof ScanCounts)[]) counts[key] += scan[key]
      if (wish.verify) store.work.addMany('read', store.files.photosIn(folder.id))
    }
    try {
      await Promise.race([life.indexer.idle().then(() => this.#parts.things.settled()), aborted(signal)])
    } catch (error) {
      await this.#endLife(life)
      throw error
    }
    if (!signal.aborted) {
      this.#parts.acts.settle()
      if (store.transaction(() => borrowClocks(store, this.#parts.clock.now()))) this.#changed()
    }
    await this.#tell() // the last word, whatever the interval of events
    if (signal.aborted) throw new AppError('cancelled', 'Indexing was stopped; it goes on where it was next time.')
    return {
      ...counts,
      folders: folders.map((folder) => folder.path),
      stages: life.indexer.progress(),
      notice: life.packs.notice,
    }
  }

  /** Looks again where something happened. Paths outside the known folders are passed over. */
  async hint(paths: readonly string[]): Promise<void> {
    const life = await this.#living()
    for (const folder of this.#parts.store.folders.list()) {
      const inside = coalesceHints(paths, sep).filter((path) => isInside(path, folder.path, sep))
      if (inside.length === 0) continue
      const below = await nearestFolder(commonParent(inside, folder.path), folder.path)
      await this.#scan(life, folder, this.#stop.signal, below)
    }
  }

  /** Scans a folder behind whatever else goes on; trouble is a notice. */
  lookAgain(path: string): void {
    void this.hint([path]).catch((error: unknown) => {
      if (this.#stop.signal.aborted) return
      const { message, hint } = toErrorAnswer(error)
      this.#parts.emit({ kind: 'notice', message, hint })
    })
  }

  pause(paused: boolean): void {
    this.#parts.store.settings.set('index.paused', paused ? '1' : '0')
    this.#applyPace()
  }

  /** What the shell sees of the machine; nothing is held back while nobody has told. */
  setConditions(conditions: Conditions): void {
    this.#conditions = conditions
    this.#applyPace()
  }

  /** The preferences may have changed. */
  preferencesChanged(): void {
    this.#applyPace()
  }

  /** What indexing waits for by itself, besides a person's pause. */
  get waitingFor(): 'mains' | 'idle' | undefined {
    const { onlyOnMains, onlyWhenIdle } = readPreferences(this.#parts.store)
    if (onlyOnMains && this.#conditions.onBattery) return 'mains'
    return onlyWhenIdle && this.#conditions.inUse ? 'idle' : undefined
  }

  #applyPace(): void {
    void this.#life?.then(({ indexer }) => this.#setPace(indexer)).catch(() => undefined) // a start that failed said so
    this.#changed()
  }

  #setPace(indexer: Indexer): void {
    indexer.setPace({
      paused: this.isPaused || this.waitingFor !== undefined,
      gentle: readPreferences(this.#parts.store).speed === 'gentle',
    })
  }

  get isPaused(): boolean {
    return this.#parts.store.settings.get('index.paused') === '1'
  }

  async progress(): Promise<readonly StageProgress[]> {
    if (this.#life !== undefined) return (await this.#life).indexer.progress()
    const { waiting, completed } = this.#parts.store.work.counts()
    return (['read', 'look', 'words', 'caption'] as const).map((stage) => {
      const count = (states: readonly string[]): number =>
        waiting
          .filter((row) => row.stage === stage && states.includes(row.state))
          .reduce((sum, row) => sum + row.count, 0)
      const done = completed.find((row) => row.stage === stage)?.count ?? 0
      const failed = count(['failed', 'quarantined'])
      return { stage, done, failed, total: done + failed + count(['queued', 'running']), rate: 0 }
    })
  }

  /** Work was added by hand, as by a retry. */
  async wake(): Promise<void> {
    const life = await this.#life
    life?.indexer.wake()
  }

  async close(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.#handover.settled()
    await this.#renewing
    const life = await this.#life?.catch(() => undefined)
    if (life === undefined) return
    try {
      await life.indexer.close()
      this.#parts.store.settings.clear('running')
    } finally {
      life.unlock()
    }
  }

  /** The lines were stopped by what they could not write: the next run begins anew. */
  async #endLife(life: Life): Promise<void> {
    this.#life = undefined
    await life.indexer.close().catch(() => undefined) // what stopped them stands in the way of this as well
    life.unlock()
  }

  async #living(): Promise<Life> {
    if (this.#life === undefined) await this.start()
    const life = await this.#life
    if (life === undefined) throw new AppError('internal', 'Indexing is not running.')
    return life
  }

  async #begin(pack: string | undefined): Promise<Life> {
    const { store, models, witnessedDeath, onFatal } = this.#parts
    await models.chosen(pack) // a wrong name is refused before anything starts
    const unlock = lockLibrary(store.folder)
    if (unlock === undefined)
      throw new AppError('library-locked', `Another Sightline is indexing the library ${store.folder}.`, {
        hint: 'Wait for it, or stop it first. Searching works meanwhile.',
      })
    try {
      this.#handover.choose(pack)
      store.settings.set('running', '1')
      settleAnswering(store, await models.chosen(), false)
      const { inference, packs } = await models.renew()
      this.#handover.queueFor(packs)
      // A lost or damaged file of thumbnails is filled anew, unasked.
      if (store.thumbnails.count() < store.totals.now().looked)
        store.work.addMany('look', store.thumbnails.missing(store.photos.looked()))
      store.work.addMany('look', store.likenesses.outdated(likenessVersion))
      // Files that an older reader read: their metadata alone, in the background.
      store.work.addMany('read', store.files.outdated(readerVersion))
      const indexer = new Indexer({ ...this.#parts, inference, packs, onChange: () => this.#changed(), onFatal })
      this.#setPace(indexer)
      await indexer.start(witnessedDeath)
      this.#renewing = renewWords(store, this.#stop.signal).catch((error: unknown) => this.#complain(error))
      this.#parts.onAdopted()
      return { indexer, packs, unlock }
    } catch (error) {
      unlock()
      throw error
    }
  }

  /** See `PackHandover.adopt`. Errors: `no-pack`. */
  async adoptPacks(set?: string): Promise<void> {
    await this.#handover.adopt(set)
    this.#changed()
  }

  /** Another process may have installed or removed packs. Trouble is a notice. */
  async noticePacks(): Promise<void> {
    try {
      if (await this.#handover.notice()) this.#changed()
    } catch (error) {
      this.#complain(error)
    }
  }

  /** As `adoptPacks`, for whom the outcome is no answer to anybody: trouble is a notice. */
  async packsChanged(): Promise<void> {
    await this.adoptPacks().catch((error: unknown) => this.#complain(error))
  }

  /** The thread may have died while packs changed: that is told elsewhere. */
  #complain(error: unknown): void {
    if (this.#stop.signal.aborted) return
    const { code, message, hint } = toErrorAnswer(error)
    if (code !== 'crashed' && code !== 'cancelled') this.#parts.emit({ kind: 'notice', message, hint })
  }

  async #packUser(): Promise<PackUser | undefined> {
    const life = await this.#life?.catch(() => undefined)
    if (life === undefined) return undefined
    return {
      packs: life.packs,
      changePacks: (change) =>
        life.indexer.changePacks(async () => {
          life.packs = await change()
          return life.packs
        }),
    }
  }

  /** A drive may have gone or come back under any folder, whichever is scanned now. */
  async #noticeDrives(): Promise<void> {
    const { store } = this.#parts
    let moved = false
    for (const folder of store.folders.list()) {
      const state = (await isReachable(folder.path)) ? 'here' : 'away'
      if (state === folder.state) continue
      store.folders.setState(folder.id, state)
      moved = true
    }
    if (moved) store.work.followDrives()
  }

  async #scan(life: Life, folder: FolderRow, signal: AbortSignal, below?: string): Promise<ScanCounts> {
    const parts = { store: this.#parts.store, clock: this.#parts.clock, onWork: () => life.indexer.wake() }
    // One after the other: two at once would both put a row for one name.
    const scan = this.#scanning.then(() => life.indexer.duringScan(() => scanIntoLibrary(parts, folder, signal, below)))
    this.#scanning = scan.catch(() => undefined) // whoever asked hears of it
    return scan
  }

  async #resolveFolder(path: string): Promise<string> {
    const absolute = resolve(path)
    try {
      const real = await realpath(absolute)
      if ((await stat(real)).isDirectory()) return real
      throw new AppError('bad-request', `${absolute} is not a folder.`, {
        hint: 'Give the folder it lies in; single photos are described with: sightline caption <photo>',
      })
    } catch (error) {
      if (error instanceof AppError) throw error
      throw new AppError('not-found', `The folder ${absolute} cannot be opened.`, {
        hint: 'Check its name, and that its drive is connected.',
        cause: error,
      })
    }
  }

  /** A folder inside a known one is that one; new patterns replace the known ones, none leave them. */
  #addFolder(path: string, ignore: readonly string[]): FolderRow {
    const { store, acts } = this.#parts
    const around = store.folders.list().find((folder) => isInside(path, folder.path, sep))
    if (around === undefined || ignore.length > 0)
      acts.carryOut(() => [{ act: 'folder', path: around?.path ?? path, ignore }])
    const folder = store.folders.find(around?.path ?? path)
    if (folder === undefined) throw new Error('the folder just added is not there')
    return folder
  }

  #changed(): void {
    if (this.#eventDue) return
    this.#eventDue = true
    this.#timer = setTimeout(
      () => {
        this.#eventDue = false
        void this.#tell().catch((error: unknown) => this.#complain(error))
      },
      Math.max(eventIntervalMs, shareOfTime * this.#countingMs),
    )
    this.#timer.unref()
  }

  async #tell(): Promise<void> {
    const begun = performance.now()
    const stages = await this.progress()
    await this.#handover.handOver(stages)
    this.#countingMs = performance.now() - begun
    if (this.#stop.signal.aborted) return
    const { waitingFor } = this
    this.#parts.emit({
      kind: 'progress',
      stages: [...stages],
      paused: this.isPaused,
      ...(waitingFor === undefined ? {} : { waitingFor }),
    })
    this.#parts.emit({ kind: 'photos-changed' })
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
}
