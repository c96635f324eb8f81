/** Copies, pages and documents: what leaves the library without a photo of it being touched. */
import { constants } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { PublishHow } from '../../api/publish.ts'
import { declaredSize } from '../../media/containers/containers.ts'
import { headBytes } from '../../media/file/source.ts'
import { changeFields } from '../../media/writing/change-fields.ts'
import { planFields } from '../../media/writing/plan-fields.ts'
import { Refused } from '../../media/writing/refused.ts'
import { holdsExif, targetsFor } from '../../media/writing/targets.ts'
import type { Store } from '../../store/store.ts'
import { markdownPage, tableOf, webPage, type Shown } from '../captions/caption-export.ts'
import { relativeUrl } from '../captions/markup.ts'
import { publishedTexts, type PublishedText } from '../captions/published-text.ts'
import { refusalOf, type ActiveRun, type Outcome, type PublishParts } from './run-parts.ts'
import { filesOf, refusedAs, temporaryFor, wishFor } from './write-photo.ts'

const pictures = 'pictures'

/**
 * Where it goes, checked before anything begins: a folder that is new or empty, or a file that is not there yet.
 * Errors: `bad-request`.
 */
export async function placeFor(how: PublishHow): Promise<string | undefined> {
  if (how.as === 'files') return undefined
  if (how.to === undefined)
    throw new AppError('bad-request', 'Where should it go?', { hint: 'Name a folder or file with --to.' })
  const to = resolve(how.to)
  const isFolder = how.as === 'copies' || how.as === 'page'
  const there = await stat(to).catch(() => undefined)
  if (!isFolder && there !== undefined)
    throw new AppError('bad-request', `${to} is there already.`, { hint: 'Name a file that is not there yet.' })
  if (isFolder && there !== undefined && (!there.isDirectory() || (await readdir(to)).length > 0))
    throw new AppError('bad-request', `${to} is not empty.`, { hint: 'Name a folder that is new or empty.' })
  await mkdir(isFolder ? to : dirname(to), { recursive: true })
  return to
}

/** A name for each photo, none twice, whatever the case of its letters; the same ones each time they are asked for. */
export function namesFor(
  store: Store,
  photos: readonly number[],
  form: 'copies' | 'page',
): ReadonlyMap<number, string> {
  const paths = store.files.firstPaths(photos)
  const taken = new Set<string>()
  return new Map(
    photos.map((photo) => {
      const { name, ext } = parse(basename(paths.get(photo) ?? `photo-${photo}.jpg`))
      // Addresses in pages are made of what no system and no browser reads in another way.
      const stem =
        form === 'copies'
          ? name
          : name
              .normalize('NFC')
              .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
              .slice(0, 80) || 'photo'
      const extension = form === 'copies' ? ext : '.jpg'
      let unique = `${stem}${extension}`
      for (let count = 2; taken.has(unique.toLowerCase()); count += 1)
        unique = form === 'copies' ? `${stem} (${count})${extension}` : `${stem}-${count}${extension}`
      taken.add(unique.toLowerCase())
      return [photo, unique] as const
    }),
  )
}

/** One photo of copies or of a page; of a document there is nothing to do until the end. */
export async function bringOut(
  parts: PublishParts,
  run: ActiveRun,
  photo: number,
  { name, signal }: { readonly name: string | undefined; readonly signal: AbortSignal },
): Promise<Outcome> {
  const { store } = parts
  const [text] = publishedTexts(store, [photo], run.how.texts)
  if (text === undefined) return { state: 'without-text', notes: [] }
  const state = stateOf(text)
  const { as: form, to = '' } = run.how
  try {
    if (form === 'copies' && name !== undefined) await copyOut(parts, run, text, join(to, name))
    if (form === 'page' && name !== undefined && state !== 'without-text')
      await renderOut(parts, run, text, { path: join(to, pictures, name), signal })
    return { state, notes: [] }
  } catch (error) {
    return refusedOf(refusedAs(error, text.path))
  }
}

const refusedOf = (refused: Refused): Outcome => ({ state: 'refused', refusal: refusalOf(refused), notes: [] })

