/** Writes back what stood in a photo's files before a run, where nobody has changed it since. */
import { rm, stat } from 'node:fs/promises'
import type { Fields } from '../../media/exiftool/fields.ts'
import type { Fingerprint } from '../../media/fingerprint.ts'
import { changeFields, sha256Of } from '../../media/writing/change-fields.ts'
import { mayBeWritten } from '../../media/writing/may-be-written.ts'
import { isAlike } from '../../media/writing/plan-fields.ts'
import { Refused } from '../../media/writing/refused.ts'
import type { FileRow } from '../../store/files.ts'
import type { WriteRow } from '../../store/publish/writes.ts'
import { keepReading, keepSidecar } from './keep-reading.ts'
import { refusalOf, type ActiveRun, type Outcome, type PublishParts } from './run-parts.ts'
import { refusedAs, temporaryFor } from './write-photo.ts'

export async function takeBackPhoto(
  parts: PublishParts,
  run: ActiveRun & { readonly undoes: number },
  photo: number,
  within: readonly string[],
): Promise<Outcome> {
  const { store } = parts
  const notes = new Set<Outcome['notes'][number]>()
  let refused: Refused | undefined
  let isWritten = false
  for (const write of store.publishWrites.ofPhoto(run.undoes, photo).filter(({ state }) => state === 'done')) {
    try {
      const fingerprint = await takeBack({ parts, run, within, notes }, write)
      if (fingerprint === 'as before') continue
      isWritten = true
      await keepAll(parts, photo, write, fingerprint)
      store.publishWrites.setState(write.id, 'undone')
    } catch (error) {
      refused ??= refusedAs(error, write.path)
    }
  }
  const state = refused !== undefined ? 'refused' : isWritten ? 'written' : 'same'
  return { state, refusal: refused && refusalOf(refused), notes: [...notes] }
}

interface BackWork {
  readonly parts: PublishParts
  readonly run: ActiveRun
  readonly within: readonly string[]
  readonly notes: Set<Outcome['notes'][number]>
}

/** The picture's file as it is now; nothing for a sidecar; or that there was nothing to do. */
async function takeBack(
  { parts, run, within, notes }: BackWork,
  write: WriteRow,
): Promise<Fingerprint | undefined | 'as before'> {
  const { store } = parts
  // Written by `publishPhoto` alone.
  const [former, ours] = [JSON.parse(write.former) as Fields, JSON.parse(write.ours) as Fields]
  if (write.kind === 'new-sidecar' && (await isOurSidecar(write))) {
    await mayBeWritten(write.path, within)
    await rm(write.path)
    return undefined
  }
  const target = { ...write, kind: write.kind === 'embedded' ? ('embedded' as const) : ('sidecar' as const) }
  const temporary = temporaryFor(target)
  let back: number | undefined
  const changed = await changeFields(target, {
    decide: ({ fields }) =>
      Object.fromEntries(
        Object.entries(ours).flatMap(([name, value]) => {
          const standing = fields[name] ?? null
          const before = former[name] ?? null
          if (isAlike(standing, before)) return []
          if (isAlike(standing, value)) return [[name, before] as const]
          notes.add('changed-since')
          return []
        }),
      ),
    begin: (standing, next) => {
      back = store.publishWrites.begin({
        ...{ run: run.id, photo: write.photo, path: write.path, kind: target.kind, extension: write.extension },
        ...{ temporary, former: JSON.stringify(standing), ours: JSON.stringify(next) },
      })
    },
    temporary,
    times: run.how.times,
    within,
  }).catch((error: unknown) => {
    if (back !== undefined) store.publishWrites.forget(back)
    throw error
  })
  if (back !== undefined) store.publishWrites.finish(back, undefined)
  if (!changed.isWritten) {
    if (!notes.has('changed-since')) store.publishWrites.setState(write.id, 'undone')
    return 'as before'
  }
  return changed.fingerprint
}

async function isOurSidecar({ path, sha256 }: WriteRow): Promise<boolean> {
  if (sha256 === undefined) return false
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!isThere) throw new Refused('gone', path, 'is no longer there')
  return sha256 === (await sha256Of(path))
}

/** The photo's file of an embedded text; all its files for a sidecar, which may be any one's. */
async function keepAll(
  parts: PublishParts,
  photo: number,
  write: WriteRow,
  fingerprint: Fingerprint | undefined,
): Promise<void> {
  const files: readonly FileRow[] = parts.store.files
    .ofPhoto(photo)
    .filter((file) => file.kind === 'photo' && !file.gone)
  if (write.kind === 'embedded') {
    const file = files.find(({ path }) => path === write.path)
    if (file !== undefined) await keepReading(parts, file, fingerprint)
    return
  }
  const [first] = files
  if (first !== undefined) await keepSidecar(parts, first, write.path)
  for (const file of files) await keepReading(parts, file, undefined)
}
