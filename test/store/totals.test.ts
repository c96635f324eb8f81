import Database from 'better-sqlite3'
import { fc } from '../random.ts'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../electron/store/database/migrate.ts'
import { start } from '../../electron/store/migrations/0001-start.ts'
import { marks } from '../../electron/store/migrations/0002-marks.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { begin, deeds, facts, now } from './deeds.ts'
import { openSlowCounts } from './slow-counts.ts'

function countQuickly(store: Store): Readonly<Record<string, unknown>> {
  const ids = (set: Parameters<Store['tiles']['of']>[0]): number[] => [...store.tiles.of(set).ids]
  return {
    totals: store.totals.now(),
    folders: store.folders.list().map((folder) => ({ path: folder.path, files: folder.files, photos: folder.photos })),
    directories: [...store.totals.folders()],
    work: [...store.work.counts().waiting],
    places: [...store.photos.placeNames()],
    cameras: [...store.photos.cameraModels()],
    everything: ids('everything'),
    favourites: ids('favourites'),
    hidden: ids('hidden'),
    review: ids('review'),
    recent: ids('recent'),
  }
}

const tables = ['folders', 'photos', 'files', 'captions', 'work', 'problems']

/** The same rows as a library of the schema before, without anything that is counted. */
function writeFormer(from: string, to: string): void {
  const db = new Database(to)
  migrate(db, to, [start, marks])
  db.prepare('ATTACH ? AS present').run(from)
  for (const table of tables) {
    const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ')
    db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM present.${table}`)
  }
  db.close()
}

function everyRow(path: string): unknown {
  const db = new Database(path, { readonly: true })
  const all = [...tables, 'totals', 'directories', 'names', 'work_totals']
  // Whether a heart that is not there was ever given and taken back was not known before.
  const since = ['human_favourite', 'human_hidden']
  const rowsOf = (table: string): unknown[] =>
    db
      .prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`)
      .all()
      .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !since.includes(name))))
  const rows = Object.fromEntries(all.map((table) => [table, rowsOf(table)]))
  db.close()
  return rows
}

describe('totals', () => {
  it('equal a count over all rows, whatever has happened', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(deeds, (happened) => {
        const home = temporaryFolder()
        const store = openStore(home)
        const slow = openSlowCounts(join(home, 'library.db'))
        try {
          begin(store)
          for (const each of happened) {
            each(store)
            expect(countQuickly(store)).toEqual(slow.count())
          }
        } finally {
          slow.close()
          store.close()
          rmSync(home, { recursive: true })
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of a library of the schema before are what they would be had they always been kept', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(deeds, (happened) => {
        const [home, former] = [temporaryFolder(), temporaryFolder()]
        const store = openStore(home)
        begin(store)
        for (const each of happened) each(store)
        store.close()
        const path = join(former, 'library.db')
        writeFormer(join(home, 'library.db'), path)

        openStore(former).close()

        expect(everyRow(path)).toEqual(everyRow(join(home, 'library.db')))
        rmSync(home, { recursive: true })
        rmSync(former, { recursive: true })
      }),
      { numRuns: 20 },
    )
  })

  it('count the photos of directories as Windows names them', () => {
    const store = openStore(temporaryFolder())
    const folder = store.folders.add('C:\\Photos', [], now)
    for (const [index, at] of ['C:\\Photos\\a.jpg', 'C:\\Photos\\b\\a.jpg', '\\\\box\\share\\a.jpg'].entries()) {
      const id = store.files.add(folder.id, 'photo', facts(at))
      store.files.setPhoto(id, store.photos.add(Buffer.alloc(32, index), now), 'original', Buffer.alloc(32, index))
    }

    expect(store.totals.folders()).toEqual([
      { path: 'C:\\Photos\\', photos: 1 },
      { path: 'C:\\Photos\\b\\', photos: 1 },
      { path: '\\\\box\\share\\', photos: 1 },
    ])
    store.close()
  })
})
