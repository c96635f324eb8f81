/** The library's own account of itself: nothing that was met is left out. */
import type { Failure, LibraryStatus } from '../api/contract.ts'
import { modelName } from '../inference/pack.ts'
import type { Store } from '../store/store.ts'
import type { Indexing } from './indexing.ts'
import type { ModelRoom } from './models.ts'
import { statSync } from 'node:fs'
import { join } from 'node:path'

export function folderStatuses(store: Store): LibraryStatus['folders'] {
  return store.folders.list().map((folder) => {
    const totals = store.totals.ofFolder(folder.id)
    return {
      path: folder.path,
      ignore: [...folder.ignore],
      state: folder.state,
      photos: totals.photos,
      files: totals.files + folder.otherFiles,
      ...(folder.scannedAt === undefined ? {} : { scannedAt: folder.scannedAt }),
    }
  })
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

export async function libraryStatus(store: Store, indexing: Indexing, models: ModelRoom): Promise<LibraryStatus> {
  const files = store.totals.files()
  const notPhotos = store.folders.list().reduce((sum, folder) => sum + folder.otherFiles, 0)
  const refused = store.problems.refusedFileCount() + store.problems.scanCount()
  const counts = store.photos.count()
  const chosen = await models.chosen()
  const pack = chosen.embedding?.pack
  const former = chosen.answering?.pack === pack ? undefined : chosen.answering?.pack
  const model = store.vectors.models().find((each) => each.pack === pack?.id && each.revision === pack.revision)
  const embedded = model === undefined ? 0 : store.vectors.open(model.pack, model.revision, model.dims).count()
  const notice =
    former === undefined
      ? chosen.notice
      : `The pack "${chosen.set ?? ''}" has seen ${embedded} of ${counts.looked} photos; until it has seen nearly all, searches are answered by "${former.set}".`
  return {
    library: store.folder,
    folders: folderStatuses(store),
    files: {
      found: files.photos + files.paired + files.sidecars + files.videos + files.waiting + notPhotos + refused,
      photos: files.photos,
      pairedWithPhoto: files.paired,
      sidecars: files.sidecars,
      videos: files.videos,
      notPhotos,
      refused,
      waiting: files.waiting,
    },
    photos: counts.all,
    searchable: counts.looked,
    captioned: store.captions.captionedCount(),
    embedded,
    stages: [...(await indexing.progress())],
    paused: indexing.isPaused,
    packs: {
      ...(chosen.set === undefined ? {} : { set: chosen.set }),
      ...(pack === undefined ? {} : { embedding: modelName(pack) }),
      ...(chosen.captionModel === undefined ? {} : { caption: chosen.captionModel }),
      ...(former === undefined ? {} : { answering: modelName(former) }),
    },
    ...(notice === undefined ? {} : { notice }),
    sizes: {
      databaseBytes: store.totals.databaseBytes(),
      thumbnailBytes: sizeOf(join(store.folder, 'thumbnails.db')),
    },
  }
}

export function failures(store: Store, after: string, limit: number): { errors: Failure[]; total: number } {
  return { errors: [...store.problems.page(after, limit)], total: store.problems.count() }
}
