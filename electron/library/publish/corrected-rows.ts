/** Rows of a document that somebody corrected elsewhere: our own CSV or JSON, or a table that names files and texts. */
import { z } from 'zod'
import { AppError } from '../../api/errors.ts'
import { fromCsvCell } from '../captions/markup.ts'

export interface CorrectedRow {
  readonly file: string
  readonly fingerprint: string
  readonly alt: string | undefined
  readonly description: string | undefined
  readonly language: string
  readonly state: string
}

const jsonRow = z.object({
  file: z.string().max(4096).default(''),
  fingerprint: z.string().max(200).default(''),
  alt: z.string().max(20_000).optional(),
  description: z.string().max(20_000).optional(),
  language: z.string().max(20).default(''),
  state: z.string().max(40).default(''),
})
const mostRows = 1_000_000

const hint =
  'Give a CSV or JSON as "sightline publish --as csv" writes it, with the columns file or fingerprint, and alt.'

/** Errors: `bad-request` for what is neither. */
export function correctedRows(document: string): readonly CorrectedRow[] {
  const text = document.replace(/^\u{FEFF}/u, '')
  const rows = /^\s*[[{]/u.test(text) ? fromJson(text) : fromCsv(text)
  if (rows.length <= mostRows) return rows
  throw new AppError('bad-request', `This document has more than ${mostRows} rows.`)
}

function fromJson(text: string): readonly CorrectedRow[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('bad-request', 'This document is no valid JSON.', { hint, cause: error })
  }
  const rows = z.array(jsonRow).safeParse(value)
  if (!rows.success) throw new AppError('bad-request', 'This JSON is no list of photos with texts.', { hint })
  return rows.data.map(({ alt, description, ...row }) => ({ ...row, alt, description }))
}

function fromCsv(text: string): readonly CorrectedRow[] {
  const [header = [], ...lines] = csvLines(text)
  const column = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]))
  if (!column.has('file') && !column.has('fingerprint'))
    throw new AppError('bad-request', 'This table does not say which photos it is about.', { hint })
  if (!column.has('alt') && !column.has('description'))
    throw new AppError('bad-request', 'This table has no texts.', { hint })
  return lines
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => {
      const cell = (name: string): string | undefined => {
        const index = column.get(name)
        return index === undefined ? undefined : fromCsvCell(cells[index] ?? '')
      }
      return {
        file: cell('file') ?? '',
        fingerprint: cell('fingerprint') ?? '',
        alt: cell('alt'),
        description: cell('description'),
        language: cell('language') ?? '',
        state: cell('state') ?? '',
      }
    })
}

/** RFC 4180, with the sign between cells that the first line uses: spreadsheets of many countries write semicolons. */
export function csvLines(text: string): string[][] {
  const sign = separatorOf(text)
  const lines: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, sign)
    cells.push(cell)
    const stop = text[end]
    at = end + 1
    if (stop === sign) {
      if (at >= text.length) cells.push('')
      continue
    }
    if (stop === '\r' && text[at] === '\n') at += 1
    lines.push(cells)
    cells = []
  }
  if (cells.length > 0) lines.push(cells)
  return lines
}

function separatorOf(text: string): string {
  const first = /^[^\r\n]*/u.exec(text)?.[0] ?? ''
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ','
}

/** The cell, and where the sign behind it stands. */
function quotedCell(text: string, from: number): [cell: string, end: number] {
  let cell = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return [cell + text.slice(at), text.length]
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') return [cell, quote + 1]
    cell += '"'
    at = quote + 2
  }
}

function bareCell(text: string, from: number, sign: string): [cell: string, end: number] {
  let end = from
  while (end < text.length && text[end] !== sign && text[end] !== '\r' && text[end] !== '\n') end += 1
  return [text.slice(from, end), end]
}
