/** The library's own account of itself: nothing that was met is left out. */
import type { Failure, LibraryStatus } from '../api/methods/library.ts'
import { modelName } from '../inference/pack/pack.ts'
import type { Store } from '../store/store.ts'
import type { Indexing } from './indexing/indexing.ts'
import type { LoadedModels } from './packs/loaded-models.ts'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { libraryTrouble } from './trouble.ts'

export function folderStatuses(store: Store): LibraryStatus['folders'] {
  return store.folders.list().map((folder) => ({
    path: folder.path,
    ignore: [...folder.ignore],
    state: folder.state,
    photos: folder.photos,
    files: folder.files + folder.otherFiles,
    ...(folder.scannedAt === undefined ? {} : { scannedAt: folder.scannedAt }),
  }))
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

export async function libraryStatus(store: Store, indexing: Indexing, models: LoadedModels): Promise<LibraryStatus> {
  const totals = store.totals.now()
  const notPhotos = store.folders.list().reduce((sum, folder) => sum + folder.otherFiles, 0)
  const refused = totals.refused + totals.unscanned
  const chosen = await models.chosen()
  const pack = chosen.embedding?.pack
  const replaced = chosen.answering?.pack === pack ? undefined : chosen.answering?.pack
  const model = store.vectors.models().find((each) => each.pack === pack?.id && each.revision === pack.revision)
  const embedded = model === undefined ? 0 : store.totals.vectors(model.id)
  const trouble = libraryTrouble(store)
  const notice =
    replaced === undefined
      ? chosen.notice
      : `The pack "${chosen.set ?? ''}" has seen ${embedded} of ${totals.looked} photos; until it has seen nearly all, searches are answered by "${replaced.set}".`
  return {
    library: store.folder,
    folders: folderStatuses(store),
    files: {
      found: totals.photos + totals.paired + totals.sidecars + totals.videos + totals.waiting + notPhotos + refused,
      photos: totals.photos,
      pairedWithPhoto: totals.paired,
      sidecars: totals.sidecars,
      videos: totals.videos,
      notPhotos,
      refused,
      waiting: totals.waiting,
    },
    passedOver: passedOver(store),
    waiting: waitingWork(store),
    setAside: damagedDatabases(store.folder),
    photos: totals.present,
    searchable: totals.looked,
    captioned: totals.captioned,
    embedded,
    stages: [...(await indexing.progress())],
    paused: indexing.isPaused,
    packs: {
      ...(chosen.set === undefined ? {} : { set: chosen.set }),
      ...(pack === undefined ? {} : { embedding: modelName(pack) }),
      ...(chosen.captionModel === undefined ? {} : { caption: chosen.captionModel }),
      ...(replaced === undefined ? {} : { answering: modelName(replaced) }),
    },
    ...(notice === undefined ? {} : { notice }),
    ...(trouble === undefined ? {} : { trouble }),
    sizes: {
      databaseBytes: store.totals.databaseBytes(),
      thumbnailBytes: sizeOf(join(store.folder, 'thumbnails.db')),
    },
  }
}

function passedOver(store: Store): LibraryStatus['passedOver'] {
  const counts = new Map<string, number>()
  const folders = store.folders.list()
  for (const { passedOver: over } of folders)
    for (const [kind, count] of Object.entries(over.kinds)) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return {
    kinds: Array.from(counts, ([kind, count]) => ({ kind, count })).sort(
      (one, other) => other.count - one.count || one.kind.localeCompare(other.kind),
    ),
    leftOut: folders.flatMap(({ passedOver: over }) => over.leftOut.map(({ path, reason }) => ({ path, reason }))),
  }
}

function waitingWork(store: Store): LibraryStatus['waiting'] {
  const texts = store.waiting.kinds().find(({ act }) => act === 'caption')?.count ?? 0
  return { texts, ...store.waiting.counts() }
}

function damagedDatabases(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^library\.damaged-.*\.db$/u.test(name))
    .map((name) => join(folder, name))
}

export function failures(store: Store, after: string, limit: number): { errors: Failure[]; total: number } {
  return { errors: [...store.problems.page(after, limit)], total: store.problems.count() }
}
