/** A library that cannot be opened, or is taken away while it is open: said in a sentence, and never an empty one. */
import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import type { LibraryEvent } from '../../electron/api/events.ts'
import { connect } from '../../electron/api/rpc.ts'
import { openPatiently } from '../../electron/library/patient-library.ts'
import { libraryTrouble } from '../../electron/library/trouble.ts'
import { silentLog } from '../../electron/log/log.ts'
import { forkEngine, startEngineProcess } from '../../electron/transport/engine-process.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, tinyPacks } from './open-test-library.ts'
import { mountSmallDisk } from './small-disk.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const cataloguePath = fileURLToPath(new URL('../../models/catalog.json', import.meta.url))

function setVersion(home: string, version: number): number {
  const db = new Database(join(home, 'library.db'))
  const before = Number(db.pragma('user_version', { simple: true }))
  db.pragma(`user_version = ${version}`)
  db.close()
  return before
}

async function withAlbum(): Promise<string> {
  const home = join(temporaryFolder(), 'library')
  const library = openTestLibrary(home)
  await library.client.albums.create({ name: 'Trip' })
  await library.close()
  return home
}

function openPatient(folder: string) {
  const library = openPatiently({ folder, packFolders: [], cataloguePath, threadUrl, log: silentLog })
  onTestFinished(() => library.close())
  const events: LibraryEvent[] = []
  library.onEvent((event) => events.push(event))
  const client = connect(contract, (request, signal) => library.respond(request, signal))
  return { client, events }
}

/** An engine as every host has it. */
function startEngine(library: string) {
  const events: LibraryEvent[] = []
  const engine = startEngineProcess({
    launch: (birth) =>
      forkEngine(
        new URL('../../electron/engine.ts', import.meta.url),
        JSON.stringify({ library, packFolders: [tinyPacks], threadUrl: threadUrl.href, ...birth }),
      ),
    keepsAlive: true,
    onEvent: (event) => events.push(event),
  })
  onTestFinished(() => engine.close())
  return { engine, events, client: connect(contract, engine.transport) }
}

function runCommand(...words: readonly string[]): { code: number | null; out: string; complaint: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...words], { encoding: 'utf8' })
  return { code: status, out: stdout, complaint: stderr }
}

/** What would end an engine while it opens its library, each in the way that a person meets it. */
const obstacles: readonly (readonly [name: string, code: string, put: (home: string) => void])[] = [
  ['a database of a newer Sightline', 'library-newer', (home) => void setVersion(home, 9999)],
  [
    'a folder in place of the database',
    'library-forbidden',
    (home) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(home, `library.db${suffix}`), { force: true })
      mkdirSync(join(home, 'library.db'))
    },
  ],
  [
    'a folder in place of the side copy',
    'unreadable',
    (home) => {
      rmSync(join(home, 'human-work.jsonl'))
      mkdirSync(join(home, 'human-work.jsonl'))
    },
  ],
]

describe('a library that cannot be opened', { timeout: 60_000 }, () => {
  it.each(obstacles)('is said in one sentence by its engine, which does not fall: %s', async (_, code, put) => {
    const home = await withAlbum()
    put(home)
    const { client, engine, events } = startEngine(home)

    const answers = await Promise.allSettled([client.library.status({}), client.albums.list({}), client.index.run({})])

    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: { code, message: expect.stringContaining(home) as unknown },
      })
    expect(engine.deaths()).toBe(0)
    expect(events.filter(({ kind }) => kind === 'engine')).toEqual([])
  })

  it.each(['index', 'status'])('gives the command line one sentence, no stack, and 1: %s', async (verb) => {
    const home = await withAlbum()
    setVersion(home, 9999)

    const { code, out, complaint } = runCommand(verb, '--library', home)

    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(complaint).toContain(join(home, 'library.db'))
    expect(complaint).toContain('Update Sightline')
    expect(complaint).not.toMatch(/^\s+at |node:internal/mu)
  })

  it('opens as soon as it can be, and tells whoever waits', async () => {
    const home = await withAlbum()
    const version = setVersion(home, 9999)
    const { client, events } = openPatient(home)
    await expect(client.albums.list({})).rejects.toMatchObject({ code: 'library-newer' })

    setVersion(home, version)

    await expect.poll(() => events.some(({ kind }) => kind === 'engine'), { timeout: 10_000 }).toBe(true)
    expect((await client.albums.list({})).albums).toMatchObject([{ name: 'Trip' }])
  })
})

