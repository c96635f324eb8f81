/** Reads one file: fingerprints and metadata, as far as they are not known, and decides which photo it is. */
import { basename } from 'node:path'
import { stat } from 'node:fs/promises'
import { AppError } from '../../api/errors.ts'
import { identify, type IdentityCandidate, type Verdict } from '../../domain/identity.ts'
import { edgesOfFile } from '../../media/edges.ts'
import { fingerprintFile } from '../../media/fingerprint.ts'
import { isRawName } from '../../media/file/names-of-files.ts'
import { readerVersion, readMetadata, type PhotoMetadata } from '../../media/metadata/metadata.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { Acts } from '../acts/acts.ts'
import { keepForFormerPicture, takeFormerPictureBack, withdrawFromHeirs } from '../acts/inheritance.ts'
import type { Clock } from '../shared/clock.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { editPartner, isEditName, liveVideo, pairPartner, sidecarsOf } from './pairing.ts'
import { refreshFacts } from '../shared/photo-facts.ts'

export interface ReadParts {
  readonly store: Store
  readonly clock: Clock
  readonly acts: Acts
}

/** What was read of a file, before anything is decided. */
export type FileReading = ContentReading | KnownReading | MovedReading

/** All of it. */
interface ContentReading {
  readonly kind: 'content'
  readonly file: FileRow
  readonly sha256: Buffer
  readonly pixels: Buffer
  readonly edges: Buffer
  readonly metadata: PhotoMetadata
}

/** Its bytes are the known ones: metadata alone, for a reader that has learnt something, or nothing at all. */
interface KnownReading {
  readonly kind: 'known'
  readonly file: FileRow
  readonly metadata?: PhotoMetadata
}

/** Edges, size and time are those of `twin`, which is not where it was: a drive under another name, another folder. */
interface MovedReading {
  readonly kind: 'moved'
  readonly file: FileRow
  readonly twin: FileRow
}

/** The file was still being written; look again shortly. */
export const stillChanging = Symbol('still changing')

/** Opens the file once. Errors: `AppError` of the reader, naming the file. */
export async function readFile(
  { store }: ReadParts,
  file: FileRow,
  signal: AbortSignal,
): Promise<FileReading | typeof stillChanging> {
  if (file.pending === 'upgrade' || file.pending === 'moved') {
    const known = await readKnown(store, file)
    if (known !== undefined) return known
  }
  if (file.photoId === undefined) {
    const twin = await movedTwin(store, file)
    if (twin !== undefined) return { kind: 'moved', file, twin }
  }
  const before = await stat(file.path)
  const fingerprint = await fingerprintFile(file.path, signal)
  // All empty files are alike, but they are not one photo.
  if (fingerprint.sizeBytes === 0)
    throw new AppError('damaged', `${basename(file.path)} is empty.`, {
      hint: 'Re-copy it from the camera or a backup.',
    })
  const metadata = await readMetadata(file.path, { known: fingerprint, sidecars: sidecarsOf(store, file) })
  const after = await stat(file.path)
  // Grown, written to, or another file by this name: what was read belongs to none of the two.
  if (after.size !== file.sizeBytes || after.ctimeMs !== before.ctimeMs || after.ino !== before.ino)
    return stillChanging
  const { sha256, pixels, edges } = fingerprint
  return { kind: 'content', file, sha256, pixels, edges, metadata }
}

async function readKnown(store: Store, file: FileRow): Promise<KnownReading | undefined> {
  if (!holdsStill(store, file)) return undefined
  if (file.pending === 'moved') {
    const isSame = file.edges?.equals(await edgesOfFile(file.path)) === true
    return isSame ? { kind: 'known', file } : undefined
  }
  const now = await stat(file.path)
  if (now.size !== file.sizeBytes || Math.trunc(now.mtimeMs) !== Math.trunc(file.mtimeMs)) return undefined
  return { kind: 'known', file, metadata: await readMetadata(file.path, { sidecars: sidecarsOf(store, file) }) }
}

/** Bytes that are surely elsewhere: size, time and edges of a file that is not where it was. */
async function movedTwin(store: Store, file: FileRow): Promise<FileRow | undefined> {
  const alike = store.files.lookalikes(file)
  if (alike.length === 0) return undefined
  const edges = await edgesOfFile(file.path)
  for (const twin of alike)
    if (twin.edges?.equals(edges) === true && holdsStill(store, twin) && !(await isThere(twin))) return twin
  return undefined
}

