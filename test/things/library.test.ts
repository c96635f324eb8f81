import Database from 'better-sqlite3'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindsOf, things } from '../../electron/domain/things/vocabulary.ts'
import type { ActivePacks } from '../../electron/library/packs/active-packs.ts'
import type { LoadedModels } from '../../electron/library/packs/loaded-models.ts'
import { createKeepThings } from '../../electron/library/things/keep-things.ts'
import { openStore } from '../../electron/store/store.ts'
import { planDemoLibrary } from '../../models/demo/scenes/library.ts'
import { copyIndexedLibrary } from '../browser/demo-library.ts'
import { demoPacks, openTestLibrary, temporaryFolder, type TestLibrary } from '../library/open-test-library.ts'

const count = 24
/** The library may have to be made first. */
const timeout = 180_000
const truth = new Map(
  planDemoLibrary().map(({ path, scene }) => [
    basename(path),
    new Set(scene.subjects.flatMap(({ kind }) => [kind, ...kindsOf(kind)])),
  ]),
)

const openWith = (home: string, packFolders: readonly string[] = [demoPacks]): TestLibrary =>
  openTestLibrary(home, { packFolders, vocabulary: things })

/** Indexed by the command line, with everything that it knows. */
async function openWithScenes(home: string): Promise<TestLibrary> {
  await copyIndexedLibrary(home, count)
  return openWith(home)
}

async function found({ client }: Pick<TestLibrary, 'client'>, words: string): Promise<readonly string[]> {
  const { hits } = await client.search.query({ words, limit: 1000 })
  return hits.map(({ photo }) => basename(photo.path)).sort()
}

async function tiles({ client }: Pick<TestLibrary, 'client'>) {
  const { sections } = await client.explore.overview({})
  return sections.find(({ section }) => section === 'things')?.tiles ?? []
}

interface Rows {
  readonly things: readonly unknown[]
  readonly words: readonly unknown[]
}

/** What is kept, as another process sees it; `change` spoils it first. */
function kept(home: string, change = ''): Rows {
  const db = new Database(join(home, 'library.db'))
  try {
    db.exec(change)
    const rows = db.prepare('SELECT * FROM photo_things ORDER BY photo_id, thing').all()
    return { things: rows, words: db.prepare('SELECT id, model FROM thing_words').all() }
  } finally {
    db.close()
  }
}

