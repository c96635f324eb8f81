/** One pass over a folder: what the disk holds against what the library knows. Opens no photo. */
import { isInside } from '../../domain/paths.ts'
import { Reconciliation } from '../../domain/reconcile.ts'
import { isBareName, isPhotoName, isSidecarName, isVideoName } from '../../media/file/names-of-files.ts'
import { isPhotoFile } from '../../media/file/source.ts'
import type { FileKind } from '../../store/files.ts'
import type { FolderRow } from '../../store/folders.ts'
import type { Store } from '../../store/store.ts'
import { isReachable, scanFolder, type ScannedFile, type ScanProblem } from '../../watch/scan.ts'
import type { Clock } from '../shared/clock.ts'
import { photosOfSidecar } from './pairing.ts'
import { PassedOverCount } from './passed-over.ts'
import { refreshFacts } from '../shared/photo-facts.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { sep } from 'node:path'

export interface ScanCounts {
  found: number
  added: number
  changed: number
  moved: number
  gone: number
  unchanged: number
}

interface ScanParts {
  readonly store: Store
  readonly clock: Clock
  /** New work is in the table. */
  readonly onWork: () => void
}

/** Files of a batch share one transaction: small enough to show photos early, large enough to be fast. */
const batchSize = 500

type KnownKind = ScannedFile & { readonly kind: FileKind }

function classify(name: string): ScannedFile['kind'] | 'unsure' {
  if (isPhotoName(name)) return 'photo'
  if (isSidecarName(name)) return 'sidecar'
  if (isVideoName(name)) return 'video'
  return isBareName(name) ? 'unsure' : 'other'
}

/** A name that says nothing is a photo where the bytes say so. */
async function peek(path: string): Promise<ScannedFile['kind']> {
  return (await isPhotoFile(path)) ? 'photo' : 'other'
}

/**
 * Scans `folder` and commits what it finds in batches: rows for new files, work for new and changed ones, moves, and
 * what vanished. A folder that cannot be reached is away: nothing of it is gone. With `below` only that part of the
 * folder is looked at.
 */
export async function scanIntoLibrary(
  parts: ScanParts,
  folder: FolderRow,
  signal: AbortSignal,
  below: string = folder.path,
): Promise<ScanCounts> {
  const { store, clock, onWork } = parts
  const counts: ScanCounts = { found: 0, added: 0, changed: 0, moved: 0, gone: 0, unchanged: 0 }
  const state = (await isReachable(folder.path)) ? 'here' : 'away'
  if (store.folders.get(folder.id)?.state !== state) {
    store.folders.setState(folder.id, state)
    store.work.followDrives()
  }
  if (state === 'away') return counts
  const newest = store.photos.newest()
  const reconciliation = new Reconciliation<KnownKind>(
    store.files.known(folder.id).filter((file) => isInside(file.path, below, sep)),
  )
  const blind: string[] = []
  const met: string[] = []
  const passedOver = new PassedOverCount()
  let batch: KnownKind[] = []

  const flush = (): void => {
    const files = batch
    batch = []
    store.transaction(() =>
      files.forEach((file) => commitSighting({ store, folder, newest, counts }, reconciliation, file)),
    )
    onWork()
  }
  const note = (problem: ScanProblem): void => {
    blind.push(problem.path)
    met.push(problem.path)
    store.problems.put({ ...problem, folderId: folder.id, fileId: undefined, stage: 'scan' }, clock.now())
  }

  for await (const item of scanFolder(below, { ignore: folder.ignore, signal, classify, peek, within: folder.path })) {
    if ('leftOut' in item) {
      // A link whose drive is away: what lies below it is not gone.
      if (item.leftOut.reason === 'lost-link') blind.push(item.leftOut.path)
      passedOver.folder(item.leftOut)
      continue
    }
    if ('problem' in item) {
      counts.found += 1
      note(item.problem)
      continue
    }
    counts.found += 1
    if (item.kind === 'other') passedOver.file(item.path)
    else batch.push({ ...item, kind: item.kind })
    if (batch.length >= batchSize) flush()
  }
  flush()
  finishScan(parts, folder, reconciliation, blind, counts)
  if (below === folder.path) {
    store.problems.clearScan(folder.id, met)
    store.folders.markScanned(folder.id, clock.now(), passedOver.result())
  }
  onWork()
  return counts
}

