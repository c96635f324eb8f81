/** Downloading packs: one at a time, one process at a time, stopped and gone on with at will. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { LibraryEvent } from '../../api/events.ts'
import type { DownloadState } from '../../api/packs.ts'
import { isAsPinned, requireRoom, type FilesProgress, type FilesTools } from '../../download/download-files.ts'
import { listPacks, readPack } from '../../inference/pack/read-pack.ts'
import { lockLibrary } from '../../store/database/lock.ts'
import type { Store } from '../../store/store.ts'
import { defaultHub, findEntries, readCatalogue, type Catalogue, type CatalogueEntry } from './catalogue.ts'
import { installPack, missingOf, packFolder, stageFolder } from './install-pack.ts'
import { readPreferences } from '../shared/preferences.ts'

/** What the machine's network is like; tests bring their own. */
export type Network = Pick<FilesTools, 'environment' | 'patience' | 'rest' | 'disk'>

export interface DownloadParts {
  readonly store: Store
  readonly cataloguePath: string
  /** Where packs are looked for; the last one takes those that are installed. */
  readonly packFolders: readonly string[]
  readonly network: Network
  readonly emit: (event: LibraryEvent) => void
  /** A pack is there that was not, or was mended. */
  readonly onInstalled: () => Promise<void>
}

interface Run {
  readonly what: string
  readonly catalogue: Catalogue
  readonly entries: readonly CatalogueEntry[]
  /** Whether an entry need not be touched. */
  readonly isThere: (entry: CatalogueEntry) => Promise<boolean>
}

/** Events at most four a second: they are hints, not a log. */
const eventIntervalMs = 250

export class PackDownloads {
  readonly #parts: DownloadParts
  readonly #home: string
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined
  #state: DownloadState | undefined
  #toldMs = 0

  constructor(parts: DownloadParts) {
    this.#parts = parts
    this.#home = parts.packFolders.at(-1) ?? join(parts.store.folder, 'packs')
  }

  /** The download under way, or how the last one ended. */
  get state(): DownloadState | undefined {
    return this.#state
  }

  get home(): string {
    return this.#home
  }