function stateOf({ alt, description, state }: PublishedText): 'written' | 'without-text' | 'decorative' {
  if (state === 'decorative') return 'decorative'
  return alt === undefined && description === undefined ? 'without-text' : 'written'
}

/** A photo without text is copied as it is: nobody wants to miss it in the folder. */
async function copyOut(parts: PublishParts, run: ActiveRun, text: PublishedText, path: string): Promise<void> {
  const [file] = filesOf(parts.store, text.photo)
  // Left by a program that was killed after the last step; the folder was empty when the run began.
  if (file === undefined || (await isThere(path))) return
  const { size, blocks, atime, mtime } = await stat(file.path)
  if (size > 0 && blocks === 0 && process.platform !== 'linux')
    throw new Refused('cloud', file.path, 'is not on this computer but in the cloud')
  const part = temporaryFor({ path, extension: extname(path) })
  try {
    await copyFile(file.path, part, constants.COPYFILE_FICLONE)
    const wish = wishFor(parts.store, text, run.how)
    const targets = wish === undefined ? [] : await targetsFor(part, run.how)
    for (const target of targets) {
      const isBeside = target.kind !== 'embedded'
      await changeFields(isBeside ? { ...target, path: `${path}.xmp` } : target, {
        decide: (standing) => (wish === undefined ? {} : planFields(standing, wish, holdsExif(target)).fields),
        begin: () => undefined,
        temporary: temporaryFor({ path, extension: target.extension }),
        times: run.how.times,
      })
    }
    if (run.how.times === 'keep') await utimes(part, atime, mtime)
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

async function renderOut(
  { store, models }: PublishParts,
  run: ActiveRun,
  text: PublishedText,
  { path, signal }: { readonly path: string; readonly signal: AbortSignal },
): Promise<void> {
  const [file] = filesOf(store, text.photo)
  if (file === undefined || (await isThere(path))) return
  const asked = { path: file.path, longEdge: run.how.edge, signal }
  const jpeg = await models
    .inference()
    .renderPhoto(asked)
    .catch((error: unknown) => {
      const isThreads = !(error instanceof AppError) || ['crashed', 'cancelled', 'internal'].includes(error.code)
      throw isThreads ? error : new Refused('damaged', file.path, `cannot be shown (${error.code})`, error)
    })
  await mkdir(dirname(path), { recursive: true })
  await writeWhole(path, jpeg)
}

/** The page or document about all that was brought out, once every photo has had its turn. */
export async function finishOutward(
  { store }: PublishParts,
  { how }: ActiveRun,
  photos: readonly number[],
  names: ReadonlyMap<number, string>,
): Promise<void> {
  const { as: form, to = '' } = how
  if (form === 'files' || form === 'copies') return
  const texts = publishedTexts(store, photos, how.texts)
  if (form === 'csv' || form === 'json') await writeWhole(to, tableOf(store, texts, form))
  if (form === 'markdown')
    await writeWhole(to, markdownPage(texts.map((text) => ({ text, src: fromFile(to, text.path) }))))
  if (form !== 'page') return
  const shown = await Promise.all(
    texts
      .filter((text) => stateOf(text) !== 'without-text')
      .map((text) => shownOnPage(to, text, names.get(text.photo))),
  )
  await writeWhole(join(to, 'index.html'), webPage(shown.flat(), 'Photos'))
}

/** Nothing for a picture that was refused. */
async function shownOnPage(to: string, text: PublishedText, name: string | undefined): Promise<Shown[]> {
  if (name === undefined || !(await isThere(join(to, pictures, name)))) return []
  const file = await open(join(to, pictures, name), 'r')
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const size = declaredSize('jpeg', buffer.subarray(0, bytesRead))
    return [{ text, src: relativeUrl(`${pictures}/${name}`), width: size?.width, height: size?.height }]
  } finally {
    await file.close()
  }
}

/** From the document to the photo, where both lie on one drive. */
function fromFile(document: string, photo: string): string {
  const way = relative(dirname(document), photo)
  return isAbsolute(way) ? relativeUrl(basename(photo)) : relativeUrl(way.split(sep).join('/'))
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = temporaryFor({ path, extension: '.part' })
  try {
    await writeFile(part, content, { flush: true })
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
