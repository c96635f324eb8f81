import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { facets } from '../../electron/store/migrations/0018-facets.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { fc } from '../random.ts'
import { begin, deeds } from '../store/deeds.ts'

type Row = Record<string, string | number | null>

const tally = (rows: readonly (readonly [string, string])[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const [kind, name] of rows) counts[`${kind} ${name}`] = (counts[`${kind} ${name}`] ?? 0) + 1
  return counts
}

/** Every facet of a photo, told again in another language than the triggers'. */
function facetsOf(
  photo: Row,
  reading: Row | undefined,
  things: readonly string[],
): readonly (readonly [string, string])[] {
  const taken = String(photo['taken_local'] ?? '')
  const places = new Set(['city', 'region', 'country'].map((name) => photo[name]).filter((name) => name !== null))
  const one = (kind: string, is: boolean): [string, string][] => (is ? [[kind, '*']] : [])
  const named = (kind: string, name: string | number | null | undefined): [string, string][] =>
    name === null || name === undefined || name === '' ? [] : [[kind, String(name)]]
  return [
    ...named('year', taken.slice(0, 4)),
    ...(taken.length >= 7 ? named('month', taken.slice(0, 7)) : []),
    ...(taken.length >= 10 ? named('date', taken.slice(0, 10)) : []),
    ...named('city', photo['city']),
    ...named('country', photo['country']),
    ...[...places].flatMap((name) => named('place', name)),
    ...(photo['model'] === null ? [] : named('camera', `${photo['make'] ?? ''} ${photo['model'] ?? ''}`.trim())),
    ...named('lens', photo['lens']),
    ...one('undated', taken === '' || photo['taken_source'] === 'folder-name'),
    ...one('unplaced', photo['latitude'] === null),
    ...one('panorama', Number(photo['height']) > 0 && Number(photo['width']) >= 2 * Number(photo['height'])),
    ...things.map((thing): [string, string] => ['thing', thing]),
    ...one('text', Number(reading?.['letters'] ?? 0) >= 2),
    ...named(String(reading?.['kind'] ?? ''), reading?.['kind'] == null ? '' : '*'),
  ]
}

function counted(db: Database.Database): { readonly kept: unknown; readonly slow: unknown; readonly strays: number } {
  const rows = db.prepare<[], { kind: string; name: string; photos: number }>('SELECT * FROM facets').all()
  const readings = new Map(
    db
      .prepare<[], Row>('SELECT * FROM readings')
      .all()
      .map((row) => [row['photo_id'], row]),
  )
  const photos = db
    .prepare<[], Row>('SELECT * FROM photos WHERE looked_at IS NOT NULL AND hidden = 0 AND present > 0')
    .all()
  const thingsOf = db.prepare<[unknown], string>('SELECT thing FROM photo_things WHERE photo_id = ?').pluck()
  const slow = tally(
    photos.flatMap((photo) => facetsOf(photo, readings.get(photo['id'] ?? null), thingsOf.all(photo['id']))),
  )
  const kept = Object.fromEntries(rows.map(({ kind, name, photos: count }) => [`${kind} ${name}`, count]))
  const strays = db
    .prepare<[], number>(
      `SELECT count(*) FROM facets WHERE cover NOT IN
         (SELECT id FROM photos WHERE looked_at IS NOT NULL AND hidden = 0 AND present > 0)`,
    )
    .pluck()
    .get()
  return { kept, slow, strays: strays ?? -1 }
}

const reading = fc.record({
  photo: fc.integer({ min: 1, max: 4 }),
  letters: fc.integer({ min: 0, max: 3 }),
  kind: fc.constantFrom(null, 'screenshot', 'document'),
  things: fc.subarray(['dog', 'animal', 'beach']),
  isGone: fc.boolean(),
})
type Reading = typeof reading extends fc.Arbitrary<infer R> ? R : never

function read(db: Database.Database, { photo, letters, kind, things, isGone }: Reading): void {
  db.prepare('DELETE FROM readings WHERE photo_id = ?').run(photo)
  db.prepare('DELETE FROM photo_things WHERE photo_id = ?').run(photo)
  if (isGone || db.prepare('SELECT 1 FROM photos WHERE id = ?').get(photo) === undefined) return
  db.prepare('INSERT INTO readings (photo_id, model, read_at, letters, kind) VALUES (?, ?, ?, ?, ?)').run(
    ...([photo, 'm', '', letters, kind] as const),
  )
  for (const thing of things) db.prepare('INSERT INTO photo_things VALUES (?, ?, 1)').run(photo, thing)
}

describe('what there is to explore', () => {
  it(
    'is counted as all rows would be, whatever has happened, and has covers that are there',
    { timeout: 120_000 },
    () => {
      const happening = fc.array(fc.tuple(deeds, reading), { minLength: 1, maxLength: 5 })
      fc.assert(
        fc.property(happening, (all) => {
          const home = temporaryFolder()
          const store: Store = openStore(home)
          const db = new Database(join(home, 'library.db'))
          db.pragma('foreign_keys = ON')
          try {
            begin(store)
            for (const [some, words] of all) {
              for (const each of some) each(store)
              read(db, words)
              const { kept, slow, strays } = counted(db)
              expect(kept).toEqual(slow)
              expect(strays).toBe(0)
            }
          } finally {
            db.close()
            store.close()
            rmSync(home, { recursive: true })
          }
        }),
        { numRuns: 40 },
      )
    },
  )

  it('is counted when a library from before it is brought up to date', () => {
    fc.assert(
      fc.property(deeds, (some) => {
        const home = temporaryFolder()
        const store = openStore(home)
        begin(store)
        for (const each of some) each(store)
        store.close()
        const db = new Database(join(home, 'library.db'))
        const triggers = db
          .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'facets%'`)
          .pluck()
        for (const name of triggers.all()) db.exec(`DROP TRIGGER ${name}`)
        db.exec('DROP TABLE facets')

        db.exec(facets)

        const { kept, slow } = counted(db)
        db.close()
        rmSync(home, { recursive: true })
        expect(kept).toEqual(slow)
      }),
      { numRuns: 10 },
    )
  })
})
