/** Texts of others inside of HTML, Markdown and tables: they stay texts, whatever they hold. */
import { printableLines } from '../../domain/printable.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Between tags and in quoted attributes. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? character)
}

/** A relative address of a file of this name. */
export function relativeUrl(name: string): string {
  return `./${name.split('/').map(encodeURIComponent).join('/')}`
}

/**
 * On one line of Markdown [CommonMark 0.31, 2.4: any ASCII punctuation may be escaped]. Signs that mean something
 * anywhere, those that begin a list or heading at the front, and what GitHub makes links of by itself.
 */
export function markdownText(text: string): string {
  return text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_{}[\]<>()#!|~&$^"@]/gu, String.raw`\$&`)
    .replace(/^(?:[-+=:]|\d+(?=[.)]))/u, (sign) => (/^\d/u.test(sign) ? `${sign}\\` : `\\${sign}`))
    .replace(/:\/\//gu, String.raw`:\//`)
    .replace(/\bwww\./giu, String.raw`www\.`)
}

/** As a paragraph, line breaks kept. */
export function markdownLines(text: string): string {
  return text
    .trim()
    .split(/\r\n?|\n/u)
    .map(markdownText)
    .join('\\\n')
}

/** RFC 4180; a leading = + - @ would be a formula in a spreadsheet, so it gets an apostrophe (OWASP, CSV injection). */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r']/u.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

/** What `csvCell` was given; spreadsheets take the apostrophe away or leave it. */
export function fromCsvCell(cell: string): string {
  return /^'[=+\-@\t\r']/u.test(cell) ? cell.slice(1) : cell
}

/** Plain text for a clipboard: no marks that turn its direction or hide its end. */
export function plainText(text: string): string {
  return printableLines(text.replace(/\r\n?/gu, '\n'))
}