describe('things in a library', () => {
  it('are found by name, synonym, kind and in German, and left out with a minus', { timeout }, async () => {
    const library = await openWithScenes(temporaryFolder())

    const dogs = await found(library, 'thing:dog')
    const animals = await found(library, 'thing:animal')
    const pairs: boolean[] = []
    for (const name of ['dog', 'animal', 'person', 'vehicle', 'bird', 'toy', 'plant'])
      for (const photo of await found(library, `thing:${name}`)) pairs.push(truth.get(photo)?.has(name) === true)

    expect(dogs.length).toBeGreaterThan(0)
    expect(pairs.filter(Boolean).length / pairs.length).toBeGreaterThanOrEqual(0.9)
    for (const words of ['thing:puppies', 'motiv:Hund', 'zeigt:Hunde', 'shows:Dogs'])
      expect([words, await found(library, words)]).toEqual([words, dogs])
    expect(animals).toEqual(expect.arrayContaining([...dogs]))
    expect(await found(library, '-thing:animal')).toHaveLength(count - animals.length)
  })

  it(
    'are explored in the language of the window, each as a search that finds as many, its best photo first',
    { timeout },
    async () => {
      const library = await openWithScenes(temporaryFolder())

      for (const [language, name, words] of [
        ['en', 'animal', 'thing:"animal"'],
        ['de', 'Tier', 'motiv:"Tier"'],
      ] as const) {
        await library.client.preferences.set({ language })
        const all = await tiles(library)
        expect(all.find((tile) => tile.name === name)?.words).toBe(words)
        // A telling thing leads; what lies around things comes after all of them.
        expect(['outdoors', 'daylight', 'Draußen', 'Tageslicht']).not.toContain(all[0]?.name)
        for (const tile of all) {
          const { hits } = await library.client.search.query({ words: tile.words, limit: 1000 })
          expect([tile.words, hits.length]).toEqual([tile.words, tile.photos])
          expect(hits.map(({ photo }) => photo.id)).toContain(tile.cover)
        }
      }
      const { suggestions } = await library.client.search.suggest({ words: 'motiv:tie' })
      expect(suggestions.map(({ words }) => words)).toEqual(['motiv:Tier'])
    },
  )

  it('are the reason where free words name them, in the language of the window', { timeout }, async () => {
    const { client } = await openWithScenes(temporaryFolder())
    const shown = new Set(
      (await client.search.query({ words: 'thing:dog', limit: 100 })).hits.map(({ photo }) => photo.id),
    )

    for (const [language, things] of [
      ['en', 'dog'],
      ['de', 'Hund'],
    ] as const) {
      await client.preferences.set({ language })
      const { hits } = await client.search.query({ words: 'a puppy', limit: 100 })
      const withReason = hits.filter(({ why }) => why.some((reason) => reason.kind === 'shows'))

      expect(withReason.length).toBeGreaterThan(0)
      for (const { photo, why } of withReason) {
        expect(shown).toContain(photo.id)
        expect(why).toContainEqual({ kind: 'shows', things })
      }
    }
  })

  it('are said not to be known where nobody calls them so', async () => {
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })

    const { complaints } = await client.search.query({ words: 'thing:qwertz' })

    expect(complaints).toEqual([{ field: 'thing', value: 'qwertz', example: 'thing:dog' }])
  })

  it('are the same after any part of them was lost, and words are learnt once', { timeout }, async () => {
    const home = temporaryFolder()
    const first = await openWithScenes(home)
    await first.close()
    const whole = kept(home)

    for (const loss of [
      'DELETE FROM photo_things; DELETE FROM thing_looks',
      'DELETE FROM thing_looks WHERE photo_id % 3 = 0',
    ]) {
      const spoilt = kept(home, loss)
      const again = openWith(home)
      await again.client.index.run({})
      await again.close()
      expect(spoilt.words).toEqual(whole.words)
      expect(kept(home)).toEqual(whole)
    }
  })

  it('are found anew in a picture that changed before the words were known', { timeout }, async () => {
    const home = temporaryFolder()
    const first = await openWithScenes(home)
    await first.close()
    const whole = kept(home)
    const store = openStore(home)
    const waiting = createKeepThings({
      store,
      models: { ready: () => new Promise(() => undefined) } as unknown as LoadedModels,
      onChange: () => undefined,
    })
    const [photo = 0] = store.photos.looked()
    waiting.follow()
    store.transaction(() => waiting.note(photo, new Float32Array(), {} as ActivePacks))
    const left = store.things.of(photo)
    store.close()

    const again = openWith(home)
    await again.client.index.run({})
    await again.close()

    expect(left).toEqual([])
    expect(kept(home)).toEqual(whole)
  })

  it('are none without a pack, and none are left of one that is gone', { timeout }, async () => {
    const home = temporaryFolder()
    const first = await openWithScenes(home)
    expect(await tiles(first)).not.toEqual([])
    await first.close()

    const without = openWith(home, [])
    await without.client.index.run({})

    expect(await tiles(without)).toEqual([])
    expect(await found(without, 'thing:dog')).toEqual([])
  })

  it('leave with a photo that is hidden, and come back with it', { timeout }, async () => {
    const library = await openWithScenes(temporaryFolder())
    const [tile] = await tiles(library)
    const cover = tile?.cover === undefined ? [] : [tile.cover]

    await library.client.photos.mark({ photos: cover, hidden: true })
    const hidden = await tiles(library)
    await library.client.photos.mark({ photos: cover, hidden: false })

    expect(hidden.find(({ name }) => name === tile?.name)?.photos).toBe((tile?.photos ?? 0) - 1)
    expect(await tiles(library)).toEqual(expect.arrayContaining([tile]))
  })
})
