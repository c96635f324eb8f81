/** What indexing, people and other programs do to a library's rows, at random, few enough for deeds to meet each other. */
import Database from 'better-sqlite3'
import { fc } from '../random.ts'
import { join } from 'node:path'
import type { Store } from '../../electron/store/store.ts'

export const now = '2026-01-02T03:04:05.000Z'
const roots = ['/a', '/b', '/b/c'] as const

/** What is not there is passed over. */
export type Deed = (store: Store) => void

const deed = <Value>(of: fc.Arbitrary<Value>, act: (store: Store, value: Value) => unknown): fc.Arbitrary<Deed> =>
  of.map((value) => (store) => void act(store, value))

const root = fc.constantFrom(...roots)
const file = fc.integer({ min: 1, max: 6 })
const photo = fc.integer({ min: 1, max: 4 })
const path = fc
  .tuple(root, fc.constantFrom('', 'x/', 'x/y\\z/'), fc.integer({ min: 1, max: 4 }))
  .map(([folder, below, index]) => `${folder}/${below}${index}.jpg`)
const perhaps = (...names: readonly string[]): fc.Arbitrary<string | undefined> => fc.constantFrom(undefined, ...names)
const kind = fc.constantFrom('photo', 'photo', 'photo', 'sidecar', 'video')
const role = fc.constantFrom('original', 'original', 'raw', 'live-video', 'sidecar')
const stage = fc.constantFrom('read', 'look', 'caption')
const source = fc.constantFrom('machine', 'human')
const captionKind = fc.constantFrom('alt', 'alt', 'description')

export const facts = (at: string) => ({ path: at, sizeBytes: 1, mtimeMs: 1, inode: at })
const folderId = (store: Store, at: string): number => store.folders.add(at, [], now).id
const isPhoto = (store: Store, id: number): boolean => store.photos.get(id) !== undefined

const files = fc.oneof(
  deed(fc.tuple(root, kind, path), (store, [at, what, name]) =>
    store.files.add(folderId(store, at), what, facts(name)),
  ),
  deed(
    fc.tuple(file, path),
    (store, [id, at]) => store.files.find(at) === undefined && store.files.setFacts(id, facts(at)),
  ),
  deed(fc.tuple(file, root), (store, [id, at]) => store.files.setFolder(id, folderId(store, at))),
  deed(file, (store, id) => store.files.markGone(id, now)),
  deed(file, (store, id) => store.files.markBack(id)),
  deed(
    fc.tuple(file, photo, role),
    (store, [id, of, what]) => isPhoto(store, of) && store.files.setPhoto(id, of, what, Buffer.alloc(32, id)),
  ),
  deed(fc.tuple(file, photo, role), (store, [id, of, what]) => isPhoto(store, of) && store.files.attach(id, of, what)),
  deed(fc.tuple(file, role), (store, [id, what]) => store.files.attach(id, undefined, what)),
  deed(root, (store, at) => store.folders.remove(folderId(store, at))),
)

const unknown = {
  ...{ takenPrecision: undefined, takenSource: undefined, takenDoubtful: false, offsetMinutes: undefined },
  ...{ latitude: undefined, longitude: undefined, altitude: undefined, make: undefined, lens: undefined },
  ...{ rating: undefined, keywords: [], title: undefined, other: {} },
  ...{ people: [], iso: undefined, fNumber: undefined, exposureSeconds: undefined, focalLengthMm: undefined },
  ...{ sortKey: ' ', favourite: false, hidden: false },
}
const known = fc.record({
  takenLocal: perhaps('2020-01-01', '2021'),
  city: perhaps('Lisbon', 'Porto'),
  region: perhaps('Lisbon', 'Alentejo'),
  country: perhaps('Portugal', 'Lisbon'),
  model: perhaps('EOS', 'Lisbon'),
})
const look = { format: 'jpeg', height: 2, placeholder: Buffer.alloc(2), signature: Buffer.alloc(2), warning: undefined }

const photos = fc.oneof(
  deed(photo, (store, seed) => store.photos.add(Buffer.alloc(32, seed), now)),
  deed(photo, (store, id) => store.photos.setPixels(id, Buffer.alloc(32, id + 100))),
  deed(fc.tuple(photo, fc.integer({ min: 0, max: 3 })), (store, [id, width]) =>
    store.photos.setLook(id, { ...look, width }, now),
  ),
  deed(fc.tuple(photo, known), (store, [id, some]) =>
    store.photos.setFacts(id, { ...unknown, ...some, sortKey: `${some.takenLocal ?? ''} ` }),
  ),
  deed(fc.tuple(photo, fc.boolean()), (store, [id, is]) => store.photos.setFavourite(id, is)),
  deed(fc.tuple(photo, fc.boolean()), (store, [id, is]) => store.photos.setHidden(id, is)),
)

const captions = fc.oneof(
  deed(fc.tuple(photo, captionKind, source, fc.boolean()), (store, [photoId, what, by, needsReview]) => {
    if (isPhoto(store, photoId))
      store.captions.add({ photoId, kind: what, source: by, text: 'A dog', needsReview }, now)
  }),
  deed(fc.tuple(photo, source), (store, [id, by]) => store.captions.retire(id, by)),
  deed(fc.tuple(photo, source, captionKind), (store, [id, by, what]) => store.captions.retireKind(id, by, what)),
  deed(fc.tuple(photo, source, captionKind), (store, [id, by, what]) => store.captions.retireNewest(id, what, by)),
  deed(photo, (store, id) => store.captions.doubtHuman(id)),
)

