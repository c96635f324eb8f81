/** Texts that somebody corrected elsewhere, back in as a person's: compared first, then carried out as deeds. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { CorrectedTexts, CorrectionPreview, TextChange } from '../../api/publish.ts'
import type { Store } from '../../store/store.ts'
import type { Acts } from '../acts/acts.ts'
import { editCaption } from '../captions/alt-text.ts'
import { correctedRows, type CorrectedRow } from './corrected-rows.ts'

const shown = 100
const mostBytes = 200 * 1024 * 1024
/** What a text may have, as everywhere. */
const mostCharacters = 5000
const languageTag = /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,3}$/iu

interface Compared {
  readonly changes: readonly TextChange[]
  readonly preview: CorrectionPreview
}

/** Errors: `bad-request` for a document that is none of ours, `unreadable`. */
export async function documentOf({ text, file }: CorrectedTexts): Promise<string> {
  if (text !== undefined) return text
  if (file === undefined) throw new AppError('bad-request', 'Which document?', { hint: 'Name a CSV or JSON file.' })
  const path = resolve(file)
  try {
    if ((await stat(path)).size > mostBytes) throw new AppError('too-large', `${path} is larger than 200 MB.`)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('unreadable', `${path} cannot be read.`, { hint: 'Check its name.', cause: error })
  }
}

/** What a document would change. Errors: `bad-request`. */
export function compareTexts(store: Store, document: string, language: string | undefined): Compared {
  const rows = correctedRows(document)
  const matched = rows.map((row) => ({ row, photo: photoOf(store, row) }))
  const changes: TextChange[] = []
  let unchanged = 0
  for (const { row, photo } of matched) {
    if (photo === undefined) continue
    const found = changesOf(store, photo, row, language)
    changes.push(...found)
    if (found.length === 0) unchanged += 1
  }
  // Of two rows about one photo the last one counts.
  const latest = [...new Map(changes.map((change) => [`${change.photo} ${change.kind}`, change])).values()]
  const unmatched = matched.filter(({ photo }) => photo === undefined).map(({ row }) => row.file || row.fingerprint)
  return {
    changes: latest,
    preview: {
      rows: rows.length,
      changing: new Set(latest.map(({ photo }) => photo)).size,
      changes: latest.slice(0, shown),
      unchanged,
      unmatched: unmatched.slice(0, shown).map((name) => name.slice(0, 4096)),
      unmatchedCount: unmatched.length,
      mark: createHash('sha256').update(JSON.stringify(latest)).digest('hex'),
    },
  }
}

/** Takes the texts over, all or none. Errors: `bad-request` where others would change than were shown. */
export function takeOverTexts(
  { store, acts }: { readonly store: Store; readonly acts: Acts },
  document: string,
  { language, mark }: { readonly language: string | undefined; readonly mark: string | undefined },
): CorrectionPreview {
  let taken: Compared | undefined
  acts.carryOut(() => {
    taken = compareTexts(store, document, language)
    if (mark !== undefined && mark !== taken.preview.mark)
      throw new AppError('bad-request', 'The library has changed since this was looked at.', {
        hint: 'Look at what would change once more.',
      })
    return taken.changes.map(({ photo, kind, after, language: spoken, decorative }) =>
      editCaption(store, { photo, kind, text: after, language: spoken, decorative }),
    )
  })
  if (taken === undefined) throw new Error('the plan is carried out')
  return taken.preview
}

/** The picture decides where it is told and only one photo shows it; else the path. */
function photoOf(store: Store, { file, fingerprint }: CorrectedRow): number | undefined {
  const atPath = file === '' ? undefined : store.files.find(resolve(file))?.photoId
  if (!/^[\da-f]{64}$/u.test(fingerprint)) return atPath
  const showing = store.photos.withPixels(Buffer.from(fingerprint, 'hex'))
  if (atPath !== undefined && showing.includes(atPath)) return atPath
  if (showing.length > 0) return showing.length === 1 ? showing[0] : undefined
  return atPath
}

function changesOf(store: Store, photo: number, row: CorrectedRow, language: string | undefined): TextChange[] {
  const [alt, description] = (['alt', 'description'] as const).map((kind) => {
    const current = store.captions.current([photo], kind).get(photo)
    const given = (kind === 'alt' ? row.alt : row.description)?.replace(/\r\n?/gu, '\n').trim()
    const spoken =
      [row.language, language ?? '', current?.language ?? ''].find((each) => languageTag.test(each)) ?? 'en'
    const before = current?.text ?? ''
    const base = {
      photo: photo as PhotoId,
      path: store.files.firstPaths([photo]).get(photo) ?? '',
      kind,
      language: spoken,
    }
    if (kind === 'alt' && row.state.trim().toLowerCase() === 'decorative' && (given ?? '') === '')
      return current?.decorative === true ? undefined : { ...base, before, after: '', decorative: true }
    return given === undefined || isNoNews(given, before)
      ? undefined
      : { ...base, before, after: given, decorative: false }
  })
  return [alt, description].filter((each) => each !== undefined)

  /** An emptied cell takes nothing away: cells are emptied by accident, and a text is taken back in the window. */
  function isNoNews(given: string, before: string): boolean {
    if (given.length > mostCharacters)
      throw new AppError('bad-request', `The text for ${row.file} has more than ${mostCharacters} characters.`, {
        hint: 'Shorten it, or leave the row out; nothing was taken over.',
      })
    return given === '' || given === before.replace(/\r\n?/gu, '\n').trim()
  }
}
