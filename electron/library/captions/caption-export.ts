/** Alt text on its way out: a table for archives, JSON for programs, pages for reading. */
import { basename } from 'node:path'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { textChecks } from './check-texts.ts'
import { csvCell, htmlText, markdownLines, markdownText, plainText, relativeUrl } from './markup.ts'
import { publishedTexts, type PublishedText, type TextChoice } from './published-text.ts'

export type ExportFormat = 'csv' | 'json' | 'html' | 'markdown'

/** One photo in a page or document. */
export interface Shown {
  readonly text: PublishedText
  /** Relative, with `/`. */
  readonly src: string
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** `hints`: names of the rules that the alt text does not keep, as `sightline check` has them. */
const columns = [
  'file',
  'alt',
  'description',
  'language',
  'state',
  'source',
  'takenAt',
  'fingerprint',
  'hints',
] as const

type Row = Readonly<Record<(typeof columns)[number], string>>

function rowsOf(store: Store, texts: readonly PublishedText[]): Row[] {
  const hintsAbout = textChecks(store)
  const photos = store.photos.getMany(texts.map(({ photo }) => photo))
  return texts.map(({ photo, path, alt = '', description = '', language, state, source = '' }) => ({
    file: path,
    alt,
    description,
    language,
    state,
    source,
    takenAt: photos.get(photo)?.takenLocal ?? '',
    fingerprint: store.photos.pixelsOf(photo)?.toString('hex') ?? '',
    hints:
      alt === ''
        ? ''
        : hintsAbout({ photo, text: alt, language })
            .map(({ rule }) => rule)
            .join(' '),
  }))
}

/** A table or a list that a program reads, and `readCorrections` reads back. */
export function tableOf(store: Store, texts: readonly PublishedText[], format: 'csv' | 'json'): string {
  const rows = rowsOf(store, texts)
  if (format === 'json') return `${JSON.stringify(rows, undefined, 2)}\n`
  // The mark in front tells spreadsheets that this is UTF-8.
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(','))]
  return `\u{FEFF}${lines.join('\r\n')}\r\n`
}

/**
 * A page of its own. Alt texts are read out where the pictures stand and not said again below; a long description is
 * a paragraph that its picture names.
 */
export function webPage(shown: readonly Shown[], title: string): string {
  const languages = shown.map(({ text }) => text.language)
  const most = languages.toSorted(
    (a, b) => languages.filter((each) => each === b).length - languages.filter((each) => each === a).length,
  )[0]
  const page = most ?? 'en'
  const body = shown.map((each, index) => figure(each, `description-${index + 1}`, page)).join('\n')
  return `<!doctype html>
<html lang="${htmlText(page)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}figure{margin:0 0 2rem}img{max-width:100%;height:auto}</style>
</head>
<body>
<main>
<h1>${htmlText(title)}</h1>
${body}
</main>
</body>
</html>
`
}

function figure({ text, src, width, height }: Shown, id: string, page: string): string {
  const lang = text.language === page ? '' : ` lang="${htmlText(text.language)}"`
  const size = width === undefined || height === undefined ? '' : ` width="${width}" height="${height}"`
  const described = text.description === undefined ? '' : ` aria-describedby="${id}"`
  const image = `<img src="${htmlText(src)}" alt="${htmlText(text.alt ?? '')}"${size}${described}>`
  if (text.description === undefined) return `<figure${lang}>${image}</figure>`
  const lines = htmlText(text.description.trim()).replace(/\r\n?|\n/gu, '<br>')
  return `<figure${lang}>${image}<figcaption id="${id}">${lines}</figcaption></figure>`
}

/** Pictures with their alt texts, and long descriptions as paragraphs. */
export function markdownPage(shown: readonly Shown[], title?: string): string {
  const blocks = shown.map(({ text, src }) =>
    [
      `![${markdownText(text.alt ?? '')}](<${src}>)`,
      ...(text.description === undefined ? [] : [markdownLines(text.description)]),
    ].join('\n\n'),
  )
  return `${[...(title === undefined ? [] : [`# ${markdownText(title)}`]), ...blocks].join('\n\n')}\n`
}

/** Pictures named as they are; two of one name lie in folders that nobody has told us. */
function asTheyAre(texts: readonly PublishedText[]): Shown[] {
  return texts.map((text) => ({ text, src: relativeUrl(basename(text.path)) }))
}

/** One document about the given photos, in their order; unknown ones are left out. */
export function exportCaptions(
  { store, clock }: { store: Store; clock: Clock },
  ids: readonly number[],
  format: ExportFormat,
  choice: TextChoice = 'all',
): { fileName: string; mimeType: string; text: string } {
  const texts = publishedTexts(store, ids, choice)
  const fileName = `alt-text-${clock.now().slice(0, 10)}.${format === 'markdown' ? 'md' : format}`
  switch (format) {
    case 'csv':
      return { fileName, mimeType: 'text/csv', text: tableOf(store, texts, 'csv') }
    case 'json':
      return { fileName, mimeType: 'application/json', text: tableOf(store, texts, 'json') }
    case 'html':
      return { fileName, mimeType: 'text/html', text: webPage(asTheyAre(texts), 'Photos with alt text') }
    case 'markdown':
      return { fileName, mimeType: 'text/markdown', text: markdownPage(asTheyAre(texts)) }
  }
}

export type ClipboardFormat = 'plain' | 'html' | 'markdown'

/** Texts to be pasted: of one photo the text alone, of several a paragraph or a picture each. */
export function clipboardText(
  texts: readonly PublishedText[],
  format: ClipboardFormat,
  withDescriptions: boolean,
): { text: string; mimeType: string } {
  const some = texts
    .filter(({ alt, description }) => alt !== undefined || (withDescriptions && description !== undefined))
    .map((text) => (withDescriptions ? text : { ...text, description: undefined }))
  switch (format) {
    case 'plain': {
      const parts = some.map(({ alt, description }) => [alt, description].filter((each) => each !== undefined))
      return { mimeType: 'text/plain', text: plainText(parts.map((each) => each.join('\n\n')).join('\n\n')) }
    }
    case 'html': {
      const page = some[0]?.language ?? 'en'
      const figures = asTheyAre(some).map((each, index) => figure(each, `description-${index + 1}`, page))
      return { mimeType: 'text/html', text: figures.join('\n') }
    }
    case 'markdown':
      return { mimeType: 'text/markdown', text: markdownPage(asTheyAre(some)).trimEnd() }
  }
}
