import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../electron/store/migrate.ts'
import { marks } from '../../electron/store/migrations/0002-marks.ts'
import { start } from '../../electron/store/migrations/0001-start.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { countSlowly } from './slow-counts.ts'

const now = '2026-01-02T03:04:05.000Z'
const roots = ['/a', '/b', '/b/c'] as const

/** One thing that indexing or a person does; what is not there is passed over. */
type Deed = (store: Store) => void

const root = fc.constantFrom(...roots)
const file = fc.integer({ min: 1, max: 8 })
const photo = fc.integer({ min: 1, max: 6 })
const path = fc
  .tuple(root, fc.constantFrom('', 'x/', 'x/y\\z/'), fc.integer({ min: 1, max: 4 }))
  .map(([folder, below, index]) => `${folder}/${below}${index}.jpg`)
const name = fc.constantFrom(undefined, 'Lisbon', 'Porto', 'Île', 'EOS')
const kind = fc.constantFrom('photo', 'photo', 'photo', 'sidecar', 'video')
const role = fc.constantFrom('original', 'original', 'raw', 'live-video', 'sidecar')
const stage = fc.constantFrom('read', 'look', 'caption')
const source = fc.constantFrom('machine', 'imported', 'human')
const captionKind = fc.constantFrom('alt', 'description')

const withFile = (
  store: Store,
  id: number,
  act: (row: NonNullable<ReturnType<Store['files']['get']>>) => void,
): void => {
  const row = store.files.get(id)
  if (row !== undefined) act(row)
}
const withPhoto = (store: Store, id: number, act: () => void): void => {
  if (store.photos.get(id) !== undefined) act()
}
const facts = (at: string) => ({ path: at, sizeBytes: 1, mtimeMs: 1, inode: at })

const fileDeeds: readonly fc.Arbitrary<Deed>[] = [
  fc.tuple(root, kind, path).map(([folder, what, at]): Deed => (store) => {
    store.files.add(store.folders.add(folder, [], now).id, what, facts(at))
  }),
  fc.tuple(file, path).map(([id, at]): Deed => (store) => {
    if (store.files.find(at) === undefined) store.files.setFacts(id, facts(at))
  }),
  fc.tuple(file, root).map(([id, folder]): Deed => (store) => {
    withFile(store, id, () => store.files.setFolder(id, store.folders.add(folder, [], now).id))
  }),
  file.map(
    (id): Deed =>
      (store) =>
        store.files.markGone(id, now),
  ),
  file.map(
    (id): Deed =>
      (store) =>
        store.files.markBack(id),
  ),
  file.map(
    (id): Deed =>
      (store) =>
        store.files.remove(id),
  ),
  fc.tuple(file, photo, role).map(([id, of, what]): Deed => (store) => {
    withPhoto(store, of, () => store.files.setPhoto(id, of, what, Buffer.alloc(32, id)))
  }),
  fc.tuple(file, photo, role).map(([id, of, what]): Deed => (store) => {
    withPhoto(store, of, () => store.files.attach(id, of, what))
  }),
  fc.tuple(file, role).map(
    ([id, what]): Deed =>
      (store) =>
        store.files.attach(id, undefined, what),
  ),
  root.map((folder): Deed => (store) => {
    const row = store.folders.find(folder)
    if (row !== undefined) store.folders.remove(row.id)
  }),
]

const photoDeeds: readonly fc.Arbitrary<Deed>[] = [
  photo.map(
    (seed): Deed =>
      (store) =>
        void store.photos.add(Buffer.alloc(32, seed), now),
  ),
  photo.map(
    (id): Deed =>
      (store) =>
        store.photos.setPixels(id, Buffer.alloc(32, id + 100)),
  ),
  fc.tuple(photo, fc.integer({ min: 0, max: 3 })).map(([id, width]): Deed => (store) => {
    const look = { format: 'jpeg', width, height: 2, placeholder: Buffer.alloc(2), signature: Buffer.alloc(2) }
    store.photos.setLook(id, { ...look, warning: undefined }, now)
  }),
  fc
    .tuple(photo, fc.constantFrom(undefined, '2020-01-01', '2021'), name, name)
    .map(([id, taken, city, model]): Deed => {
      const unknown = {
        takenPrecision: undefined,
        takenSource: undefined,
        takenDoubtful: false,
        offsetMinutes: undefined,
      }
      const nowhere = { latitude: undefined, longitude: undefined, altitude: undefined }
      const rest = { make: 'Canon', lens: undefined, rating: undefined, keywords: [], title: undefined, other: {} }
      const places = { city, region: city, country: model }
      return (store) =>
        store.photos.setFacts(id, { takenLocal: taken, ...unknown, ...nowhere, ...places, model, ...rest })
    }),
  fc.tuple(photo, fc.boolean()).map(
    ([id, is]): Deed =>
      (store) =>
        store.photos.setFavourite(id, is),
  ),
  fc.tuple(photo, fc.boolean()).map(
    ([id, is]): Deed =>
      (store) =>
        store.photos.setHidden(id, is),
  ),
  fc.tuple(photo, captionKind, source, fc.boolean()).map(([id, what, by, needsReview]): Deed => (store) => {
    withPhoto(store, id, () =>
      store.captions.add({ photoId: id, kind: what, source: by, text: 'A dog', needsReview }, now),
    )
  }),
  fc.tuple(photo, source).map(
    ([id, by]): Deed =>
      (store) =>
        store.captions.retire(id, by),
  ),
  fc.tuple(photo, source, captionKind).map(
    ([id, by, what]): Deed =>
      (store) =>
        store.captions.retireKind(id, by, what),
  ),
  fc.tuple(photo, source, captionKind).map(([id, by, what]): Deed => (store) => {
    store.captions.retireNewest(id, what, by)
  }),
  photo.map(
    (id): Deed =>
      (store) =>
        store.captions.doubtHuman(id),
  ),
]

