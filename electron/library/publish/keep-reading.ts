/** What we wrote ourselves is known at once: no scan finds anything changed, and nothing is read or described anew. */
import { stat } from 'node:fs/promises'
import type { FileFacts } from '../../domain/reconcile.ts'
import type { Fingerprint } from '../../media/fingerprint.ts'
import { readerVersion, readMetadata } from '../../media/metadata/metadata.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { refreshFacts } from '../shared/photo-facts.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { sidecarsOf } from '../indexing/pairing.ts'

interface KeepParts {
  readonly store: Store
  readonly clock: Clock
}

/** The sidecar lies at this path now, or does no longer. Its photo's file is read by `keepReading` afterwards. */
export async function keepSidecar({ store, clock }: KeepParts, file: FileRow, path: string): Promise<void> {
  const facts = await factsOf(path)
  store.transaction(() => {
    const known = store.files.find(path)
    if (facts === undefined) {
      if (known !== undefined) store.files.markGone(known.id, clock.now())
    } else if (known === undefined) store.files.add(file.folderId, 'sidecar', facts)
    else store.files.setFacts(known.id, facts)
  })
}

/**
 * Keeps what the file says now; `fingerprint` where it was written itself. Somebody who wrote to it in the same moment
 * is seen by the next scan.
 */
export async function keepReading(
  { store, clock }: KeepParts,
  file: FileRow,
  fingerprint: Fingerprint | undefined,
): Promise<void> {
  const { photoId } = file
  if (photoId === undefined) return
  const metadata = await readMetadata(file.path, {
    sidecars: sidecarsOf(store, file),
    ...(fingerprint === undefined ? {} : { known: fingerprint }),
  })
  const facts = await factsOf(file.path)
  store.transaction(() => {
    const isOurs = fingerprint !== undefined && facts?.sizeBytes === fingerprint.sizeBytes
    if (isOurs) {
      store.files.setFacts(file.id, facts)
      store.files.setPhoto(file.id, photoId, file.role, fingerprint.sha256)
    }
    const reading = { facts: JSON.stringify(metadata), readerVersion, pending: file.pending }
    store.files.setReading(file.id, { ...reading, edges: isOurs ? fingerprint.edges : undefined })
    refreshFacts(store, photoId, clock.now())
    refreshWords(store, photoId)
  })
}

async function factsOf(path: string): Promise<FileFacts | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined)
  if (stats === undefined) return undefined
  return {
    path,
    sizeBytes: Number(stats.size),
    mtimeMs: Number(stats.mtimeMs),
    ctimeMs: Number(stats.ctimeNs) / 1e6,
    inode: `${stats.dev}:${stats.ino}`,
  }
}