describe('a library that is taken away while it is open', { timeout: 60_000 }, () => {
  it('answers that it is gone, begins nothing in its place, and is whole when it comes back', async () => {
    const home = await withAlbum()
    const { client, events } = openPatient(home)
    await client.library.status({})
    renameSync(home, `${home}-elsewhere`)

    const asked = await Promise.allSettled([client.library.status({}), client.albums.create({ name: 'Lost' })])

    for (const answer of asked) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'library-gone' } })
    expect(events).toContainEqual({ kind: 'photos-changed' })
    expect(existsSync(home)).toBe(false)
    renameSync(`${home}-elsewhere`, home)
    await expect.poll(() => events.some(({ kind }) => kind === 'engine'), { timeout: 10_000 }).toBe(true)
    expect((await client.albums.list({})).albums).toMatchObject([{ name: 'Trip' }])
  })

  it('is no empty one to an engine that died meanwhile, not even where a folder of its name is back', async () => {
    const home = await withAlbum()
    const { client, engine } = startEngine(home)
    await client.library.status({})
    renameSync(home, `${home}-elsewhere`)
    mkdirSync(home)

    await engine.restart()

    await expect(client.albums.list({})).rejects.toMatchObject({ code: 'library-gone' })
    expect(readdirSync(home).filter((name) => name !== 'logs')).toEqual([])
  })

  it('takes no act of a person that would be lost', async () => {
    const home = await withAlbum()
    const { client } = openTestLibrary(home)
    renameSync(home, `${home}-elsewhere`)
    mkdirSync(home)

    await expect(client.albums.create({ name: 'Lost' })).rejects.toMatchObject({ code: 'library-gone' })

    expect(readdirSync(home)).toEqual([])
  })
})

describe('a library in trouble', { timeout: 60_000 }, () => {
  it('on a disk that became read-only says so', () => {
    const disk = mountSmallDisk(40)
    if (disk === undefined) return
    const folder = join(disk.path, 'library')
    mkdirSync(folder)
    writeFileSync(join(folder, 'library.db'), '')
    const before = libraryTrouble({ folder, isInPlace: () => true })

    disk.setReadOnly()

    expect(before).toBeUndefined()
    expect(libraryTrouble({ folder, isInPlace: () => true })).toMatchObject({ code: 'library-read-only' })
  })

  it('whose disk is full says so, takes no act by halves, and goes on when there is room', async () => {
    const disk = mountSmallDisk(40)
    if (disk === undefined) return
    const filler = join(disk.path, 'filler')
    const { client } = openTestLibrary(join(disk.path, 'library'))
    await client.albums.create({ name: 'Trip' })
    fill(filler)

    const { trouble } = await client.library.status({})
    const refused = await Promise.allSettled([client.albums.create({ name: 'Second' })])
    const whileFull = (await client.albums.list({})).albums.map(({ name }) => name)
    rmSync(filler)
    await client.albums.create({ name: 'Third' })

    expect(trouble).toMatchObject({ code: 'disk-full' })
    expect(refused).toMatchObject([{ status: 'rejected', reason: { code: 'disk-full' } }])
    expect(whileFull).toEqual(['Trip'])
    expect((await client.library.status({})).trouble).toBeUndefined()
    expect((await client.albums.list({})).albums.map(({ name }) => name)).toEqual(['Third', 'Trip'])
  })

  it('whose disk is full is closed all the same, and is whole when it is opened again', async () => {
    const disk = mountSmallDisk(40)
    if (disk === undefined) return
    const home = join(disk.path, 'library')
    const photos = temporaryFolder()
    putFile(join(photos, 'one.jpg'), await drawPicture({ seed: 1 }))
    const library = openTestLibrary(home)
    const { client } = library
    await client.index.run({ folders: [photos] })
    await client.albums.create({ name: 'Trip' })
    const filler = join(disk.path, 'filler')
    fill(filler)

    await library.close()
    rmSync(filler)
    const again = openTestLibrary(home).client

    expect((await again.albums.list({})).albums).toMatchObject([{ name: 'Trip' }])
    expect((await again.photos.list({})).photos).toHaveLength(1)
  })

  it('that may not be written from the start is refused in a sentence', async () => {
    const disk = mountSmallDisk(40)
    if (disk === undefined) return
    const home = join(disk.path, 'library')
    await openTestLibrary(home).close()
    disk.setReadOnly()

    const { code, complaint } = runCommand('index', '--library', home)

    expect(code).toBe(1)
    expect(complaint).toMatch(/read-only/u)
    expect(complaint).toContain(home)
    expect(complaint).not.toMatch(/^\s+at |internal/imu)
  })
})

describe('a library that is opened', { timeout: 60_000 }, () => {
  it('on a disk without any room says so, and not that somebody may not write there', async () => {
    const disk = mountSmallDisk(40)
    if (disk === undefined) return
    const home = join(disk.path, 'library')
    const library = openTestLibrary(home)
    await library.client.albums.create({ name: 'Trip' })
    await library.close()
    const filler = join(disk.path, 'filler')
    fill(filler)

    const { code, complaint } = runCommand('albums', '--library', home)
    rmSync(filler)

    expect(code).toBe(1)
    expect(complaint).toMatch(/no room/u)
    expect(complaint).toContain(home)
    expect((await openTestLibrary(home).client.albums.list({})).albums).toMatchObject([{ name: 'Trip' }])
  })
})

/** To the last byte. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12, 1])
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size))
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error
    }
}