const trouble = { code: 'damaged', reason: 'It is damaged.', hint: 'Copy it again.' } as const
const problemDeeds: readonly fc.Arbitrary<Deed>[] = [
  fc.tuple(file, stage).map(([id, where]): Deed => (store) => {
    withFile(store, id, (row) =>
      store.problems.put({ path: row.path, folderId: row.folderId, fileId: id, stage: where, ...trouble }, now),
    )
  }),
  root.map((folder): Deed => (store) => {
    const { id } = store.folders.add(folder, [], now)
    store.problems.put({ path: folder, folderId: id, fileId: undefined, stage: 'scan', ...trouble }, now)
  }),
  file.map(
    (id): Deed =>
      (store) =>
        store.problems.clearFile(id),
  ),
  fc.tuple(file, stage).map(
    ([id, where]): Deed =>
      (store) =>
        store.problems.clearStage(id, where),
  ),
  fc.tuple(file, photo).map(([id, of]): Deed => (store) => {
    withFile(store, id, (row) => store.problems.settleRead(row, of))
  }),
  root.map((folder): Deed => (store) => {
    const row = store.folders.find(folder)
    if (row !== undefined) store.problems.clearScan(row.id, '2027')
  }),
]

const claimed = (store: Store, where: 'read' | 'look' | 'caption') => store.work.claim(where, 1, 0)
const workDeeds: readonly fc.Arbitrary<Deed>[] = [
  fc.tuple(stage, file, fc.constantFrom('', 'm@1')).map(([where, target, model]): Deed => (store) => {
    store.work.add(where, target, model)
  }),
  stage.map(
    (where): Deed =>
      (store) =>
        void claimed(store, where),
  ),
  stage.map(
    (where): Deed =>
      (store) =>
        claimed(store, where).forEach((claim) => store.work.finish(claim)),
  ),
  stage.map(
    (where): Deed =>
      (store) =>
        claimed(store, where).forEach((claim) => store.work.release(claim)),
  ),
  stage.map(
    (where): Deed =>
      (store) =>
        claimed(store, where).forEach((claim) => store.work.postpone(claim)),
  ),
  fc.tuple(stage, fc.boolean()).map(([where, passing]): Deed => (store) => {
    claimed(store, where).forEach((claim) => store.work.fail(claim, passing, 0))
  }),
  fc.boolean().map(
    (witnessed): Deed =>
      (store) =>
        void store.work.recover(witnessed),
  ),
  fc.constant<Deed>((store) => store.work.wakePostponed()),
  fc.constant<Deed>((store) => void store.work.wakeFailed(1e9)),
  fc.tuple(stage, file).map(
    ([where, target]): Deed =>
      (store) =>
        void store.work.retry(where, target),
  ),
  fc.tuple(stage, file).map(
    ([where, target]): Deed =>
      (store) =>
        store.work.drop(where, target),
  ),
  stage.map(
    (where): Deed =>
      (store) =>
        store.work.dropOtherModels(where, ''),
  ),
]

/** A transaction that fails takes its counts back with it. */
const undone =
  (deed: Deed): Deed =>
  (store) => {
    expect(() =>
      store.transaction(() => {
        deed(store)
        throw new Error('undone')
      }),
    ).toThrow('undone')
  }

const deed = fc.oneof(...fileDeeds, ...photoDeeds, ...problemDeeds, ...workDeeds)
const deeds = fc.array(fc.oneof({ weight: 9, arbitrary: deed }, { weight: 1, arbitrary: deed.map(undone) }), {
  minLength: 30,
  maxLength: 80,
})

function countQuickly(store: Store): ReturnType<typeof countSlowly> {
  const ids = (set: Parameters<Store['tiles']['of']>[0]): number[] => store.tiles.of(set).map(({ id }) => id)
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

/** Photos and files enough for deeds to meet one another. */
function begin(store: Store): void {
  for (const [index, folder] of roots.entries()) {
    const id = store.files.add(store.folders.add(folder, [], now).id, 'photo', facts(`${folder}/${index + 1}.jpg`))
    store.files.setPhoto(id, store.photos.add(Buffer.alloc(32, index), now), 'original', Buffer.alloc(32, index))
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
  const rows = Object.fromEntries(all.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]))
  db.close()
  return rows
}

describe('totals', () => {
  it('equal a count over all rows, whatever has happened', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(deeds, (happened) => {
        const home = temporaryFolder()
        const store = openStore(home)
        try {
          begin(store)
          for (const each of happened) {
            each(store)
            expect(countQuickly(store)).toEqual(countSlowly(join(home, 'library.db')))
          }
        } finally {
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
