/** Reads one file: fingerprints and metadata, and decides which photo it is. */
import { basename } from 'node:path'
import { stat } from 'node:fs/promises'
import { AppError } from '../../api/errors.ts'
import { identify, type IdentityCandidate } from '../../domain/reconcile.ts'
import { fingerprintFile } from '../../media/fingerprint.ts'
import { isRawName } from '../../media/file/names-of-files.ts'
import { readMetadata, type DatePrecision, type PhotoMetadata } from '../../media/metadata/metadata.ts'
import { placeOf } from '../../media/metadata/place.ts'
import type { FileRow } from '../../store/files.ts'
import type { PhotoFacts } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { liveVideo, pairPartner, sidecarsOf } from './pairing.ts'
import { refreshWords } from '../shared/photo-words.ts'
import type { Restoration } from './restore.ts'

export interface ReadParts {
  readonly store: Store
  readonly clock: Clock
  readonly restoration: Restoration
}

/** What was read of a file, before anything is decided. */
export interface FileReading {
  readonly file: FileRow
  readonly sha256: Buffer
  readonly pixels: Buffer
  readonly metadata: PhotoMetadata
  readonly candidates: readonly IdentityCandidate[]
}

/** The file was still being written; look again shortly. */
export const stillChanging = Symbol('still changing')

/** Opens the file once. Errors: `AppError` of the reader, naming the file. */
export async function readFile(
  { store }: ReadParts,
  file: FileRow,
  signal: AbortSignal,
): Promise<FileReading | typeof stillChanging> {
  const fingerprint = await fingerprintFile(file.path, signal)
  // All empty files are alike, but they are not one photo.
  if (fingerprint.sizeBytes === 0)
    throw new AppError('damaged', `${basename(file.path)} is empty.`, {
      hint: 'Re-copy it from the camera or a backup.',
    })
  const metadata = await readMetadata(file.path, { head: fingerprint.head, sidecars: sidecarsOf(store, file) })
  const after = await stat(file.path)
  if (after.size !== fingerprint.sizeBytes || after.size !== file.sizeBytes) return stillChanging
  const { sha256, pixels } = fingerprint
  return { file, sha256, pixels, metadata, candidates: await candidatesFor(store, file, sha256, pixels) }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}

/** Photos with the same bytes or the same picture, and whether any of their files is still there. */
async function candidatesFor(
  store: Store,
  file: FileRow,
  sha256: Buffer,
  pixels: Buffer,
): Promise<readonly IdentityCandidate[]> {
  const sameBytes = new Set(store.files.withBytes(sha256).map((row) => row.photoId))
  const photoIds = new Set([...sameBytes, ...store.photos.withPixels(pixels)])
  const candidates: IdentityCandidate[] = []
  for (const photoId of photoIds) {
    if (photoId === undefined) continue
    const rows = store.files.ofPhoto(photoId).filter((row) => row.id !== file.id && row.kind === 'photo')
    // Asked of the disk itself: a hint about the old path may not have arrived yet.
    const here = await Promise.all(rows.map(async (row) => !row.gone && (await exists(row.path))))
    candidates.push({
      photoId,
      sameBytes: sameBytes.has(photoId),
      present: here.includes(true),
      sameName: rows.some((row, index) => here[index] === false && basename(row.path) === basename(file.path)),
    })
  }
  return candidates
}

/**
 * Writes what was read; call inside a transaction. Returns the photo the file is.
 * A changed picture keeps its photo when the file was its only one; human texts stay and ask for a look.
 */
