/** What a library meets that nobody of ours wrote so: files in odd states, foreign packs, clocks, deep requests. */
import Database from 'better-sqlite3'
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import { answer } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { openTestLibrary, putPictures, temporaryFolder, tinyPacks } from './open-test-library.ts'

function changeDatabase(home: string, sql: string): void {
  const db = new Database(join(home, 'library.db'))
  db.exec(sql)
  db.close()
}

describe('a library with an odd file in it', () => {
  it('loses no act to a mark of UTF-8 in front of the side copy', async () => {
    const home = temporaryFolder()
    const before = openTestLibrary(home)
    await before.client.albums.create({ name: 'First' })
    await before.client.albums.create({ name: 'Second' })
    await before.close()
    const text = readFileSync(join(home, 'human-work.jsonl'), 'utf8')
    for (const name of readdirSync(home).filter((each) => each.startsWith('library.db'))) rmSync(join(home, name))
    writeFileSync(join(home, 'human-work.jsonl'), `\u{FEFF}${text}`)

    const { client } = openTestLibrary(home)

    expect((await client.albums.list({})).albums.map(({ name }) => name)).toEqual(['First', 'Second'])
  })

  it.each(['{"theme":"dark",', '"text"', '{"theme":"purple","rowHeight":320}', '[]'])(
    'works on with a broken row: %s',
    async (row) => {
      const home = temporaryFolder()
      await openTestLibrary(home).close()
      for (const key of ['preferences', 'recent-searches', 'machine.speed'])
        changeDatabase(home, `INSERT OR REPLACE INTO settings (key, value) VALUES ('${key}', '${row}')`)
      const { client } = openTestLibrary(home)

      const answers = await Promise.allSettled([
        client.library.status({}),
        client.search.query({ words: 'sea' }),
        client.search.suggest({ words: '' }),
        client.packs.catalog({}),
        client.preferences.set({ captions: 'on-request' }),
      ])

      expect(answers.map(({ status }) => status)).toEqual(Array<string>(5).fill('fulfilled'))
      // What could be read is kept.
      if (row.includes('320'))
        expect(await client.preferences.get({})).toMatchObject({ theme: 'system', rowHeight: 320 })
    },
  )

  it('drops a trouble of a folder that is over, also one written by a clock far ahead', async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 1)
    symlinkSync('loop.jpg', join(photos, 'loop.jpg'))
    const { client } = openTestLibrary(home)
    await client.index.run({ folders: [photos] })
    const { total } = await client.library.errors({})
    changeDatabase(home, `UPDATE problems SET at = '2999-01-01T00:00:00.000Z'`)
    rmSync(join(photos, 'loop.jpg'))

    await client.index.run({})

    expect(total).toBe(1)
    expect((await client.library.errors({})).total).toBe(0)
  })
})

it('problems of files that were left out come back with them, and stay over a restart', async () => {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await putPictures(photos, 2)
  writeFileSync(join(photos, 'broken.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
  writeFileSync(join(photos, 'words.png'), 'no picture at all')
  writeFileSync(join(photos, 'empty.heic'), '')
  const library = openTestLibrary(home)
  const { client } = library
  const troubles = async (of: typeof client) => {
    const { errors } = await of.library.errors({})
    const { files } = await of.library.status({})
    return [errors.map(({ path }) => path.slice(photos.length + 1)).toSorted(), files.refused, files.waiting]
  }
  await client.index.run({ folders: [photos] })
  const before = await troubles(client)

  await client.folders.setIgnore({ folder: photos, ignore: ['**'] })
  await client.index.run({})
  const meanwhile = await troubles(client)
  await client.history.undo({})
  await client.index.run({})
  const after = await troubles(client)
  await library.close()
  const again = openTestLibrary(home)
  await again.client.index.run({})

  expect(before).toEqual([['broken.jpg', 'empty.heic', 'words.png'], 3, 0])
  expect(meanwhile).toEqual([[], 0, 0])
  expect(after).toEqual(before)
  expect(await troubles(again.client)).toEqual(before)
})

describe('a foreign pack', () => {
  function foreignPack(change: Readonly<Record<string, string>>): string {
    const folder = join(temporaryFolder(), 'foreign')
    cpSync(join(tinyPacks, 'tiny-clip'), folder, { recursive: true })
    const description = JSON.parse(readFileSync(join(folder, 'pack.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(folder, 'pack.json'), JSON.stringify({ ...description, ...change }))
    return folder
  }

  it('leaves no link to elsewhere in the library: its bytes are taken', async () => {
    const [home, elsewhere] = [temporaryFolder(), temporaryFolder()]
    const folder = foreignPack({ set: 'foreign', id: 'foreign' })
    mkdirSync(join(elsewhere, 'kept'))
    renameSync(join(folder, 'vision.onnx'), join(elsewhere, 'kept', 'vision.onnx'))
    symlinkSync(join(elsewhere, 'kept', 'vision.onnx'), join(folder, 'vision.onnx'))
    const { client } = openTestLibrary(home, { packFolders: [] })

    const imported = await client.packs.import({ folder })
    rmSync(join(elsewhere, 'kept'), { recursive: true })

    const links = readdirSync(imported.folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => !lstatSync(join(entry.parentPath, entry.name)).isFile(),
    )
    expect(links).toEqual([])
    expect((await client.packs.verify({})).files.every(({ good }) => good)).toBe(true)
  })

  it.each([{ set: 'demo' }, { id: 'demo-caption' }])(
    'may not call itself what one that came with the program is called: %o',
    async (change) => {
      const folder = foreignPack(change)
      const { client } = openTestLibrary(temporaryFolder())

      const attempt = client.packs.import({ folder })

      await expect(attempt).rejects.toMatchObject({ code: 'bad-request' })
    },
  )

  it('that is one of those, byte for byte, may be imported', async () => {
    const { client } = openTestLibrary(temporaryFolder())

    expect(await client.packs.import({ folder: foreignPack({}) })).toMatchObject({ id: 'tiny-clip' })
  })
})

describe('a request that is nested a million times', () => {
  it('is a bad request, to the engine and to whoever passes it on', async () => {
    const library = openLibrary({
      folder: temporaryFolder(),
      packFolders: [],
      cataloguePath: '',
      threadUrl: new URL('file:///nowhere'),
    })
    const failures: unknown[] = []
    const respond = answer(contract, library.handlers, (_, error) => failures.push(error))
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown

    const responses = [
      await respond({ method: 'photos.many', input: deep }, new AbortController().signal),
      await respond({ method: 'search.query', input: { words: deep } }, new AbortController().signal),
    ]
    await library.close()

    for (const response of responses) expect(response).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(failures).toEqual([])
  })
})