/** The photo of a file may show another picture by now, as when another file of it was edited; then the bytes say whose they are. */
function holdsStill(store: Store, { sha256, photoId }: FileRow): boolean {
  return sha256 !== undefined && photoId !== undefined && store.files.holdersOf(sha256).includes(photoId)
}

async function isThere(file: FileRow): Promise<boolean> {
  return (
    !file.gone &&
    (await stat(file.path).then(
      () => true,
      () => false,
    ))
  )
}

/**
 * Writes what was read; call inside a transaction, with the candidates as they are now. False where the decision must wait until all other files that were
 * seen to change have been read: then nothing is written.
 */
export function commitReading(
  parts: ReadParts,
  reading: FileReading,
  candidates: readonly IdentityCandidate[],
): boolean {
  switch (reading.kind) {
    case 'known':
      if (!holdsStill(parts.store, reading.file)) return false
      commitKnown(parts, reading)
      return true
    case 'moved':
      if (!holdsStill(parts.store, reading.twin)) return false
      commitMoved(parts, reading)
      return true
    case 'content':
      return commitContent(parts, reading, candidates)
  }
}

function commitKnown({ store, clock }: ReadParts, { file, metadata }: KnownReading): void {
  store.files.setPending(file.id, '')
  if (metadata !== undefined)
    store.files.setReading(file.id, { facts: JSON.stringify(metadata), readerVersion, edges: undefined })
  if (file.photoId === undefined) return
  refreshFacts(store, file.photoId, clock.now())
  refreshWords(store, file.photoId)
  store.problems.settleRead(file, file.photoId)
}

function commitMoved(parts: ReadParts, { file, twin }: MovedReading): void {
  const { store, clock } = parts
  const { photoId, sha256, edges } = twin
  if (photoId === undefined || sha256 === undefined) return
  store.files.setPhoto(file.id, photoId, twin.role, sha256)
  // An inode that has not changed since is the same file; else its bytes are read when nothing else is to be done.
  const isSure = file.ctimeMs !== undefined && file.ctimeMs === twin.ctimeMs
  const facts = store.files.factsOf(twin.id)
  const pending = isSure && facts !== undefined ? '' : 'verify'
  store.files.setReading(file.id, {
    facts: facts ?? '{}',
    readerVersion: facts === undefined ? 0 : twin.readerVersion,
    edges,
    pending,
  })
  if (pending === 'verify') store.work.addDeferred('read', file.id)
  joinNeighbours(store, file, photoId)
  settlePhoto(parts, file, photoId, store.photos.pixelsOf(photoId))
  refreshFacts(store, photoId, clock.now())
  refreshWords(store, photoId)
}

function commitContent(parts: ReadParts, reading: ContentReading, candidates: readonly IdentityCandidate[]): boolean {
  const { store, clock } = parts
  const { file, sha256, pixels, edges, metadata } = reading
  const verdict = identify(candidates, file.pending === 'settle')
  if (verdict.kind === 'later') {
    store.files.setPending(file.id, 'settle')
    return false
  }
  const photoId = photoOf(parts, reading, verdict)
  if (verdict.kind === 'edited') changePicture(parts, reading, verdict)
  const role = roleOf(store, reading, photoId)
  if (role === 'original') showEdit(parts, reading, photoId)
  store.files.setPhoto(file.id, photoId, role, sha256)
  store.files.setReading(file.id, { facts: JSON.stringify(metadata), readerVersion, edges })
  joinNeighbours(store, file, photoId)
  leaveBehind(store, file, photoId, pixels, clock.now())
  refreshFacts(store, photoId, clock.now())
  settlePhoto(parts, file, photoId, role === 'raw' ? undefined : pixels)
  refreshWords(store, photoId)
  return true
}

/** An edit that comes to its original is what the photo shows from now on; it is looked at, and words are for it. */
function showEdit({ store }: ReadParts, { file, pixels }: ContentReading, photoId: number): void {
  const isJoined = isEditName(file.path) && editPartner(store, file)?.photoId === photoId
  if (!isJoined || store.photos.pixelsOf(photoId)?.equals(pixels) === true) return
  showPicture(store, photoId, pixels)
  store.work.add('look', photoId)
}

/** What waited for this picture is done, and a picture nobody has looked at yet is looked at. */
function settlePhoto(
  { store, acts, clock }: ReadParts,
  file: FileRow,
  photoId: number,
  pixels: Buffer | undefined,
): void {
  for (const heir of withdrawFromHeirs(store, photoId)) {
    refreshFacts(store, heir, clock.now())
    refreshWords(store, heir)
  }
  if (pixels !== undefined) acts.photoAppeared(photoId, pixels)
  if (store.photos.get(photoId)?.lookedAt === undefined) store.work.add('look', photoId)
  store.problems.settleRead(file, photoId)
}

