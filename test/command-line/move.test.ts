import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { lockLibrary } from '../../electron/store/database/lock.ts'
import { openTestLibrary, putPictures, temporaryFolder } from '../library/open-test-library.ts'
import { mountSmallDisk } from '../library/small-disk.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))

/** The command line of somebody whose usual library lies there. */
function sightline(usual: string, ...words: readonly string[]): { code: number | null; said: string } {
  const environment = { ...process.env, SIGHTLINE_LIBRARY: usual }
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...words], {
    encoding: 'utf8',
    env: environment,
  })
  return { code: status, said: stdout + stderr }
}

async function withText(): Promise<string> {
  const [home, photos] = [join(temporaryFolder(), 'usual'), temporaryFolder()]
  await putPictures(photos, 2)
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  await library.client.albums.create({ name: 'Trip' })
  await library.close()
  return home
}

const onDisks = (disk: string | undefined): readonly (readonly [string, string])[] => [
  ['the same disk', join(temporaryFolder(), 'there')],
  ...(disk === undefined ? [] : [['another disk', join(disk, 'there')] as const]),
]

it(
  'moves a library whole, to this disk and another, and finds it without being told',
  { timeout: 120_000 },
  async () => {
    for (const [, to] of onDisks(mountSmallDisk(200)?.path)) {
      const usual = await withText()

      const moved = sightline(usual, 'library', 'move', to)
      const albums = sightline(usual, 'albums')

      expect(moved).toMatchObject({ code: 0, said: expect.stringContaining(to) as unknown })
      expect(albums).toMatchObject({ code: 0, said: expect.stringContaining('Trip') as unknown })
      expect(sightline(usual, 'status').said).toContain('2 photos')
      expect(existsSync(join(to, 'library.db'))).toBe(true)
      expect(existsSync(join(usual, 'library.db'))).toBe(false)
      expect(readFileSync(join(usual, 'moved-to'), 'utf8')).toBe(to)
      // And back again.
      expect(sightline(usual, 'library', 'move', usual).code).toBe(0)
      expect(sightline(usual, 'albums').said).toContain('Trip')
      expect(existsSync(join(usual, 'moved-to'))).toBe(false)
    }
  },
)

it('begins nothing where a moved library is away', { timeout: 60_000 }, async () => {
  const usual = await withText()
  const to = join(temporaryFolder(), 'drive')
  sightline(usual, 'library', 'move', to)
  renameSync(to, `${to}-unplugged`)

  for (const verb of ['status', 'index', 'serve']) {
    const { code, said } = sightline(usual, verb, ...(verb === 'serve' ? ['--no-open'] : []))
    expect({ verb, code }).toEqual({ verb, code: 1 })
    expect(said).toContain(`The library ${to} is no longer there`)
  }
  expect(existsSync(to)).toBe(false)
})

it(
  'refuses a folder that holds something, one inside the other, and a library that is open',
  { timeout: 60_000 },
  async () => {
    const usual = await withText()
    const filled = temporaryFolder()
    writeFileSync(join(filled, 'mine.txt'), 'mine')
    mkdirSync(join(usual, 'inside'))
    const unlock = lockLibrary(usual)
    const open = sightline(usual, 'library', 'move', join(temporaryFolder(), 'there'))
    unlock?.()

    const refused = [filled, join(usual, 'inside'), join(usual, '..')].map(
      (to) => sightline(usual, 'library', 'move', to).code,
    )

    expect(open).toMatchObject({ code: 3, said: expect.stringContaining('Close it everywhere') as unknown })
    expect(refused).toEqual([2, 2, 2])
    expect(sightline(usual, 'library', 'move').code).toBe(2)
    expect(sightline(usual, 'albums').said).toContain('Trip')
    expect(readFileSync(join(filled, 'mine.txt'), 'utf8')).toBe('mine')
  },
)