interface Pass {
  readonly store: Store
  readonly folder: FolderRow
  /** The photo that was the newest when the scan began. */
  readonly newest: number
  readonly counts: ScanCounts
}

function commitSighting(
  { store, folder, newest, counts }: Pass,
  reconciliation: Reconciliation<KnownKind>,
  file: KnownKind,
): void {
  const sighting = reconciliation.see(file)
  switch (sighting.kind) {
    case 'unchanged':
      counts.unchanged += 1
      if (sighting.returned) fileReturned(store, sighting.fileId)
      else if (sighting.untimed) store.files.setFacts(sighting.fileId, file)
      return
    case 'changed':
      counts.changed += 1
      // A name that was gone starts anew: what comes under it has nothing to do with what went.
      if (sighting.returned) store.files.detach(sighting.fileId)
      store.files.setFacts(sighting.fileId, sighting.file)
      store.files.markChanged(sighting.fileId, newest)
      noticeFile(store, sighting.fileId)
      return
    case 'new':
      counts.added += 1
      noticeFile(store, store.files.add(folder.id, file.kind, file))
      return
    case 'undecided':
      return
  }
}

/** Back from the bin or a backup: its bytes say which photo it is, since that may show another picture by now. */
function fileReturned(store: Store, fileId: number): void {
  store.files.markBack(fileId)
  store.files.detach(fileId)
  noticeFile(store, fileId)
}

/** A new or changed file: photos and movies are read; a sidecar makes its photo be read again. */
function noticeFile(store: Store, fileId: number): void {
  const file = store.files.get(fileId)
  if (file === undefined) return
  if (file.kind !== 'sidecar') {
    store.work.add('read', fileId)
    return
  }
  for (const photo of photosOfSidecar(store, file)) if (photo.photoId !== undefined) store.work.add('read', photo.id)
}

function finishScan(
  { store, clock }: ScanParts,
  folder: FolderRow,
  reconciliation: Reconciliation<KnownKind>,
  blind: readonly string[],
  counts: ScanCounts,
): void {
  const away = (path: string): boolean => blind.some((place) => isInside(path, place, sep))
  const outcome = reconciliation.finish(away)
  store.transaction(() => {
    for (const { fileId, file } of outcome.moved) {
      store.files.setFacts(fileId, file)
      const photoId = store.files.get(fileId)?.photoId
      if (photoId !== undefined) refreshWords(store, photoId)
      // Inodes are used again: its edges are looked at before it is believed.
      if (photoId !== undefined && file.kind === 'photo') store.files.setPending(fileId, 'moved')
      noticeFile(store, fileId)
    }
    for (const file of outcome.fresh) noticeFile(store, store.files.add(folder.id, file.kind, file))
    for (const fileId of outcome.gone) fileVanished(store, fileId, clock.now())
  })
  counts.moved += outcome.moved.length
  counts.added += outcome.fresh.length
  counts.gone += outcome.gone.length
}

function fileVanished(store: Store, fileId: number, now: string): void {
  const file = store.files.get(fileId)
  store.files.markGone(fileId, now)
  store.problems.clearFile(fileId)
  store.work.drop('read', fileId)
  if (file?.kind === 'sidecar') for (const photo of photosOfSidecar(store, file)) store.work.add('read', photo.id)
  if (file?.photoId === undefined) return
  refreshFacts(store, file.photoId, now)
  refreshWords(store, file.photoId)
}
