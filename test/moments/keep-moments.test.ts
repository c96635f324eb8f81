import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../electron/domain/moments/moments.ts'
import type { Position, Shot } from '../../electron/domain/moments/shot.ts'
import { createKeepMoments } from '../../electron/library/moments/keep-moments.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from '../library/open-test-library.ts'
import { fc } from '../random.ts'

const now = '2026-01-02T03:04:05.000Z'
const nothing = {
  ...{ takenPrecision: undefined, takenSource: 'exif', takenDoubtful: false, offsetMinutes: undefined },
  ...{ altitude: undefined, city: undefined, region: undefined, country: undefined, make: undefined, model: undefined },
  ...{ lens: undefined, rating: undefined, keywords: [], people: [], title: undefined, other: {} },
  ...{ iso: undefined, fNumber: undefined, exposureSeconds: undefined, focalLengthMm: undefined },
  ...{ favourite: false, hidden: false },
}
const look = {
  ...{ format: 'jpeg', width: 3, height: 2, placeholder: Buffer.alloc(2), signature: Buffer.alloc(2) },
  warning: undefined,
}

function setFacts(store: Store, id: number, at: string, position: Position | undefined): void {
  const [latitude, longitude] = position ?? []
  store.photos.setFacts(id, { ...nothing, takenLocal: at, sortKey: at, latitude, longitude })
}

function addPhoto(store: Store, { at, position, folder = '/p' }: Omit<Shot, 'id'>): number {
  const folderId = store.folders.add('/', [], now).id
  const id = store.photos.add(Buffer.alloc(32, store.photos.newest() + 1), now)
  const path = `${folder}/${id}.jpg`
  const file = store.files.add(folderId, 'photo', { path, sizeBytes: 1, mtimeMs: 1, inode: path })
  store.files.setPhoto(file, id, 'original', Buffer.alloc(32, id % 255))
  setFacts(store, id, at, position)
  store.photos.setLook(id, look, now)
  return id
}

/** As they are kept: the photos of each. */
const kept = (store: Store): string[] =>
  store.moments
    .page(undefined, 1000)
    .map(({ id }) => [...store.moments.photoIds(id)].sort((a, b) => a - b).join())
    .sort()

/** As they would be, were they all found at once. */
function afresh(store: Store, shots: readonly Shot[]): string[] {
  const homes = store.moments.homes()
  const rules = { homeOf: (year: number) => homes.get(year), likeness: () => undefined }
  return momentsOf(shots, rules)
    .map((moment) =>
      moment
        .map(({ id }) => id)
        .sort((a, b) => a - b)
        .join(),
    )
    .sort()
}

const places: readonly (Position | undefined)[] = [undefined, [53.5, 10], [53.5, 10], [38.7, -9.1]]
const photo = fc
  .record({
    minutes: fc.oneof(
      fc.integer({ min: 0, max: 120 * 1440 }),
      fc.tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 500, max: 900 })).map(([d, m]) => d * 1440 + m),
    ),
    position: fc.constantFrom(...places),
    folder: fc.constantFrom('/p', '/p/Wedding', '/p/Garden party'),
    dayOnly: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
  })
  .map(({ minutes, dayOnly, position, folder }) => {
    const at = new Date(Date.UTC(2020, 5, 1) + minutes * 60_000).toISOString().slice(0, 19)
    return { position, folder, at: dayOnly ? at.slice(0, 10) : at }
  })

