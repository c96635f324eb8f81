/** One photo's texts into its files. */
import { randomUUID } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Fields } from '../../media/exiftool/fields.ts'
import { changeFields, ownerField } from '../../media/writing/change-fields.ts'
import type { Fingerprint } from '../../media/fingerprint.ts'
import { planFields, type FieldPlan, type TextWish } from '../../media/writing/plan-fields.ts'
import type { PlaceWish } from '../../media/writing/plan-place.ts'
import { Refused, refusedBySystem } from '../../media/writing/refused.ts'
import { holdsExif, targetsFor, type Target } from '../../media/writing/targets.ts'
import { AppError } from '../../api/errors.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { publishedTexts, type PublishedText } from '../captions/published-text.ts'
import { humanFactsOf } from '../shared/photo-facts.ts'
import { keepReading, keepSidecar } from './keep-reading.ts'
import { refusalOf, type ActiveRun, type Outcome, type PublishParts } from './run-parts.ts'

/** A name that scans and watchers pass over, in the folder of the file itself. */
export function temporaryFor(target: Pick<Target, 'path' | 'extension'>): string {
  return join(dirname(target.path), `.sightline-${randomUUID()}${target.extension}`)
}

/** Real paths of the folders of the library that can be reached. */
export async function realFolders(store: Store): Promise<readonly string[]> {
  const paths = await Promise.all(store.folders.list().map(({ path }) => realpath(path).catch(() => path)))
  return [...new Set(paths)]
}

/** What a photo is to say; nothing where there is neither text nor fact. */
export function wishFor(store: Store, text: PublishedText, how: ActiveRun['how']): TextWish | undefined {
  const facts = how.facts ? humanFactsOf(store, text.photo) : {}
  const rating = how.facts ? store.photos.humanMarks([text.photo])[0]?.rating : undefined
  const wish = {
    language: text.language,
    alt: text.alt,
    description: text.description,
    caption: how.caption,
    title: facts.title,
    keywords: facts.keywords,
    rating: rating ?? undefined,
    taken: facts.taken,
    place: facts.place && { ...facts.place, ...namesOfPlace(store, text.photo) },
    ours: store.publishWrites.ownTexts(text.photo),
  }
  const isEmpty = [wish.alt, wish.description, wish.title, wish.keywords, wish.rating, wish.taken, wish.place].every(
    (each) => each === undefined,
  )
  return isEmpty ? undefined : wish
}

/** What lies at the position that a person said. */
function namesOfPlace(store: Store, photo: number): Omit<PlaceWish, 'latitude' | 'longitude'> {
  const { city, region, country } = store.photos.get(photo) ?? {}
  return { city, region, country }
}

/** The files of a photo that can be written. Throws `Refused` where there is none. */
export function filesOf(store: Store, photo: number): readonly FileRow[] {
  const rows = store.files.ofPhoto(photo).filter(({ kind }) => kind === 'photo')
  const [first] = rows
  const there = rows.filter(({ gone }) => !gone)
  if (there.length === 0) throw new Refused('gone', first?.path ?? `photo ${photo}`, 'is no longer there')
  const here = there.filter(({ folderId }) => store.folders.get(folderId)?.state !== 'away')
  if (here.length === 0) throw new Refused('away', there[0]?.path ?? '', 'lies on a drive that is away')
  return here
}

/** Writes into all files of the photo; where one is refused the others are written all the same. */
export async function publishPhoto(
  parts: PublishParts,
  run: ActiveRun,
  photo: number,
  within: readonly string[],
): Promise<Outcome> {
  const { store } = parts
  const [text] = publishedTexts(store, [photo], run.how.texts)
  const wish = text && wishFor(store, text, run.how)
  if (text === undefined || wish === undefined)
    return { state: text?.state === 'decorative' ? 'decorative' : 'without-text', notes: [] }
  const notes = new Set<Outcome['notes'][number]>()
  let isWritten = false
  let refused: Refused | undefined
  const note = (error: unknown, path: string): void => {
    refused ??= refusedAs(error, path)
  }
  try {
    for (const file of filesOf(store, photo)) {
      try {
        const written = await publishFile({ parts, run, text, wish, within, notes }, file)
        isWritten ||= written
      } catch (error) {
        note(error, file.path)
      }
    }
  } catch (error) {
    note(error, text.path)
  }
  const state = refused !== undefined ? 'refused' : isWritten ? 'written' : 'same'
  return { state, refusal: refused && refusalOf(refused), notes: [...notes] }
}

/** What nobody foresaw, and what concerns all files, is thrown on. */
export function refusedAs(error: unknown, path: string): Refused {
  if (error instanceof Refused) return error
  const bySystem = refusedBySystem(path, error)
  if (bySystem !== undefined) return bySystem
  if (error instanceof AppError && error.code === 'unreadable')
    return new Refused('damaged', path, 'cannot be read', error)
  throw error
}

interface FileWork {
  readonly parts: PublishParts
  readonly run: ActiveRun
  readonly text: PublishedText
  readonly wish: TextWish
  readonly within: readonly string[]
  readonly notes: Set<Outcome['notes'][number]>
}

async function publishFile(work: FileWork, file: FileRow): Promise<boolean> {
  const { parts, run, text, notes } = work
  const targets = await targetsFor(file.path, run.how)
  if (targets.length > 1) notes.add('sidecar-too')
  let fingerprint: Fingerprint | undefined
  let isWritten = false
  for (const target of targets) {
    const prior = parts.store.publishWrites.ofPhoto(run.id, text.photo).find(({ path }) => path === target.path)
    if (prior?.state === 'done') {
      isWritten = true
      continue
    }
    const changed = await writeTarget(work, file, target)
    if (!changed.isWritten) continue
    isWritten = true
    fingerprint ??= changed.fingerprint
    if (target.kind !== 'embedded') await keepSidecar(parts, file, target.path)
  }
  if (isWritten) await keepReading(parts, file, fingerprint)
  return isWritten
}

async function writeTarget({ parts, run, text, wish, within, notes }: FileWork, file: FileRow, target: Target) {
  const { store } = parts
  const temporary = temporaryFor(target)
  let plan: FieldPlan = { fields: {}, notes: [] }
  let write: number | undefined
  const begin = (former: Fields, ours: Fields): void =>
    store.transaction(() => {
      write = store.publishWrites.begin({
        ...{ run: run.id, photo: text.photo, path: target.path, kind: target.kind, extension: target.extension },
        ...{ temporary, former: JSON.stringify(former), ours: JSON.stringify(ours) },
      })
      // A text that came with another file of the photo stays that file's.
      if (text.source !== 'imported')
        for (const said of new Set(textsIn(ours))) store.publishWrites.claim(text.photo, said)
    })
  try {
    const changed = await changeFields(target, {
      decide: (standing) => {
        plan = planFields(standing, wish, holdsExif(target))
        const isNews = Object.keys(plan.fields).length > 0
        return isNews ? { ...plan.fields, ...ownerField(file.path, target) } : {}
      },
      begin,
      temporary,
      times: run.how.times,
      within,
      expected: {
        sha256: file.sha256,
        pixels: file.role === 'original' ? store.photos.pixelsOf(text.photo) : undefined,
      },
    })
    if (write !== undefined) store.publishWrites.finish(write, changed.sha256)
    for (const each of plan.notes) notes.add(each)
    return changed
  } catch (error) {
    if (write !== undefined) store.publishWrites.forget(write)
    throw error
  }
}

function textsIn(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    /:(?:AltText|ExtDescr|Description|Caption|ImageDescription)/u.test(name) && typeof value === 'string' ? value : [],
  )
}
