/** What a run would do, before anything is done. */
import type { PhotoId } from '../../api/photo.ts'
import type { PublishHow, PublishPreview, PublishRow } from '../../api/publish.ts'
import { languageFields, readFields, type Fields } from '../../media/exiftool/fields.ts'
import { mayBeMade, mayBeWritten } from '../../media/writing/may-be-written.ts'
import { Refused } from '../../media/writing/refused.ts'
import { targetsFor, type Target } from '../../media/writing/targets.ts'
import type { Store } from '../../store/store.ts'
import { publishedTexts, type PublishedText, type TextState } from '../captions/published-text.ts'
import { readPreferences } from '../shared/preferences.ts'
import { refusalOf } from './run-parts.ts'
import { filesOf, realFolders, refusedAs } from './write-photo.ts'

const shownRows = 3
/** Texts read at once: of a million photos only a few are in memory. */
const batch = 2000

export async function previewOf(store: Store, how: PublishHow, photos: readonly number[]): Promise<PublishPreview> {
  const counts = new Map<TextState, number>()
  let [withText, decorative, total] = [0, 0, 0]
  const first: PublishedText[] = []
  for (let from = 0; from < photos.length; from += batch) {
    const some = photos.slice(from, from + batch)
    for (const { state } of publishedTexts(store, some)) counts.set(state, (counts.get(state) ?? 0) + 1)
    for (const text of publishedTexts(store, some, how.texts)) {
      total += 1
      const hasText = text.alt !== undefined || text.description !== undefined
      if (hasText) withText += 1
      else if (text.state === 'decorative') decorative += 1
      if (hasText && first.length < shownRows) first.push(text)
    }
  }
  const within = await realFolders(store)
  const rows: PublishRow[] = []
  for (const text of first) rows.push(await rowOf(store, how, text, within))
  return {
    ...{ photos: total, withText, decorative, withoutText: total - withText - decorative, rows },
    unseen: counts.get('unseen') ?? 0,
    doubtful: counts.get('doubtful') ?? 0,
    allowed: readPreferences(store).writeIntoFiles,
  }
}

async function rowOf(
  store: Store,
  how: PublishHow,
  text: PublishedText,
  within: readonly string[],
): Promise<PublishRow> {
  const { photo, path, alt, description, language } = text
  const row = {
    // The store's ids are the contract's.
    ...{ photo: photo as PhotoId, path, language, decorative: text.state === 'decorative' },
    ...(alt === undefined ? {} : { alt }),
    ...(description === undefined ? {} : { description }),
  }
  if (how.as !== 'files') return { ...row, targets: [] }
  const targets: Target[] = []
  try {
    for (const file of filesOf(store, photo)) targets.push(...(await targetsFor(file.path, how)))
    for (const target of targets)
      if (target.kind === 'new-sidecar') await mayBeMade(target.path, { sizeBytes: 0, within })
      else await mayBeWritten(target.path, within)
    const [standing] = targets
    const fields =
      standing === undefined || standing.kind === 'new-sidecar' ? {} : (await readFields(standing.path)).fields
    return { ...row, targets: targets.map(shown), ...before(fields, text) }
  } catch (error) {
    return { ...row, targets: targets.map(shown), refusal: refusalOf(asRefused(error, path)) }
  }
}

const shown = ({ path, kind }: Target): PublishRow['targets'][number] => ({ path, kind })

/** ExifTool may not be there, or not read the file: that is said here, and stops a run. */
function asRefused(error: unknown, path: string): Refused {
  try {
    return refusedAs(error, path)
  } catch {
    return new Refused('damaged', path, 'cannot be read by ExifTool', error)
  }
}

function before(
  fields: Fields,
  { alt, description }: PublishedText,
): Pick<PublishRow, 'altBefore' | 'descriptionBefore'> {
  const standing = (field: string, next: string | undefined): string | undefined => {
    const said = fields[`${field}-x-default`]
    return typeof said === 'string' && said !== next ? said : undefined
  }
  const altBefore = standing(languageFields.alt, alt)
  const descriptionBefore = standing(languageFields.description, description)
  return {
    ...(altBefore === undefined ? {} : { altBefore }),
    ...(descriptionBefore === undefined ? {} : { descriptionBefore }),
  }
}
