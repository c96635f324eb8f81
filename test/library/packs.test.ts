import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Network } from '../../electron/library/packs/pack-downloads.ts'
import { openStore } from '../../electron/store/store.ts'
import { makeTarGz, makeZip } from '../download/make-archive.ts'
import { startTinyCatalogue, type TinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import {
  demoPacks,
  openTestLibrary,
  putPictures,
  temporaryFolder,
  tinyPacks,
  type TestLibrary,
} from './open-test-library.ts'

interface Opened {
  readonly tiny: TinyCatalogue
  readonly library: TestLibrary
  readonly home: string
  readonly packs: string
}

function networkTo(hub: string): Network {
  return {
    environment: { HF_ENDPOINT: hub },
    patience: { answerMs: 2000, idleMs: 100 },
    rest: () => Promise.resolve(),
  }
}

async function openWithHub(home = temporaryFolder()): Promise<Opened> {
  const tiny = await startTinyCatalogue()
  const library = openTestLibrary(home, {
    packFolders: [demoPacks],
    cataloguePath: tiny.cataloguePath,
    network: networkTo(tiny.hub.url),
  })
  return { tiny, library, home, packs: join(home, 'packs') }
}

const packsIn = (folder: string): string[] => readdirSync(folder).filter((name) => !name.startsWith('.'))
/** The folder of one pack. */
const folderOf = ({ packs }: Opened, id: string): string =>
  join(packs, packsIn(packs).find((name) => name.includes(id)) ?? 'nowhere')

describe('installing a set', () => {
  it('asks for the licences first, then downloads, verifies and lists it, with its licence beside the weights', async () => {
    const opened = await openWithHub()
    const { client } = opened.library

    const refused = client.packs.install({ what: 'default' })
    await expect(refused).rejects.toMatchObject({ code: 'licence-not-accepted' })
    const { licences } = await client.packs.licences({ what: 'default' })
    const before = await client.packs.catalog({})
    const { checks } = await client.library.doctor({})
    const { packs } = await client.packs.install({ what: 'default', accept: true })
    const after = await client.packs.catalog({})
    const { files } = await client.packs.verify({})

    expect(before.advised).toBe('default')
    expect(checks.find(({ name }) => name === 'choice of models')?.detail).toMatch(
      /^the set "default" suits this machine: a photo is searchable after [\d.]+ s and described after [\d.]+ s \(/u,
    )
    expect(licences).toEqual([
      {
        licence: 'MIT',
        packs: [packs[1]?.title, packs[0]?.title],
        notices: ['Random weights, made for tests.'],
        text: expect.stringContaining('Permission is hereby granted') as unknown,
      },
    ])
    expect(packs.map(({ id, active, answers }) => ({ id, active, answers }))).toEqual([
      { id: 'captions-one', active: true, answers: false },
      { id: 'clip-one', active: true, answers: true },
    ])
    expect(before.offers.map(({ set, state, missingBytes, bytes }) => [set, state, missingBytes === bytes])).toEqual([
      ['default', 'absent', true],
      ['better', 'absent', true],
    ])
    // The better set consists of files that are here by now.
    expect(after.offers.map(({ set, state, missingBytes }) => [set, state, missingBytes])).toEqual([
      ['default', 'installed', 0],
      ['better', 'absent', 0],
    ])
    expect(files.every(({ good }) => good)).toBe(true)
    expect(readFileSync(join(folderOf(opened, 'clip-one'), 'LICENCE.txt'), 'utf8')).toContain('Random weights')
    expect(opened.tiny.hub.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('takes files that another pack has instead of fetching them', async () => {
    const { library, tiny } = await openWithHub()
    await library.client.packs.install({ what: 'default', accept: true })
    const asked = tiny.hub.requests.length

    await library.client.packs.install({ what: 'better', accept: true })

    expect(tiny.hub.requests).toHaveLength(asked)
    expect((await library.client.packs.verify({ id: 'clip-two' })).files.every(({ good }) => good)).toBe(true)
  })

  it('is used by the library at once: photos indexed without a model are seen and described', async () => {
    const { library } = await openWithHub()
    const photos = temporaryFolder()
    await putPictures(photos, 5)
    const { client } = library
    await client.index.run({ folders: [photos] })
    expect(await client.search.query({ words: 'a red thing' })).toMatchObject({ mode: 'text-only' })

    await client.packs.install({ what: 'default', accept: true })
    await client.index.run({})

    expect(await client.search.query({ words: 'a red thing' })).toMatchObject({ mode: 'full' })
    const status = await client.library.status({})
    expect(status).toMatchObject({ embedded: 5, packs: { set: 'default', caption: 'captions-one@1' } })
    // The random captioner has no words for some pictures.
    expect(status.captioned).toBeGreaterThan(0)
  })

  it('tells of its progress, and of its end', async () => {
    const { library } = await openWithHub()

    await library.client.packs.install({ what: 'default', accept: true })

    const told = library.events.flatMap((event) => (event.kind === 'download' ? [event.download] : []))
    const { download } = await library.client.packs.download({})
    expect(told[0]).toMatchObject({ what: 'default', state: 'preparing' })
    expect(told.map(({ state }) => state)).toContain('downloading')
    expect(told.at(-1)).toEqual(download)
    expect(download).toMatchObject({ state: 'done', doneBytes: download?.totalBytes })
  })

  it('begun in the background is stopped and gone on with, also after a restart', async () => {
    const opened = await openWithHub()
    const { tiny, library, home } = opened
    // Silence begins in the middle of the first file, so that the stop meets a part of it whatever the machine is busy with.
    tiny.hub.misbehave({ kind: 'stall', after: 5000 })
    const slow = { ...networkTo(tiny.hub.url), patience: { answerMs: 60_000, idleMs: 60_000 } }
    await library.close()
    const first = openTestLibrary(home, { packFolders: [], cataloguePath: tiny.cataloguePath, network: slow })
    await first.client.packs.start({ what: 'default', accept: true })
    const state = async () => (await first.client.packs.download({})).download
    await expect.poll(async () => (await state())?.doneBytes).toBe(5000)

    await first.client.packs.stop({})
    const stopped = await state()
    await first.close()
    const second = openTestLibrary(home, { packFolders: [], cataloguePath: tiny.cataloguePath, network: slow })
    const offer = (await second.client.packs.catalog({})).offers[0]
    await second.client.packs.install({ what: 'default', accept: true })

    expect(stopped).toMatchObject({ state: 'stopped' })
    expect(offer).toMatchObject({ set: 'default', state: 'begun' })
    expect(offer?.missingBytes).toBeLessThan(offer?.bytes ?? 0)
    expect(tiny.hub.requests.filter(({ headers }) => headers.range !== undefined)).not.toEqual([])
    expect((await second.client.packs.verify({})).files.every(({ good }) => good)).toBe(true)
  })

  it('is gone on with by the next engine when the engine died over it, and by no other', async () => {
    const { tiny, home } = await openWithHub()
    const unasked = openTestLibrary(home, { packFolders: [], cataloguePath: tiny.cataloguePath })
    expect((await unasked.client.packs.download({})).download).toBeUndefined()
    await unasked.close()
    // What an engine leaves that could not clean up.
    const store = openStore(home)
    store.settings.set('packs.downloading', 'default')
    store.close()

    const revived = openTestLibrary(home, {
      packFolders: [],
      cataloguePath: tiny.cataloguePath,
      network: networkTo(tiny.hub.url),
      witnessedDeath: true,
    })

    await expect
      .poll(async () => (await revived.client.packs.download({})).download?.state, { timeout: 20_000 })
      .toBe('done')
    expect((await revived.client.packs.verify({ id: 'default' })).files.every(({ good }) => good)).toBe(true)
  })

  it('that was stopped can be thrown away', async () => {
    const { tiny, library, packs } = await openWithHub()
    tiny.hub.misbehave({ kind: 'fine' }, { kind: 'status', at: 'hub', status: 404 })
    await expect(library.client.packs.install({ what: 'default', accept: true })).rejects.toMatchObject({
      code: 'hub-refused',
    })

    await library.client.packs.stop({ discard: 'default' })

    expect(readdirSync(join(packs, '.downloading'))).toEqual([])
    expect((await library.client.packs.catalog({})).offers[0]?.state).toBe('absent')
  })

  it('leaves no pack behind when it fails, and says why', async () => {
    const { tiny, library, packs } = await openWithHub()
    tiny.hub.put(tiny.hubPath('captions-one', 'encoder.onnx'), Buffer.alloc(58_499))

    const installing = library.client.packs.install({ what: 'captions-one', accept: true })

    await expect(installing).rejects.toMatchObject({ code: 'hub-refused' })
    expect(packsIn(packs)).toEqual([])
    expect((await library.client.packs.download({})).download).toMatchObject({
      state: 'failed',
      error: { code: 'hub-refused' },
    })
  })

  it('needs enough room, and a hub that is there', async () => {
    const { tiny, library } = await openWithHub()
    // The fixtures' own packs have the same files, which would be taken instead of fetched.
    const away = openTestLibrary(temporaryFolder(), {
      packFolders: [],
      cataloguePath: tiny.cataloguePath,
      network: networkTo('http://127.0.0.1:1'),
    })
    const full = openTestLibrary(temporaryFolder(), {
      packFolders: [],
      cataloguePath: tiny.cataloguePath,
      network: {
        ...networkTo(tiny.hub.url),
        disk: { openPart: () => Promise.reject(new Error('not reached')), freeBytes: () => Promise.resolve(1000) },
      },
    })

    await expect(away.client.packs.install({ what: 'default', accept: true })).rejects.toMatchObject({
      code: 'offline',
      hint: expect.stringContaining('packs import') as unknown,
    })
    await expect(full.client.packs.install({ what: 'default', accept: true })).rejects.toMatchObject({
      code: 'disk-full',
    })
    await expect(library.client.packs.install({ what: 'nothing', accept: true })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('is forbidden by a preference, which also stops what runs, and asks for nothing then', async () => {
    const { tiny, library } = await openWithHub()
    const { client } = library
    tiny.hub.misbehave({ kind: 'stall', after: 1000 })
    const installing = client.packs.install({ what: 'default', accept: true })
    await expect.poll(() => tiny.hub.requests.length).toBeGreaterThan(1)

    await client.preferences.set({ packDownloads: false })
    await expect(installing).rejects.toMatchObject({ code: 'cancelled' })
    const asked = tiny.hub.requests.length
    await expect(client.packs.install({ what: 'default', accept: true })).rejects.toMatchObject({
      code: 'downloads-off',
    })
    await expect(client.packs.start({ what: 'default', accept: true })).rejects.toMatchObject({ code: 'downloads-off' })
    await expect(client.packs.repair({})).rejects.toMatchObject({ code: 'downloads-off' })

    expect(tiny.hub.requests).toHaveLength(asked)
    expect((await client.packs.catalog({})).downloadsAllowed).toBe(false)
  })

  it('goes to the mirror that was chosen', async () => {
    const { tiny, home } = await openWithHub()
    const { client } = openTestLibrary(home, {
      packFolders: [],
      cataloguePath: tiny.cataloguePath,
      network: networkTo('http://127.0.0.1:1'),
    })

    await client.preferences.set({ packMirror: `${tiny.hub.url}/` })
    await client.packs.install({ what: 'clip-one', accept: true })

    expect((await client.packs.catalog({})).hub).toBe(`${tiny.hub.url}/`)
    await expect(client.preferences.set({ packMirror: 'ftp://models.example' })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  it('runs once at a time, whoever asks', async () => {
    const { tiny, library, home } = await openWithHub()
    const other = openTestLibrary(home, {
      packFolders: [],
      cataloguePath: tiny.cataloguePath,
      network: networkTo(tiny.hub.url),
    })
    tiny.hub.misbehave({ kind: 'stall', after: 1000 })
    await library.client.packs.start({ what: 'default', accept: true })

    await expect(other.client.packs.install({ what: 'default', accept: true })).rejects.toMatchObject({
      code: 'download-running',
    })
    await expect(other.client.packs.import({ folder: join(tinyPacks, 'tiny-clip') })).rejects.toMatchObject({
      code: 'download-running',
    })
  })
})

describe('an installed pack', () => {
  it('that rotted is mended by fetching only the files that did', async () => {
    const opened = await openWithHub()
    const { client } = opened.library
    await client.packs.install({ what: 'default', accept: true })
    const rotten = join(folderOf(opened, 'captions-one'), 'encoder.onnx')
    const good = readFileSync(rotten)
    // A new file, as an editor or a bad copy would leave, not the bytes that other packs may share.
    rmSync(rotten)
    writeFileSync(rotten, Buffer.alloc(good.length))
    rmSync(join(folderOf(opened, 'clip-one'), 'tokenizer.json'))
    const asked = opened.tiny.hub.requests.length

    const bad = (await client.packs.verify({ id: 'captions-one' })).files.filter((file) => !file.good)
    const { repaired } = await client.packs.repair({})
    const again = await client.packs.repair({})

    expect(bad.map(({ path }) => path)).toEqual(['encoder.onnx'])
    expect(repaired).toEqual([folderOf(opened, 'clip-one'), folderOf(opened, 'captions-one')])
    expect(again.repaired).toEqual([])
    expect(
      opened.tiny.hub.requests.slice(asked).flatMap(({ at, path }) => (at === 'hub' ? [path.split('/').at(-1)] : [])),
    ).toEqual(['tokenizer.json', 'encoder.onnx'])
    expect(readFileSync(rotten).equals(good)).toBe(true)
    await expect(client.packs.repair({ what: 'better' })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is not removed while it is in use, unless that is what is wanted; photos stay searchable by words', async () => {
    const opened = await openWithHub()
    const { client } = opened.library
    const photos = temporaryFolder()
    await putPictures(photos, 3)
    await client.packs.install({ what: 'default', accept: true })
    await client.index.run({ folders: [photos] })

    await expect(client.packs.remove({ what: 'default' })).rejects.toMatchObject({ code: 'pack-in-use' })
    await expect(client.packs.remove({ what: 'demo' })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(client.packs.remove({ what: 'nothing' })).rejects.toMatchObject({ code: 'not-found' })
    const { removed } = await client.packs.remove({ what: 'default', evenInUse: true })

    expect(removed.sort()).toEqual(['captions-one', 'clip-one'])
    expect(packsIn(opened.packs)).toEqual([])
    expect(await client.search.query({ words: '1.jpg' })).toMatchObject({ mode: 'text-only', total: 1 })
    expect((await client.library.status({})).notice).toContain('packs install default')
  })
})

describe('a pack for a machine without a network', () => {
  const members = (folder: string) =>
    ['pack.json', 'text.onnx', 'tokenizer.json', 'vision.onnx'].map((name) => ({
      path: `${folder}${name}`,
      bytes: readFileSync(join(tinyPacks, 'tiny-clip', name)),
    }))

  it.each([
    ['zip', makeZip(members('tiny-clip/'))],
    ['tar.gz', makeTarGz(members(''))],
  ])('comes from a .%s', async (extension, bytes) => {
    const archive = join(temporaryFolder(), `pack.${extension}`)
    writeFileSync(archive, bytes)
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })

    const imported = await client.packs.import({ folder: archive })

    expect(imported).toMatchObject({ id: 'tiny-clip', set: 'tiny' })
    expect((await client.packs.verify({})).files.every(({ good }) => good)).toBe(true)
  })

  it.each<[string, (all: ReturnType<typeof members>) => ReturnType<typeof members>]>([
    ['no pack.json', (all) => all.slice(1)],
    ['a missing file', (all) => all.slice(0, 3)],
    [
      'a wrong file',
      (all) => all.map((each, at) => (at === 1 ? { ...each, bytes: Buffer.alloc(each.bytes.length) } : each)),
    ],
    ['a link', (all) => [...all, { path: 'evil', bytes: Buffer.alloc(0), link: '/etc/passwd' }]],
  ])('is refused with %s, and nothing is left of it', async (_, change) => {
    const archive = join(temporaryFolder(), 'pack.zip')
    writeFileSync(archive, makeZip(change(members('tiny-clip/'))))
    const home = temporaryFolder()
    const { client } = openTestLibrary(home, { packFolders: [] })

    await expect(client.packs.import({ folder: archive })).rejects.toMatchObject({ code: 'pack-damaged' })
    expect(existsSync(join(home, 'packs')) ? readdirSync(join(home, 'packs')) : []).toEqual([])
  })
})

describe('a pack that another process installed', () => {
  it('is used as soon as this one looks around', async () => {
    const { library, tiny, home } = await openWithHub()
    const photos = temporaryFolder()
    await putPictures(photos, 3)
    await library.client.index.run({ folders: [photos] })
    const other = openTestLibrary(home, { cataloguePath: tiny.cataloguePath, network: networkTo(tiny.hub.url) })
    await other.client.packs.install({ what: 'default', accept: true })

    await expect.poll(async () => (await library.client.library.status({})).embedded, { timeout: 20_000 }).toBe(3)
    expect(await library.client.search.query({ words: 'a red thing' })).toMatchObject({ mode: 'full' })
  })
})

describe('another pack for a library', () => {
  it('looks at every photo behind while the former one answers, and never are two models in one answer', async () => {
    const { library } = await openWithHub()
    const { client } = library
    const photos = temporaryFolder()
    await putPictures(photos, 12)
    await client.packs.install({ what: 'default', accept: true })
    await client.index.run({ folders: [photos] })
    await client.packs.install({ what: 'better', accept: true })
    const former = await answersOf(library, photos)

    await client.index.pause({})
    await client.packs.use({ set: 'better' })
    const whilePaused = await client.library.status({})
    const meanwhile = await answersOf(library, photos)
    await client.index.resume({})
    await client.index.run({})
    const settled = await client.library.status({})
    const latter = await answersOf(library, photos)
    const { library: other } = await openWithHub()
    await other.client.packs.install({ what: 'better', accept: true })
    await other.client.index.run({ folders: [photos] })
    const fresh = await answersOf(other, photos)

    expect(whilePaused).toMatchObject({ embedded: 0, packs: { set: 'better', answering: 'clip-one@1' } })
    expect(whilePaused.notice).toContain('0 of 12')
    expect(meanwhile).toEqual(former)
    expect(settled).toMatchObject({ embedded: 12, packs: { embedding: 'clip-two@1' } })
    expect(settled.packs.answering).toBeUndefined()
    expect(latter[0]).not.toEqual(former[0])
    expect(latter).toEqual(fresh)
  })
})

/** What a library answers. */
async function answersOf({ client }: TestLibrary, photos: string) {
  const like = await client.search.query({ similar: join(photos, '0.jpg'), limit: 20 })
  const byWords = await client.search.query({ words: 'a red thing', limit: 20 })
  const named = (hits: typeof like.hits) => hits.map(({ photo, score }) => [photo.path, score.toFixed(4)])
  return [named(like.hits), byWords.mode, named([...byWords.hits, ...byWords.nearest])]
}
