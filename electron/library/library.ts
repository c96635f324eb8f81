/** The engine's heart: one library opened, every method of the contract implemented. Rules live beside it. */
import { join, resolve } from 'node:path'
import type { SightlineContract } from '../api/contract.ts'
import { AppError } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import type { Handlers } from '../api/rpc.ts'
import { closeMedia } from '../media/metadata/metadata.ts'
import type { FolderRow } from '../store/folders.ts'
import { openStore, type Store } from '../store/store.ts'
import {
  arrangeAlbum,
  changeAlbum,
  createAlbum,
  listAlbums,
  removeAlbum,
  renameAlbum,
  setAlbumCover,
  setAlbumQuery,
} from './photos/albums.ts'
import { browseFolders } from './browse-folders.ts'
import { captionHistory, describeFiles, editCaption } from './captions/alt-text.ts'
import { exportCaptions } from './captions/caption-export.ts'
import { acceptCaption, regenerateCaption, requestCaptions, undoCaption } from './captions/caption-review.ts'
import { systemClock, type Clock } from './shared/clock.ts'
import { doctorChecks } from './doctor.ts'
import { sweepReplacedPacks } from './packs/replaced-packs.ts'
import { openHumanWork } from './shared/human-work.ts'
import { Indexing } from './indexing/indexing.ts'
import { markPhotos } from './photos/marks.ts'
import { createLoadedModels, type Risk } from './packs/loaded-models.ts'
import { PackDownloads, type Network } from './packs/pack-downloads.ts'
import { packHandlers } from './packs/pack-handlers.ts'
import { listPhotos } from './photos/photo-list.ts'
import { createPictures, type FindPicture } from './photos/pictures.ts'
import { changePreferences, readPreferences } from './shared/preferences.ts'
import { backUp, prepareRestoration, restoreBackup } from './indexing/restore.ts'
import { search } from './search/search.ts'
import { createSmartAlbums } from './search/smart-albums.ts'
import { failures, folderStatuses, libraryStatus } from './status.ts'
import { createFolderNames, forgetSearches, rememberSearch, suggest } from './search/suggestions.ts'
import { photoDetail } from './shared/summaries.ts'
import { manyPhotos, photoCounts, timeline } from './photos/timeline.ts'

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
  const clock = options.clock ?? systemClock
  const store = openStore(options.folder)
  const listeners = new Set<(event: LibraryEvent) => void>()
  const emit = (event: LibraryEvent): void => listeners.forEach((listener) => listener(event))
  const packFolders = [...options.packFolders, join(options.folder, 'packs')]
  const witnessedDeath = options.witnessedDeath === true
  const { threadUrl, risk } = options
  const models = createLoadedModels({ store, packFolders, threadUrl, witnessedDeath, risk })
  const humanWork = openHumanWork(options.folder)
  const restoration = prepareRestoration(store, humanWork)
  let sweeping = Promise.resolve()
  const indexing = new Indexing({
    store,
    clock,
    models,
    emit,
    restoration,
    witnessedDeath,
    onFatal: options.onFatal ?? (() => undefined),
    onAdopted: () => {
      sweeping = sweeping.then(() => sweepReplacedPacks({ folders: packFolders, models, downloads }))
    },
  })
  const downloads = new PackDownloads({
    store,
    packFolders,
    emit,
    cataloguePath: options.cataloguePath,
    network: options.network ?? {},
    onInstalled: () => indexing.packsChanged(),
  })
  if (witnessedDeath) void downloads.resume() // never rejects; what becomes of it is an event
  const smartAlbums = createSmartAlbums({ store, clock, models }, () => emit({ kind: 'photos-changed' }))
  const parts = { store, clock, models, humanWork, smartAlbums }
  const packRoom = packHandlers({ store, folders: packFolders, models, downloads, indexing })
  const folderNames = createFolderNames(store, clock)
  /** An act that other windows of this library want to see. */
  const changed =
    <I>(act: (input: I) => void): ((input: I) => Promise<{ done: true }>) =>
    async (input) => {
      const result = await done(act)(input)
      emit({ kind: 'photos-changed' })
      return result
    }

  return {
    handlers: {
      index: indexHandlers(store, indexing),
      search: {
        query: (input, signal) => search(parts, input, signal),
        suggest: (input) => Promise.resolve({ suggestions: suggest({ store, clock, folderNames }, input.words) }),
        remember: done((input) => rememberSearch(store, input.words)),
        forget: done(() => forgetSearches(store)),
      },
      captions: {
        accept: changed((input) => acceptCaption(parts, input.photo, input.kind)),
        undo: (input) => {
          const undone = undoCaption(parts, input.photo, input.kind)
          emit({ kind: 'photos-changed' })
          return Promise.resolve({ undone })
        },
        regenerate: (input, signal) => regenerateCaption(parts, input, signal),
        request: async (input) => {
          const queued = await requestCaptions(parts, input.photos)
          await indexing.wake()
          return { queued }
        },
        export: (input) => Promise.resolve(exportCaptions(parts, input.photos, input.format)),
        forFiles: async (input, signal) => ({ captions: await describeFiles(parts, input, signal) }),
        edit: changed((input) => editCaption(parts, input)),
        history: (input) => Promise.resolve({ captions: captionHistory(store, input.photo) }),
      },
      photos: {
        list: (input) => Promise.resolve(listPhotos(store, input)),
        timeline: (input, signal) => timeline(parts, input, signal),
        many: (input) => Promise.resolve({ photos: manyPhotos(store, input.photos) }),
        counts: () => Promise.resolve(photoCounts(store)),
        mark: changed((input) => markPhotos(parts, input)),
        get: (input) => Promise.resolve(photoDetail(store, input.photo)),
        rate: changed((input) => markPhotos(parts, { photos: [input.photo], rating: input.rating })),
      },
      albums: {
        list: async (_, signal) => ({ albums: await listAlbums(parts, signal) }),
        create: (input, signal) => createAlbum(parts, input, signal),
        rename: changed((input) => renameAlbum(parts, input.album, input.name)),
        remove: changed((input) => removeAlbum(parts, input.album)),
        setCover: changed((input) => setAlbumCover(parts, input.album, input.photo)),
        arrange: changed((input) => arrangeAlbum(parts, input.album, input.photos)),
        setQuery: async (input, signal) => {
          await setAlbumQuery(parts, input.album, input.query, signal)
          return { done: true }
        },
        addPhotos: changed((input) => changeAlbum(parts, input.album, input.photos, [])),
        removePhotos: changed((input) => changeAlbum(parts, input.album, [], input.photos)),
      },
      folders: {
        list: () => Promise.resolve({ folders: folderStatuses(store) }),
        browse: (input) => browseFolders(input.path),
        tree: () => Promise.resolve({ folders: [...store.totals.folders()] }),
        setIgnore: changed((input) => {
          const folder = knownFolder(store, input.folder)
          store.folders.setIgnore(folder.id, input.ignore)
          indexing.lookAgain(folder.path)
        }),
        remove: changed((input) => store.folders.remove(knownFolder(store, input.folder).id)),
      },
      preferences: {
        get: () => Promise.resolve(readPreferences(store)),
        set: async (input) => {
          const before = readPreferences(store)
          const changed = changePreferences(store, input)
          indexing.preferencesChanged()
          if (!changed.packDownloads) void downloads.stop() // never rejects
          if (changed.device !== before.device) await models.deviceChanged()
          // The packs are opened anew, and what is written from now on carries the other model's name.
          if (changed.correctAttention !== before.correctAttention) await indexing.packsChanged()
          return changed
        },
      },
      library: {
        backUp: () => Promise.resolve(backUp(humanWork, clock)),
        restore: (input) => {
          const restored = restoreBackup(store, humanWork, input.text)
          restoration.renew()
          return Promise.resolve(restored)
        },
        status: async () => {
          const status = await libraryStatus(store, indexing, models)
          void indexing.noticePacks() // never rejects; the answer does not wait for it
          return status
        },
        errors: (input) => Promise.resolve(failures(store, input.after ?? '', input.limit)),
        device: () => models.device(),
        doctor: async (_, signal) => ({
          checks: await doctorChecks({ store, models, packFolders, offers: () => packRoom.catalog({}, signal) }),
        }),
      },
      packs: packRoom,
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

/** A handler that only acts. */
function done<I>(act: (input: I) => void): (input: I) => Promise<{ done: true }> {
  return (input) =>
    new Promise((resolve) => {
      act(input)
      resolve({ done: true })
    })
}

function indexHandlers(store: Store, indexing: Indexing): Handlers<SightlineContract>['index'] {
  return {
    async run(input, signal) {
      const begun = performance.now()
      const result = await indexing.run(input.folders, input.ignore, input.pack, signal)
      const worked = result.stages.map(({ done: good, failed }) => good + failed)
      return {
        ...result,
        folders: [...result.folders],
        stages: [...result.stages],
        opened: worked.reduce((sum, count) => sum + count, 0),
        refused: store.problems.count(),
        seconds: Math.round(performance.now() - begun) / 1000,
      }
    },
    start: async (input) => ({ folders: (await indexing.start(input.pack)).map((folder) => folder.path) }),
    async hint(input) {
      await indexing.hint(input.paths)
      return { done: true }
    },
    conditions: done((input) => indexing.setConditions(input)),
    pause: done(() => indexing.pause(true)),
    resume: done(() => indexing.pause(false)),
    progress: async () => ({ stages: [...(await indexing.progress())] }),
    async retry(input) {
      const retried = retryFailed(store, input.paths)
      await indexing.wake()
      return { retried }
    },
  }
}

function retryFailed(store: Store, paths: readonly string[]): number {
  const wanted = new Set(paths)
  return store.transaction(() => {
    const failed = store.problems.files().filter(({ path }) => wanted.size === 0 || wanted.has(path))
    for (const { fileId } of failed) {
      store.problems.clearFile(fileId)
      const photoId = store.files.get(fileId)?.photoId
      store.work.drop('read', fileId)
      store.work.add('read', fileId)
      if (photoId === undefined) continue
      store.work.retry('look', photoId)
      store.work.retry('caption', photoId)
    }
    return failed.length
  })
}

function knownFolder(store: Store, path: string): FolderRow {
  const folder = store.folders.find(path) ?? store.folders.find(resolve(path))
  if (folder !== undefined) return folder
  throw new AppError('not-found', `${path} is not among the folders of this library.`, {
    hint: 'See: sightline folders',
  })
}