const trouble = { code: 'damaged', reason: 'It is damaged.', hint: 'Copy it again.' } as const
const problems = fc.oneof(
  deed(fc.tuple(file, stage), (store, [fileId, where]) => {
    const row = store.files.get(fileId)
    if (row !== undefined)
      store.problems.put({ path: row.path, folderId: row.folderId, fileId, stage: where, ...trouble }, now)
  }),
  deed(root, (store, at) =>
    store.problems.put({ path: at, folderId: folderId(store, at), fileId: undefined, stage: 'scan', ...trouble }, now),
  ),
  deed(file, (store, id) => store.problems.clearFile(id)),
  deed(fc.tuple(file, stage), (store, [id, where]) => store.problems.clearStage(id, where)),
  deed(fc.tuple(file, photo), (store, [id, of]) => {
    const row = store.files.get(id)
    if (row !== undefined) store.problems.settleRead(row, of)
  }),
  deed(root, (store, at) => store.problems.clearScan(folderId(store, at), [])),
)

const claimed = (store: Store, where: 'read' | 'look' | 'caption') => store.work.claim(where, 1, 0)
const work = fc.oneof(
  deed(fc.tuple(stage, file, fc.constantFrom('', 'm@1')), (store, [where, target, model]) =>
    store.work.add(where, target, model),
  ),
  deed(stage, (store, where) => claimed(store, where)),
  deed(stage, (store, where) => claimed(store, where).map((claim) => store.work.finish(claim))),
  deed(stage, (store, where) => claimed(store, where).map((claim) => store.work.release(claim))),
  deed(stage, (store, where) => claimed(store, where).map((claim) => store.work.postpone(claim))),
  deed(fc.tuple(stage, fc.boolean()), (store, [where, passing]) =>
    claimed(store, where).map((claim) => store.work.fail(claim, passing, 0)),
  ),
  deed(fc.boolean(), (store, witnessed) => store.work.recover(witnessed)),
  deed(fc.constantFrom(0, 1e9), (store, atMs) => store.work.wakeFailed(atMs)),
  deed(fc.constant(undefined), (store) => store.work.followDrives()),
  deed(fc.tuple(root, fc.constantFrom('here', 'away')), (store, [at, state]) =>
    store.folders.setState(folderId(store, at), state),
  ),
  deed(fc.tuple(stage, fc.array(file)), (store, [where, targets]) => store.work.addMany(where, targets)),
  deed(fc.tuple(stage, file), (store, [where, target]) => store.work.retry(where, target)),
  deed(fc.tuple(stage, file), (store, [where, target]) => store.work.drop(where, target)),
  deed(stage, (store, where) => store.work.dropOtherModels(where, '')),
)

/** Past the store: what none of its operations does yet, such as purging, or bringing rows whole. */
function bare(store: Store, ...statements: readonly string[]): void {
  const db = new Database(join(store.folder, 'library.db'))
  db.pragma('foreign_keys = ON')
  for (const statement of statements) db.exec(statement)
  db.close()
}
const photoColumns = 'pixels, added_at, model, city, region, country'
const fileColumns = 'folder_id, photo_id, kind, role, size_bytes, mtime_ms, inode, gone_at'
const bareRows = fc.oneof(
  deed(photo, (store, id) =>
    bare(store, `UPDATE files SET photo_id = NULL WHERE photo_id = ${id}`, `DELETE FROM photos WHERE id = ${id}`),
  ),
  deed(photo, (store, id) => bare(store, `DELETE FROM captions WHERE photo_id = ${id}`)),
  deed(photo, (store, id) =>
    bare(store, `INSERT INTO photos (${photoColumns}) SELECT ${photoColumns} FROM photos WHERE id = ${id}`),
  ),
  deed(fc.tuple(file, path), (store, [id, at]) =>
    bare(
      store,
      `INSERT INTO files (path, ${fileColumns}) SELECT '${at}', ${fileColumns} FROM files WHERE id = ${id}
       ON CONFLICT DO NOTHING`,
    ),
  ),
)

/** A transaction that fails takes everything back. */
const undone = (failing: Deed): Deed => {
  return (store) => {
    const stop = new Error('undone')
    try {
      store.transaction(() => {
        failing(store)
        throw stop
      })
    } catch (error) {
      if (error !== stop) throw error
    }
  }
}

const anyDeed = fc.oneof(files, photos, captions, problems, work)
export const deeds = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: anyDeed },
    { weight: 2, arbitrary: bareRows },
    { weight: 2, arbitrary: anyDeed.map(undone) },
  ),
  { minLength: 40, maxLength: 90 },
)

/** Three photos with a file and a text each. */
export function begin(store: Store): void {
  for (const [index, at] of roots.entries()) {
    const id = store.files.add(folderId(store, at), 'photo', facts(`${at}/${index + 1}.jpg`))
    const photoId = store.photos.add(Buffer.alloc(32, index), now)
    store.files.setPhoto(id, photoId, 'original', Buffer.alloc(32, index))
    store.captions.add({ photoId, kind: 'alt', source: 'machine', text: 'A dog', needsReview: true }, now)
  }
}
