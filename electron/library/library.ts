/** The engine's heart: one library opened, every group of the contract implemented. */
import { join } from 'node:path'
import type { SightlineContract } from '../api/contract.ts'
import type { ErrorAnswer } from '../api/error-codes.ts'
import type { AppError } from '../api/errors.ts'
import { systemTrouble } from '../api/system-trouble.ts'
import type { LibraryEvent } from '../api/events.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Thing } from '../domain/things/vocabulary.ts'
import { silentLog, type Log } from '../log/log.ts'
import { closeMedia } from '../media/metadata/metadata.ts'
import { openStore, type Store } from '../store/store.ts'
import { createActs, type Acts } from './acts/acts.ts'
import { createDailyBackup } from './acts/daily-backup.ts'
import { openSideCopy } from './acts/side-copy.ts'
import { albumHandlers } from './album-handlers.ts'
import { captionHandlers } from './caption-handlers.ts'
import { doubleHandlers } from './doubles/doubles-handlers.ts'
import { exploreHandlers } from './explore/explore-handlers.ts'
import { folderHandlers } from './folder-handlers.ts'
import { historyHandlers } from './history-handlers.ts'
import { indexHandlers } from './index-handlers.ts'
import { startIdleCheck } from './idle-check.ts'
import { Indexing } from './indexing/indexing.ts'
import { libraryHandlers } from './library-handlers.ts'
import { createKeepMoments } from './moments/keep-moments.ts'
import { momentHandlers } from './moments/moment-handlers.ts'
import { packHandlers } from './pack-handlers.ts'
import { createLoadedModels, type Risk } from './packs/loaded-models.ts'
import { PackDownloads, type Network } from './packs/pack-downloads.ts'
import { sweepReplacedPacks } from './packs/replaced-packs.ts'
import { photoHandlers } from './photo-handlers.ts'
import { createPictures, type FindPicture } from './photos/pictures.ts'
import { placeHandlers } from './places/place-handlers.ts'
import { preferenceHandlers } from './preference-handlers.ts'
import { publishHandlers } from './publish-handlers.ts'
import { Publishing } from './publish/publishing.ts'
import { searchHandlers } from './search-handlers.ts'
import { createSmartAlbums } from './search/smart-albums.ts'
import { createKeepThings } from './things/keep-things.ts'
import { systemClock, type Clock } from './shared/clock.ts'
import { libraryTrouble } from './trouble.ts'

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
  /** It was open before: where it is gone now, nothing begins in its place. */
  readonly mustExist?: boolean
  /** Damage was met: what is open should be closed, and opening it again mends it. */
  readonly onDamage?: () => void
  /** For tests: fewer things than all that may be found in photos. */
  readonly vocabulary?: readonly Thing[]
  /** For tests: how long the look for damage waits between one thing and the next. */
  readonly idleCheckMs?: number
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
  /** Whether what is open still lies in the library's folder. */
  isInPlace(): boolean
  /** An answer told of damage: the next opening looks at everything. */
  damageMet(): void
  /** What stands in the way of the library as a whole just now. */
  trouble(): ErrorAnswer | undefined
  close(): Promise<void>
}

/** A store whose database has caught up with the side copy; nothing stays open where that fails. */
function openParts(options: LibraryOptions, clock: Clock, onChange: () => void): { store: Store; acts: Acts } {
  const store = openStore(options.folder, options.mustExist)
  try {
    const acts = createActs({ store, clock, sideCopy: openSideCopy(options.folder), onChange })
    acts.catchUp()
    return { store, acts }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Opens the library. Errors: as `openLibraryDbs`. A damaged database is set aside and rebuilt. */
export function openLibrary(options: LibraryOptions): OpenLibrary {
  const { folder, threadUrl, risk, clock = systemClock, log = silentLog, witnessedDeath = false } = options
  const listeners = new Set<(event: LibraryEvent) => void>()
  const emit = (event: LibraryEvent): void => listeners.forEach((listener) => listener(event))
  const photosChanged = (): void => emit({ kind: 'photos-changed' })
  const packFolders = [...options.packFolders, join(folder, 'packs')]

  const { store, acts } = openParts(options, clock, photosChanged)
  const models = createLoadedModels({ store, packFolders, threadUrl, witnessedDeath, log, risk })
  const things = createKeepThings({ store, models, onChange: photosChanged, vocabulary: options.vocabulary })
  let sweeping = Promise.resolve()
  const indexing = new Indexing({
    ...{ store, clock, models, things, emit, acts, witnessedDeath },
    onFatal: options.onFatal ?? (() => undefined),
    onAdopted: () => {
      things.follow()
      sweeping = sweeping.then(() => sweepReplacedPacks({ folders: packFolders, models, downloads }))
    },
  })
  const downloads = new PackDownloads({
    ...{ store, packFolders, emit, cataloguePath: options.cataloguePath, network: options.network ?? {} },
    onInstalled: () => indexing.packsChanged(),
  })
  if (witnessedDeath) void downloads.resume() // never rejects; what becomes of it is an event
  const smartAlbums = createSmartAlbums({ store, clock, models }, photosChanged)
  const moments = createKeepMoments(store)

  const stopChecking = startIdleCheck({
    store,
    isBusy: () => store.work.dueCount(clock.nowMs()) > 0,
    onDamage: options.onDamage ?? (() => undefined),
    waitMs: options.idleCheckMs,
  })
  const backups = createDailyBackup({ store, clock, emit, sideCopy: acts.sideCopy })
  const publishing = new Publishing({ store, log, clock, models, acts, smartAlbums, emit })
  const parts = { store, log, clock, models, acts, backups, smartAlbums, moments, indexing, downloads, packFolders }
  const packs = packHandlers({ ...parts, folders: packFolders })
  return {
    handlers: {
      index: indexHandlers(store, indexing),
      search: searchHandlers(parts),
      captions: captionHandlers(parts),
      publish: publishHandlers({ ...parts, emit, publishing }),
      photos: photoHandlers(parts),
      places: placeHandlers(parts),
      explore: exploreHandlers(parts),
      moments: momentHandlers(parts),
      albums: albumHandlers(parts),
      folders: folderHandlers(parts),
      doubles: doubleHandlers(parts),
      history: historyHandlers({ ...parts, publishing }),
      preferences: preferenceHandlers(parts),
      library: libraryHandlers({ ...parts, offers: (signal) => packs.catalog({}, signal) }),
      packs,
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    picture: createPictures({ store, models }),
    isInPlace: () => store.isInPlace(),
    trouble: () => libraryTrouble(store),
    damageMet: () => store.markSuspect(),
    async close() {
      stopChecking()
      backups.close()
      smartAlbums.close()
      moments.close()
      const ends = [
        () => publishing.close(),
        () => downloads.stop(),
        () => indexing.close(),
        () => sweeping,
        () => things.close(),
        () => models.close(),
        closeMedia,
      ]
      await closeAll(ends).finally(() => store.close())
    },
  }
}

/**
 * One after the other, each whatever became of the one before: whoever opens the library next must find it free. A disk
 * that is full or read-only was told while it was open, and the next opening mends what could not be written now.
 */
async function closeAll(ends: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const end of ends)
    try {
      await end()
    } catch (error) {
      if (systemTrouble(error) === undefined) failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