function photoOf({ store, clock }: ReadParts, reading: ContentReading, verdict: Verdict): number {
  const { file, pixels } = reading
  if (verdict.kind === 'known' && file.photoId !== undefined && undoesEdit(store, file, verdict.photoId)) {
    showPicture(store, file.photoId, pixels)
    takeFormerPictureBack(store, file.photoId, verdict.photoId)
    return file.photoId
  }
  if ('photoId' in verdict) return verdict.photoId
  const partner = pairPartner(store, file) ?? editPartner(store, file)
  if (partner?.photoId !== undefined && takenTogether(store, partner.photoId, reading.metadata)) return partner.photoId
  return store.photos.add(pixels, clock.now())
}

/** The RAW of a pair shows its photo no more than the JPEG's colours do, nor does an original beside its edit. */
function roleOf(store: Store, { file, pixels }: ContentReading, photoId: number): 'raw' | 'original' {
  if (!isRawName(file.path)) return isBehindEdit(store, file, photoId) ? 'raw' : 'original'
  const isPaired = pairPartner(store, file)?.photoId === photoId
  return isPaired || store.photos.pixelsOf(photoId)?.equals(pixels) !== true ? 'raw' : 'original'
}

function isBehindEdit(store: Store, file: FileRow, photoId: number): boolean {
  return !isEditName(file.path) && editPartner(store, file)?.photoId === photoId
}

function joinNeighbours(store: Store, file: FileRow, photoId: number): void {
  const partner = pairPartner(store, file)
  if (partner?.photoId === photoId && isRawName(partner.path)) store.files.attach(partner.id, photoId, 'raw')
  const original = isEditName(file.path) ? editPartner(store, file) : undefined
  if (original?.photoId === photoId) store.files.attach(original.id, photoId, 'raw')
  // As it is now: what was read of the file says which movie is its own.
  const video = liveVideo(store, store.files.get(file.id) ?? file)
  if (video !== undefined) store.files.attach(video.id, photoId, 'live-video')
}

/** Another picture in the photo: words of machines go, what people made stays and asks for a look as a whole. */
function changePicture(
  { store, clock, acts }: ReadParts,
  { pixels }: ContentReading,
  { photoId, absorbed }: Extract<Verdict, { kind: 'edited' }>,
): void {
  acts.pictureChanged(photoId, pixels)
  keepForFormerPicture(store, photoId, clock.now())
  for (const copy of absorbed) {
    store.files.giveAll(copy, photoId)
    store.files.moveBytes(copy, photoId)
    store.photos.retire(copy)
  }
  showPicture(store, photoId, pixels)
}

function showPicture(store: Store, photoId: number, pixels: Buffer): void {
  store.photos.setPixels(photoId, pixels)
  store.captions.retire(photoId, 'machine')
}

/** An edit was undone: the photo of the path shows its former picture again, which an ancestor kept the place of. */
function undoesEdit(store: Store, file: FileRow, photoId: number): boolean {
  const { photoId: own } = file
  return (
    own !== undefined &&
    store.inheritances.ancestorsOf(own).includes(photoId) &&
    !store.photos.isPresent(photoId) &&
    store.files.ofPhoto(own).every((other) => other.id === file.id || other.gone || other.kind !== 'photo')
  )
}

/**
 * The photo that the file was until now: one that shows no file any more gives what rests on it to a photo with its
 * very picture; else it stays, for the day when its picture is found again.
 */
function leaveBehind(store: Store, file: FileRow, photoId: number, pixels: Buffer, now: string): void {
  const before = file.photoId
  if (before === undefined || before === photoId) return
  refreshFacts(store, before, now)
  refreshWords(store, before)
  if (!store.photos.isPresent(before) && store.photos.pixelsOf(before)?.equals(pixels) === true)
    store.humanWork.move(before, photoId)
}

/** Cameras reuse numbers: same name but another moment is another shot. */
function takenTogether(store: Store, photoId: number, metadata: PhotoMetadata): boolean {
  const theirs = store.photos.get(photoId)?.takenLocal
  const ours = metadata.takenAt?.local
  if (theirs === undefined || ours === undefined) return true
  return Math.abs(Date.parse(`${theirs}Z`) - Date.parse(`${ours}Z`)) <= 2000
}
