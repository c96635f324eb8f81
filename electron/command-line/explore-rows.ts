/** What there is to explore, and moments, as rows of a table for people. */
import type { z } from 'zod'
import type { contract } from '../api/contract.ts'

type Rows = readonly (readonly string[])[]

const nothingYet: Rows = [['Nothing yet. Index a folder first: sightline index <folder>']]

export function exploreRows({ sections }: z.output<(typeof contract)['explore']['overview']['output']>): Rows {
  if (sections.length === 0) return nothingYet
  return sections.flatMap(({ section, tiles }) =>
    tiles.map(({ name, photos, words }) => [section, String(photos).padStart(7), name, words]),
  )
}

export function momentRows({ moments, total }: z.output<(typeof contract)['moments']['list']['output']>): Rows {
  if (moments.length === 0) return nothingYet
  const rows = moments.map(({ photos, title, words }) => [String(photos).padStart(5), title, words])
  return total > moments.length ? [...rows, ['', `${total} in all; more with --limit`]] : rows
}