export function commitReading(parts: ReadParts, reading: FileReading): number {
  const { store, clock, restoration } = parts
  const { file, sha256, pixels } = reading
  const photoId = photoOf(parts, reading)
  const partner = pairPartner(store, file)
  const role = isRawName(file.path) && partner?.photoId === photoId ? 'raw' : 'original'
  store.files.setPhoto(file.id, photoId, role, sha256)
  if (partner?.photoId === photoId && isRawName(partner.path)) store.files.attach(partner.id, photoId, 'raw')
  const video = liveVideo(store, file)
  if (video !== undefined) store.files.attach(video.id, photoId, 'live-video')

  if (role === 'original') {
    const former = store.photos.pixelsOf(photoId)
    if (former !== undefined && !former.equals(pixels) && isFirstFile(store, photoId, file)) {
      store.photos.setPixels(photoId, pixels)
      store.captions.retire(photoId, 'machine')
      store.captions.doubtHuman(photoId)
    }
    if (isFirstFile(store, photoId, file)) store.photos.setFacts(photoId, factsOf(reading.metadata))
    importTexts(store, photoId, reading.metadata, clock.now())
  }
  if (store.photos.get(photoId)?.lookedAt === undefined) {
    restoration.photoAdded(photoId, pixels)
    store.work.add('look', photoId)
  }
  refreshWords(store, photoId)
  store.problems.settleRead(file, photoId)
  return photoId
}

function isFirstFile(store: Store, photoId: number, file: FileRow): boolean {
  const first = store.files.ofPhoto(photoId).find((row) => row.kind === 'photo' && !row.gone)
  return first === undefined || first.id === file.id
}

function photoOf({ store, clock }: ReadParts, reading: FileReading): number {
  const { file, pixels } = reading
  if (file.photoId !== undefined) {
    const samePicture = store.photos.pixelsOf(file.photoId)?.equals(pixels) === true
    const isOnlyFile = store.files
      .ofPhoto(file.photoId)
      .every((row) => row.id === file.id || row.kind !== 'photo' || row.gone || row.role === 'raw')
    if (samePicture || isOnlyFile || file.role === 'raw') return file.photoId
  }
  const known = identify(reading.candidates)
  if (known !== undefined) return known
  const partner = pairPartner(store, file)
  if (partner?.photoId !== undefined && takenTogether(store, partner.photoId, reading.metadata)) return partner.photoId
  return store.photos.add(pixels, clock.now())
}

/** Cameras reuse numbers: same name but another moment is another shot. */
function takenTogether(store: Store, photoId: number, metadata: PhotoMetadata): boolean {
  const theirs = store.photos.get(photoId)?.takenLocal
  const ours = metadata.takenAt?.local
  if (theirs === undefined || ours === undefined) return true
  return Math.abs(Date.parse(`${theirs}Z`) - Date.parse(`${ours}Z`)) <= 2000
}

/** Known place names beat the nearest town on the map. */
export function factsOf(metadata: PhotoMetadata): PhotoFacts {
  const { latitude, longitude } = metadata
  const near = latitude === undefined || longitude === undefined ? undefined : placeOf(latitude, longitude)
  const { takenAt, exposure, altText, description, extendedDescription, keywords, title, rating, ...rest } = metadata
  return {
    takenLocal: takenAt && truncated(takenAt.local, takenAt.precision),
    takenPrecision: takenAt?.precision,
    takenSource: takenAt?.source,
    takenDoubtful: takenAt?.doubtful ?? false,
    offsetMinutes: takenAt?.offsetMinutes,
    latitude,
    longitude,
    altitude: rest.altitude,
    city: rest.city ?? near?.city,
    region: rest.region ?? near?.region,
    country: rest.country ?? near?.country,
    make: rest.make,
    model: rest.model,
    lens: rest.lens,
    rating,
    keywords,
    title,
    other: {
      exposure,
      orientation: rest.orientation,
      label: rest.label,
      software: rest.software,
      altText,
      description,
      extendedDescription,
    },
  }
}

/** "1955" is a year, not its first of January. */
function truncated(local: string, precision: DatePrecision): string {
  return local.slice(0, { year: 4, month: 7, day: 10, minute: 16, second: local.length }[precision])
}

/** Texts that came with the file; a text imported before is not imported again. */
function importTexts(store: Store, photoId: number, metadata: PhotoMetadata, now: string): void {
  const texts = [
    { kind: 'alt', text: metadata.altText },
    { kind: 'description', text: metadata.extendedDescription ?? metadata.description },
  ] as const
  for (const { kind, text } of texts) {
    if (text === undefined || text.trim() === '') continue
    if (store.captions.newest(photoId, kind, 'imported') === text) continue
    store.captions.add({ photoId, kind, source: 'imported', text }, now)
  }
}