  /** Where files come from now. */
  get hub(): string {
    const { packMirror } = readPreferences(this.#parts.store)
    const { HF_ENDPOINT: endpoint = '' } = this.#parts.network.environment ?? process.env
    return [packMirror, endpoint, defaultHub].find((each) => each !== '') ?? defaultHub
  }

  catalogue(): Promise<Catalogue> {
    return readCatalogue(this.#parts.cataloguePath)
  }

  /**
   * Installs a set or a pack and resolves when it is there. An abort stops it where it is; asked again it goes on.
   * @param accept the person has read the licences
   * Errors: `downloads-off`, `licence-not-accepted`, `not-found`, `download-running`, and those of a download.
   */
  async install(what: string, accept: boolean, signal: AbortSignal): Promise<void> {
    await this.#follow(this.#begin(await this.#wanted(what, accept)), signal)
  }

  /** Begins as `install` and returns at once; what becomes of it is told by events and `state`. */
  async start(what: string, accept: boolean): Promise<void> {
    this.#begin(await this.#wanted(what, accept)).ended.catch(() => undefined) // told as an event
  }

  /**
   * Hashes installed packs and fetches again the files that are not as pinned.
   * @returns folders of the packs that were mended
   */
  async repair(what: string | undefined, signal: AbortSignal): Promise<readonly string[]> {
    this.#requireAllowed()
    const catalogue = await this.catalogue()
    const asked = catalogue.packs.filter(({ pack }) => what === undefined || pack.set === what || pack.id === what)
    const entries = asked.filter(({ pack }) => existsSync(packFolder(this.#home, pack)))
    if (entries.length === 0)
      throw new AppError(
        'not-found',
        `No pack${what === undefined ? '' : ` "${what}"`} was installed from the catalogue.`,
        {
          hint: 'Packs from elsewhere are imported again: sightline packs import <folder or archive>',
        },
      )
    const mended: string[] = []
    const isThere = async (entry: CatalogueEntry): Promise<boolean> => {
      const sound = await isSound(entry, this.#home, signal)
      if (!sound) mended.push(packFolder(this.#home, entry.pack))
      return sound
    }
    await this.#follow(this.#begin({ what: what ?? 'all', catalogue, entries, isThere }), signal)
    return mended
  }

  /** Resolves when nothing is downloaded by this process, however it ended. */
  async settled(): Promise<void> {
    await this.#running?.ended.catch(() => undefined) // told as an event
  }

  /** Does something to the folder of packs while nothing is downloaded into it. Errors: `download-running`. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const unlock = this.#lock()
    try {
      return await work()
    } finally {
      unlock()
    }
  }

  /** Goes on with what an engine was fetching when it was seen to die: its licences were accepted then. */
  async resume(): Promise<void> {
    const what = this.#parts.store.settings.get('packs.downloading')
    if (what === undefined) return
    this.#parts.store.settings.clear('packs.downloading')
    await this.start(what, true).catch(() => undefined) // forbidden since, or another process is at it
  }

  /** Stops what runs; what has come is kept. */
  async stop(): Promise<void> {
    this.#running?.stop.abort()
    await this.settled()
  }

  /** Throws away what has come of a set or a pack that is not whole yet. Errors: `not-found`, `download-running`. */
  async discard(what: string): Promise<void> {
    await this.stop()
    const entries = findEntries(await this.catalogue(), what)
    await this.exclusively(async () => {
      for (const { pack } of entries) await rm(stageFolder(this.#home, pack), { recursive: true, force: true })
    })
    this.#state = undefined
  }

  async #wanted(what: string, accept: boolean): Promise<Run> {
    this.#requireAllowed()
    const catalogue = await this.catalogue()
    const entries = findEntries(catalogue, what)
    if (!accept)
      throw new AppError('licence-not-accepted', `The licences of "${what}" have not been accepted.`, {
        hint: `Read them with: sightline packs licences ${what}, then add --accept.`,
      })
    const { packs } = await listPacks(this.#parts.packFolders)
    const folders = new Set(packs.map(({ folder }) => folder))
    return {
      what,
      catalogue,
      entries,
      isThere: ({ pack }) => Promise.resolve(folders.has(packFolder(this.#home, pack))),
    }
  }

  #begin(run: Run): { readonly stop: AbortController; readonly ended: Promise<void> } {
    const unlock = this.#lock()
    const stop = new AbortController()
    const ended = this.#run(run, stop.signal).finally(() => {
      unlock()
      this.#running = undefined
    })
    this.#running = { stop, ended }
    return this.#running
  }

  async #follow(run: { readonly stop: AbortController; readonly ended: Promise<void> }, signal: AbortSignal) {
    const stop = (): void => run.stop.abort()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    await run.ended.finally(() => signal.removeEventListener('abort', stop))
  }

  #requireAllowed(): void {
    if (readPreferences(this.#parts.store).packDownloads) return
    throw new AppError('downloads-off', 'Downloads are switched off for this library.', {
      hint: 'Allow them under Privacy in the settings, or import a pack: sightline packs import <folder or archive>',
    })
  }

  #lock(): () => void {
    const unlock = this.#running === undefined ? lockLibrary(this.#parts.store.folder, 'download') : undefined
    if (unlock !== undefined) return unlock
    throw new AppError('download-running', 'A download into this library is under way already.', {
      hint: 'Wait for it, or stop it first.',
    })
  }

  async #run(run: Run, signal: AbortSignal): Promise<void> {
    const totalBytes = run.entries.reduce((sum, { pack }) => sum + bytesOf(pack), 0)
    const blank = { what: run.what, doneBytes: 0, totalBytes, bytesPerSecond: 0 }
    this.#tell({ ...blank, state: 'preparing' })
    const { settings } = this.#parts.store
    settings.set('packs.downloading', run.what)
    try {
      await this.#installAll(run, signal, (progress) => this.#tell(this.#stateOf(blank, progress)))
    } catch (error) {
      const last = { ...blank, doneBytes: this.#state?.doneBytes ?? 0 }
      if (signal.aborted) this.#tell({ ...last, state: 'stopped' })
      else this.#tell({ ...last, state: 'failed', error: toErrorAnswer(error) })
      throw error
    } finally {
      settings.clear('packs.downloading')
    }
    this.#tell({ ...blank, state: 'done', doneBytes: totalBytes })
    await this.#parts.onInstalled()
  }

  async #installAll(
    { catalogue, entries, isThere }: Run,
    signal: AbortSignal,
    onProgress: (progress: FilesProgress & { before: number }) => void,
  ): Promise<void> {
    const { network, packFolders } = this.#parts
    await mkdir(this.#home, { recursive: true })
    await sweep(this.#home)
    const wanted = new Set<CatalogueEntry>()
    for (const entry of entries) if (!(await isThere(entry))) wanted.add(entry)
    // A pack that lacks a file is in no list, and its other files are as good as others.
    const torn = [...wanted].map(({ pack }) => ({ folder: packFolder(this.#home, pack), pack }))
    const installed = [...torn.filter(({ folder }) => existsSync(folder)), ...(await listPacks(packFolders)).packs]
    const missing = await Promise.all([...wanted].map((entry) => missingOf(entry, { home: this.#home, installed })))
    const missingTotal = missing.reduce((sum, bytes) => sum + bytes, 0)
    await requireRoom(missingTotal, this.#home, network.disk)
    let before = 0
    for (const entry of entries) {
      if (wanted.has(entry)) {
        const tools = { ...network, signal, onProgress: (each: FilesProgress) => onProgress({ ...each, before }) }
        await installPack(entry, { home: this.#home, catalogue, hub: this.hub, installed, tools })
      }
      before += bytesOf(entry.pack)
    }
  }

  #stateOf(blank: Omit<DownloadState, 'state'>, progress: FilesProgress & { before: number }): DownloadState {
    const { state, file, bytesPerSecond, waitMs, why, before } = progress
    const doneBytes = before + progress.doneBytes
    return {
      ...blank,
      state,
      file,
      doneBytes,
      bytesPerSecond,
      ...(bytesPerSecond > 0 ? { secondsLeft: Math.ceil((blank.totalBytes - doneBytes) / bytesPerSecond) } : {}),
      ...(waitMs === undefined ? {} : { waitSeconds: Math.ceil(waitMs / 1000) }),
      ...(why === undefined ? {} : { why }),
    }
  }

  #tell(state: DownloadState): void {
    const isNews = state.state !== this.#state?.state
    this.#state = state
    const nowMs = performance.now()
    if (!isNews && nowMs - this.#toldMs < eventIntervalMs) return
    this.#toldMs = nowMs
    this.#parts.emit({ kind: 'download', download: state })
  }
}

const bytesOf = ({ files }: CatalogueEntry['pack']): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

/** Whether an installed pack is what the catalogue says, to the last bit. */
async function isSound({ pack }: CatalogueEntry, home: string, signal: AbortSignal): Promise<boolean> {
  const folder = packFolder(home, pack)
  const described = await readPack(folder).catch(() => undefined) // the reason does not matter: it is mended
  if (JSON.stringify(described?.pack) !== JSON.stringify(pack)) return false
  for (const file of pack.files)
    if (!(await isAsPinned(join(folder, file.path), file, undefined, signal).catch(() => false))) return false
  return true
}

/** What a crash between two renames left. */
async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home))
    if (name.startsWith('.old-') || name.startsWith('.part-'))
      await rm(join(home, name), { recursive: true, force: true })
}
