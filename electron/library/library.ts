/** The engine's heart: one library opened, every group of the contract implemented. */
import { join } from 'node:path'
import type { SightlineContract } from '../api/contract.ts'
import type { AppError } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import type { Handlers } from '../api/rpc.ts'
import { silentLog, type Log } from '../log/log.ts'
import { closeMedia } from '../media/metadata/metadata.ts'
import { openStore } from '../store/store.ts'
import { createActs } from './acts/acts.ts'
import { openSideCopy } from './acts/side-copy.ts'
import { albumHandlers } from './album-handlers.ts'
import { captionHandlers } from './caption-handlers.ts'
import { folderHandlers } from './folder-handlers.ts'
import { historyHandlers } from './history-handlers.ts'
import { indexHandlers } from './index-handlers.ts'
import { Indexing } from './indexing/indexing.ts'
import { libraryHandlers } from './library-handlers.ts'
import { packHandlers } from './pack-handlers.ts'
import { createLoadedModels, type Risk } from './packs/loaded-models.ts'
import { PackDownloads, type Network } from './packs/pack-downloads.ts'
import { sweepReplacedPacks } from './packs/replaced-packs.ts'
import { photoHandlers } from './photo-handlers.ts'
import { createPictures, type FindPicture } from './photos/pictures.ts'
import { preferenceHandlers } from './preference-handlers.ts'
import { publishHandlers } from './publish-handlers.ts'
import { searchHandlers } from './search-handlers.ts'
import { createSmartAlbums } from './search/smart-albums.ts'
import { systemClock, type Clock } from './shared/clock.ts'

export interface LibraryOptions {
  /** Where the library's database lies; created when absent. */
  readonly folder: string
  /** Where model packs come with the program; the library's own are added. */
  readonly packFolders: readonly string[]
  /** Which packs can be downloaded: `models/catalog.json`. */
  readonly cataloguePath: string
  /** The inference thread's entry. */
  readonly threadUrl: URL
  /** For tests: other waits, other disks. */
  readonly network?: Network
  readonly clock?: Clock
  /** Default: nothing is kept. */
  readonly log?: Log
  /** A supervisor saw the former engine of this library die. */
  readonly witnessedDeath?: boolean
  /** The engine cannot go on and should be started again. */
  readonly onFatal?: (error: AppError) => void
  /**
   * Given where a supervisor starts this process again: then faster hardware is tried, whose drivers may crash or
   * hang.
   */
  readonly risk?: Risk
}

export interface OpenLibrary {
  readonly handlers: Handlers<SightlineContract>
  /** Tells of events until the returned function is called. */
  onEvent(listener: (event: LibraryEvent) => void): () => void
  /** For the page's own origin. */
  readonly picture: FindPicture
  close(): Promise<void>
}

/** Opens the library. Errors: `library-newer`, `unreadable`. A damaged database is set aside and rebuilt. */
export function openLibrary(options: LibraryOptions): OpenLibrary {
  const { folder, threadUrl, risk, clock = systemClock, log = silentLog, witnessedDeath = false } = options
  const listeners = new Set<(event: LibraryEvent) => void>()
  const emit = (event: LibraryEvent): void => listeners.forEach((listener) => listener(event))
  const photosChanged = (): void => emit({ kind: 'photos-changed' })
  const packFolders = [...options.packFolders, join(folder, 'packs')]

  const store = openStore(folder)
  const acts = createActs({ store, clock, sideCopy: openSideCopy(folder), onChange: photosChanged })
  acts.catchUp()
  const models = createLoadedModels({ store, packFolders, threadUrl, witnessedDeath, log, risk })
  let sweeping = Promise.resolve()
  const indexing = new Indexing({
    ...{ store, clock, models, emit, acts, witnessedDeath },
    onFatal: options.onFatal ?? (() => undefined),
    onAdopted: () => {
      sweeping = sweeping.then(() => sweepReplacedPacks({ folders: packFolders, models, downloads }))
    },
  })
  const downloads = new PackDownloads({
    ...{ store, packFolders, emit, cataloguePath: options.cataloguePath, network: options.network ?? {} },
    onInstalled: () => indexing.packsChanged(),
  })
  if (witnessedDeath) void downloads.resume() // never rejects; what becomes of it is an event
  const smartAlbums = createSmartAlbums({ store, clock, models }, photosChanged)

  const parts = { store, log, clock, models, acts, smartAlbums, indexing, downloads, packFolders }
  const packs = packHandlers({ ...parts, folders: packFolders })
  return {
    handlers: {
      index: indexHandlers(store, indexing),
      search: searchHandlers(parts),
      captions: captionHandlers(parts),
      publish: publishHandlers(),
      photos: photoHandlers(parts),
      albums: albumHandlers(parts),
      folders: folderHandlers(parts),
      history: historyHandlers(parts),
      preferences: preferenceHandlers(parts),
      library: libraryHandlers({ ...parts, offers: (signal) => packs.catalog({}, signal) }),
      packs,
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    picture: createPictures({ store, models }),
    async close() {
      smartAlbums.close()
      await downloads.stop()
      await indexing.close()
      await sweeping
      await models.close()
      await closeMedia()
      store.close()
    },
  }
}