describe('moments that are kept', () => {
  it('are after any coming, going and correcting what they would be found afresh', { timeout: 120_000 }, async () => {
    const steps = fc.array(
      fc.oneof(
        fc.array(photo, { maxLength: 12 }).map((come) => ({ come })),
        fc.tuple(fc.nat({ max: 40 }), photo).map(([which, to]) => ({ which, to })),
        fc.nat({ max: 40 }).map((hide) => ({ hide })),
      ),
      { minLength: 1, maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const store = openStore(temporaryFolder())
        try {
          const keep = createKeepMoments(store)
          const shots: Shot[] = []
          for (const step of all) {
            if ('come' in step) for (const each of step.come) shots.push({ ...each, id: addPhoto(store, each) })
            else if ('to' in step) {
              const at = step.which % Math.max(1, shots.length)
              const shot = shots[at]
              if (shot === undefined) continue
              shots[at] = { ...step.to, id: shot.id, folder: shot.folder }
              setFacts(store, shot.id, step.to.at, step.to.position)
            } else {
              const [shot] = shots.splice(step.hide % Math.max(1, shots.length), 1)
              if (shot !== undefined) store.photos.setHidden(shot.id, true)
            }
            await keep.settle()

            expect(kept(store)).toEqual(afresh(store, shots))
          }
        } finally {
          store.close()
        }
      }),
      { numRuns: 40 },
    )
  })

  it('keep their number while photos come before, within and after them', async () => {
    const store = openStore(temporaryFolder())
    const keep = createKeepMoments(store)
    const first = addPhoto(store, { at: '2020-05-01T10:00:00' })
    await keep.settle()
    const number = store.moments.holders([first]).get(first)

    for (const at of ['2020-04-20T10:00:00', '2020-05-01T09:50:00', '2020-05-01T10:30:00', '2020-05-03T10:00:00'])
      addPhoto(store, { at })
    await keep.settle()

    const holders = store.moments.holders([1, 2, 3, 4, 5])
    store.close()
    expect([1, 3, 4].map((id) => holders.get(id))).toEqual([number, number, number])
    expect(new Set(holders.values()).size).toBe(3)
  })
})

describe('moments through the contract', () => {
  it('are listed, found by their words, kept as an album, and that is taken back in one step', async () => {
    const photos = join(temporaryFolder(), 'Wedding') // the name of what holds everything tells nothing of a part
    const days = ['2019-12-24T17:00:00', '2019-12-24T18:00:00', '2019-12-25T01:00:00', '2020-02-01T10:00:00']
    for (const [index, taken] of days.entries())
      putFile(join(photos, `${index}.jpg`), await drawPicture({ seed: index + 1, taken }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })

    // Nobody has asked for a list yet.
    expect((await client.search.query({ words: 'moment:2019-12-24' })).total).toBe(3)
    const { moments, total } = await client.moments.list({})

    expect(total).toBe(2)
    expect(moments.map(({ title, photos: count }) => [title, count])).toEqual([
      ['1 February 2020', 1],
      ['Christmas 2019', 3],
    ])
    const [, christmas] = moments
    if (christmas === undefined) throw new Error('no moment')
    const found = await client.search.query({ words: christmas.words })
    const inIt = await client.moments.photos({ moment: christmas.id })
    expect(found.hits.map(({ photo: { id } }) => id).sort()).toEqual([...inIt.photos].sort())
    await client.preferences.set({ language: 'de' })
    expect((await client.moments.list({})).moments.map(({ title }) => title)).toContain('Weihnachten 2019')

    const album = await client.moments.keep({ moment: christmas.id })
    expect(album).toMatchObject({ name: 'Weihnachten 2019', kind: 'manual', count: 3 })
    await client.history.undo({})
    expect((await client.albums.list({})).albums).toEqual([])
    await expect(client.moments.keep({ moment: 999 })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are told page by page', async () => {
    const photos = temporaryFolder()
    for (let month = 1; month <= 5; month += 1)
      putFile(join(photos, `${month}.jpg`), await drawPicture({ seed: month, taken: `2020-0${month}-01T10:00:00` }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })

    const first = await client.moments.list({ limit: 3 })
    const rest = await client.moments.list({ limit: 3, after: first.next })

    expect([...first.moments, ...rest.moments].map(({ begins }) => begins.slice(5, 7))).toEqual(
      ['05', '04', '03', '02', '01'], // newest first
    )
    expect(rest.next).toBeUndefined()
  })
})
