/** How SQLite goes about the statements that matter: those that the store itself runs, not copies of them. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openStore, type Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

interface Run {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** What is run against SQLite while `act` runs. */
function runsOf(act: () => unknown): readonly Run[] {
  const runs: Run[] = []
  // Every statement has the same prototype.
  const prototype = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Database.Statement
  for (const method of ['all', 'get', 'run'] as const) {
    // It is called on the statement that it was meant for.
    const original: (this: Database.Statement, ...values: unknown[]) => unknown = Reflect.get(prototype, method)
    const spied = vi.spyOn(prototype, method).mockImplementation(function (this: Database.Statement, ...values) {
      runs.push({ sql: this.source, values })
      return original.apply(this, values)
    })
    onTestFinished(() => spied.mockRestore())
  }
  act()
  return runs
}

function planOf(home: string, { sql, values }: Run): string {
  const db = new Database(join(home, 'library.db'), { readonly: true })
  const rows = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  db.close()
  return rows.map(({ detail }) => detail).join('; ')
}

const bytes = Buffer.alloc(32)

interface Hot {
  readonly name: string
  readonly act: (store: Store) => unknown
  /** Which of the statements that it runs. */
  readonly from: string
  readonly index: string
  /** The few rows of one photo may be sorted. */
  readonly sorts?: true
}

const hot: readonly Hot[] = [
  {
    name: 'a page of the timeline',
    act: (store) => store.photos.page({ sortKey: '2020 ', id: 5 }, 200),
    from: 'FROM photos',
    index: 'photos_by_sort_key',
  },
  {
    name: 'all of the timeline',
    act: (store) => store.tiles.of('everything'),
    from: 'FROM photos',
    index: 'photos_shown',
  },
  {
    name: 'claiming work',
    act: (store) => store.work.claim('look', 5, 5),
    from: 'suspect = 0',
    index: 'work_by_state',
  },
  { name: 'photos by bytes', act: (store) => store.files.holdersOf(bytes), from: 'known_bytes', index: 'PRIMARY KEY' },
  {
    name: 'photos by pixels',
    act: (store) => store.photos.withPixels(bytes),
    from: 'FROM photos',
    index: 'photos_by_pixels',
  },
  {
    name: 'photos under the keys of another one',
    act: (store) => store.likenesses.keyed([1, 2, 3]),
    from: 'FROM likeness_keys',
    index: 'PRIMARY KEY',
  },
  {
    name: 'files of a photo',
    act: (store) => store.files.ofPhoto(5),
    from: 'FROM files',
    index: 'files_by_photo',
    sorts: true,
  },
]

describe('hot statements', () => {
  it.each(hot)('$name: its index, and nothing sorted or read whole', ({ act, from, index, sorts = false }) => {
    const home = temporaryFolder()
    const store = openStore(home)
    onTestFinished(() => store.close())

    const runs = runsOf(() => act(store)).filter(({ sql }) => sql.includes(from))
    const plans = runs.map((run) => planOf(home, run))

    expect(plans.length).toBeGreaterThan(0)
    expect(plans.filter((plan) => !plan.includes(index) || /SCAN (?:photos|files|work)(?! USING)/u.test(plan))).toEqual(
      [],
    )
    expect(plans.filter((plan) => !sorts && plan.includes('TEMP B-TREE'))).toEqual([])
  })

  it('a trigger that asks for the other files of a photo goes by the photo, not by the folder', () => {
    const home = temporaryFolder()
    openStore(home).close()
    const db = new Database(join(home, 'library.db'), { readonly: true })
    onTestFinished(() => void db.close())
    const sources = db.prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE type = 'trigger'`).pluck().all()

    const asked = sources.flatMap((sql) =>
      Array.from(
        sql.matchAll(/NOT EXISTS \((SELECT 1 FROM files AS other\s[^;]*?(?:OLD|NEW)\.id)\)/gu),
        ([, inner = '']) => inner.replace(/\b(?:OLD|NEW)\.(?:id|photo_id|folder_id)\b/gu, '5'),
      ),
    )
    const plans = new Set(asked.map((sql) => planOf(home, { sql, values: [] })))

    expect(asked.length).toBeGreaterThan(2)
    expect([...plans].filter((plan) => !plan.includes('files_by_photo'))).toEqual([])
  })
})
