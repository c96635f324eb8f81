/** @file How many photos there are of each kind and name, kept by triggers (migrations `0018-facets`, `0020-order`). */
import type { Db } from '../database/db.ts'

/** Kinds that have names. */
export type NamedFacet = 'year' | 'month' | 'date' | 'city' | 'country' | 'place' | 'camera' | 'lens' | 'thing'
/** Kinds of which there is one. */
export const singleFacets = ['text', 'screenshot', 'document', 'panorama', 'undated', 'unplaced'] as const
export type SingleFacet = (typeof singleFacets)[number]

export interface Facet {
  readonly kind: NamedFacet | SingleFacet
  readonly name: string
  readonly photos: number
  /** Absent where the one that was it is gone. */
  readonly cover: number | undefined
}

interface Raw {
  kind: Facet['kind']
  name: string
  photos: number
  cover: number | null
}
const fromRaw = (raw: Raw): Facet => ({ ...raw, cover: raw.cover ?? undefined })

export type Facets = ReturnType<typeof createFacets>

export function createFacets(db: Db) {
  const columns = 'kind, name, photos, cover'
  const largest = db.prepare<[string, number], Raw>(
    `SELECT ${columns} FROM facets WHERE kind = ? ORDER BY photos DESC, name LIMIT ?`,
  )
  const newest = db.prepare<[string, number], Raw>(
    `SELECT ${columns} FROM facets WHERE kind = ? ORDER BY name DESC LIMIT ?`,
  )
  const named = db.prepare<[string, string], Raw>(
    `SELECT ${columns} FROM facets WHERE kind = ? AND name IN (SELECT value FROM json_each(?)) ORDER BY name DESC`,
  )
  const setCover = db.prepare(`UPDATE facets SET cover = ? WHERE kind = ? AND name = ?`)

  return {
    largest: (kind: NamedFacet | SingleFacet, limit: number): readonly Facet[] => largest.all(kind, limit).map(fromRaw),
    /** By name from the end: times, the last first. */
    newest: (kind: NamedFacet, limit: number): readonly Facet[] => newest.all(kind, limit).map(fromRaw),
    named: (kind: NamedFacet, names: readonly string[]): readonly Facet[] =>
      named.all(kind, JSON.stringify(names)).map(fromRaw),
    setCover: ({ kind, name }: Facet, cover: number): void => void setCover.run(cover, kind, name),
  }
}
