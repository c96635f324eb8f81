/** Damage in a library that was closed as it should be: found in time, mended unasked, and nothing of a person's lost. */
import Database from 'better-sqlite3'
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import type { LibraryEvent } from '../../electron/api/events.ts'
import { connect } from '../../electron/api/rpc.ts'
import { openPatiently } from '../../electron/library/patient-library.ts'
import { silentLog } from '../../electron/log/log.ts'
import { openStore } from '../../electron/store/store.ts'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

const pageBytes = 4096

function zero(path: string, page: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pageBytes), 0, pageBytes, page * pageBytes)
  closeSync(file)
}

/** The first row of the schema says that it is four gigabytes long. */
function claimTooMuch(path: string): void {
  const db = new Database(path)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = readFileSync(path)
  // The header takes 100 bytes, that of a leaf 8; then come the places of its cells, each of which begins with its length.
  const cell = bytes.readUInt16BE(108)
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.from([0x8f, 0xff, 0xff, 0xff, 0x7f]), 0, 5, cell)
  closeSync(file)
}

/** The root page of a table, its first one. */
function rootPage(home: string, table: string): number {
  const db = new Database(join(home, 'library.db'))
  db.pragma('wal_checkpoint(TRUNCATE)')
  const root = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = ?`).pluck().get(table))
  db.close()
  return root - 1
}

/** An indexed library with a text of a person's. */
async function withText(): Promise<string> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await putPictures(photos, 2)
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  const [photo] = (await library.client.photos.list({})).photos
  if (photo === undefined) throw new Error('it was indexed')
  await library.client.captions.edit({ photo: photo.id, text: 'My words.' })
  await library.close()
  return home
}

/** Rows enough that a sample of them leaves most pages alone; the damage lies between two spots that it reads. */
function growAndDamage(home: string): void {
  const db = new Database(join(home, 'library.db'))
  const insert = db.prepare(`INSERT INTO settings (key, value) VALUES (?, ?)`)
  db.transaction(() => {
    for (let row = 0; row < 20_000; row += 1) insert.run(`of a test ${String(row).padStart(6, '0')}`, 'x'.repeat(150))
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const path = join(home, 'library.db')
  zero(path, Math.floor(((statSync(path).size / pageBytes) * 9) / 16))
}

const textsOf = async (client: ReturnType<typeof openTestLibrary>['client']): Promise<readonly string[]> =>
  (await client.photos.list({})).photos.flatMap(({ alt }) => (alt?.source === 'human' ? alt.text : []))

describe('damage in a library that was closed properly', { timeout: 60_000 }, () => {
  it.each(['photos', 'captions', 'files'])('is found when it is opened, in the table %s, and mended', async (table) => {
    const home = await withText()
    zero(join(home, 'library.db'), rootPage(home, table))

    const { client } = openTestLibrary(home)
    const { setAside } = await client.library.status({})
    await client.index.run({})

    expect(setAside).toHaveLength(1)
    expect(await textsOf(client)).toEqual(['My words.'])
  })

  it('is looked for at opening in a sample only, so that a large library opens at once', async () => {
    const home = await withText()
    growAndDamage(home)

    const store = openStore(home)
    onTestFinished(() => store.close())

    expect(store.setAside).toBeUndefined()
    expect(store.integrity()).not.toBe('ok')
  })

  it('is found wherever it lies when nobody works, and mended under the window that is open', async () => {
    const home = await withText()
    growAndDamage(home)
    const library = openPatiently({
      folder: home,
      packFolders: [],
      cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
      threadUrl: new URL('../../electron/thread.ts', import.meta.url),
      log: silentLog,
      idleCheckMs: 5,
    })
    onTestFinished(() => library.close())
    const events: LibraryEvent[] = []
    library.onEvent((event) => events.push(event))
    const client = connect(contract, (request, signal) => library.respond(request, signal))

    await expect.poll(() => events.some(({ kind }) => kind === 'engine'), { timeout: 20_000 }).toBe(true)
    const { setAside } = await client.library.status({})
    await client.index.run({})

    expect(setAside).toHaveLength(1)
    expect(await textsOf(client)).toEqual(['My words.'])
    expect(readdirSync(home).filter((name) => name.endsWith('.suspect'))).toEqual([])
  })

  it.each([
    ['a page that was overwritten', (path: string) => zero(path, 1)],
    ['a row that claims to be longer than any can be', claimTooMuch],
  ])('of the thumbnails alone costs nothing but thumbnails, which come back: %s', async (_, harm) => {
    const home = await withText()
    const path = join(home, 'thumbnails.db')
    harm(path)

    const { client } = openTestLibrary(home)
    const { setAside } = await client.library.status({})
    await client.index.run({})

    expect(setAside).toEqual([])
    const db = new Database(path, { readonly: true })
    expect(db.prepare('SELECT count(*) FROM thumbnails').pluck().get()).toBe(2)
    db.close()
  })
})
