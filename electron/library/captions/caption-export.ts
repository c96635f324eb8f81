/** Alt text on its way out: a table for archives, JSON for programs, a page for reading. */
import { basename } from 'node:path'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { summaries } from '../shared/summaries.ts'

export type ExportFormat = 'csv' | 'json' | 'html'

interface Row {
  readonly file: string
  readonly alt: string
  readonly description: string
  readonly source: string
  readonly takenAt: string
}

function rowsOf(store: Store, ids: readonly number[]): Row[] {
  const photos = store.photos.getMany(ids)
  const known = ids.flatMap((id) => photos.get(id) ?? [])
  const descriptions = store.captions.current(ids, 'description')
  return summaries(store, known).map((photo) => ({
    file: photo.path,
    alt: photo.alt?.text ?? '',
    description: descriptions.get(photo.id)?.text ?? '',
    source: photo.alt?.source ?? '',
    takenAt: photo.takenAt ?? '',
  }))
}

/** RFC 4180; a leading = + - @ would be a formula in a spreadsheet, so it gets an apostrophe (OWASP, CSV injection). */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

const columns = ['file', 'alt', 'description', 'source', 'takenAt'] as const

function csv(rows: readonly Row[]): string {
  // The mark in front tells spreadsheets that this is UTF-8.
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(','))]
  return `\u{FEFF}${lines.join('\r\n')}\r\n`
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string): string => text.replace(/[&<>"]/gu, (character) => escapes[character] ?? character)

function page(rows: readonly Row[]): string {
  const body = rows
    .map(
      (row) =>
        `<figure><img src="${html(encodeURI(basename(row.file)))}" alt="${html(row.alt)}"><figcaption>${html(row.description || row.alt)}</figcaption></figure>`,
    )
    .join('\n')
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Photos with alt text</title>\n${body}\n</html>\n`
}

/** One document about the given photos, in their order; unknown ones are left out. */
export function exportCaptions(
  { store, clock }: { store: Store; clock: Clock },
  ids: readonly number[],
  format: ExportFormat,
): { fileName: string; mimeType: string; text: string } {
  const rows = rowsOf(store, ids)
  const fileName = `alt-text-${clock.now().slice(0, 10)}.${format}`
  switch (format) {
    case 'csv':
      return { fileName, mimeType: 'text/csv', text: csv(rows) }
    case 'json':
      return { fileName, mimeType: 'application/json', text: `${JSON.stringify(rows, undefined, 2)}\n` }
    case 'html':
      return { fileName, mimeType: 'text/html', text: page(rows) }
  }
}
