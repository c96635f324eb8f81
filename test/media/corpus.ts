import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../shared/corpus')

/**
 * The shared test photos, which are not part of the repository. Tests that need them are skipped without. Its real
 * path, as the library knows it, also where it is reached through a link.
 */
export const corpus: string | undefined = existsSync(folder) ? realpathSync(folder) : undefined

if (corpus === undefined) console.log('Skipped: tests over the shared corpus, it is not at ../shared/corpus.')

/** Paths of all files below a folder, sorted. */
export function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

export function nameIn(root: string, path: string): string {
  return relative(root, path)
}

/** Rows of a CSV with a header line; quotes as in RFC 4180. */
export function readCsv(path: string): Map<string, string>[] {
  const [header = [], ...rows] = parseCsv(readFileSync(path, 'utf8'))
  return rows.map((row) => new Map(header.map((name, column) => [name, row[column] ?? ''])))
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n\r]*))(,|\r?\n|$)/g)) {
    if (match[0] === '' && row.length === 0) break
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
