/** A program that is killed while it writes into people's photos. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { ExifTool } from 'exiftool-vendored'
import { afterAll, expect, it } from 'vitest'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { killFamily } from '../processes.ts'
import { createRandom } from '../random.ts'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

const script = fileURLToPath(new URL('./publish-in-child.ts', import.meta.url))
const exiftool = new ExifTool({ maxProcs: 1, useMWG: false })
afterAll(() => exiftool.end())

const count = 200
const kills = 8

/** Killed with all that it started once so many writes are begun, and a moment of chance later. */
async function publish(
  home: string,
  what: 'start' | 'resume' | 'undo',
  kill?: { readonly atWrite: number; readonly afterMs: number },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script, home, what], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (kill !== undefined && (await hasBegun(home, kill.atWrite, ended))) {
    // Within the few milliseconds that a file takes, at no place in particular.
    await setTimeout(kill.afterMs)
    killFamily(child)
  }
  return { code: await ended, output }
}

async function hasBegun(home: string, atWrite: number, ended: Promise<unknown>): Promise<boolean> {
  const isOver = ended.then(() => true)
  const db = new Database(join(home, 'library.db'), { readonly: true })
  try {
    const begun = db.prepare<[], number>('SELECT count(*) FROM publish_writes').pluck()
    while ((begun.get() ?? 0) < atWrite) if (await Promise.race([isOver, setTimeout(2).then(() => false)])) return false
    return true
  } finally {
    db.close()
  }
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

it('harms no photo, and each has the old texts or the new ones, at every moment', { timeout: 300_000 }, async () => {
  const photos = temporaryFolder()
  await putPictures(photos, count)
  const paths = Array.from({ length: count }, (_, index) => join(photos, `${index}.jpg`))
  const home = temporaryFolder()
  const library = openTestLibrary(home)
  const { client } = library
  await client.index.run({ folders: [photos], pack: 'tiny' })
  const csv = ['file,alt', ...paths.map((path, index) => `${path},Picture ${index}.`)].join('\r\n')
  await client.publish.import({ text: csv })
  await client.preferences.set({ writeIntoFiles: true })
  await library.close()
  const before = new Map<string, { hash: string; pixels: string }>()
  for (const path of paths)
    before.set(path, { hash: hashOf(path), pixels: (await fingerprintFile(path)).pixels.toString('hex') })
  const random = createRandom('publish kills')
  /** Damaged ones, and those that say neither nothing nor the whole new text. */
  const wrong = async (): Promise<string[]> => {
    const found: string[] = []
    for (const [index, path] of paths.entries()) {
      const known = before.get(path)
      if (known?.hash === hashOf(path)) continue
      const pixels = (await fingerprintFile(path)).pixels.toString('hex')
      const tags: Readonly<Record<string, unknown>> = {
        ...(await exiftool.readRaw(path, {
          readArgs: ['-XMP-iptcCore:AltTextAccessibility', '-validate', '-warning'],
        })),
      }
      if (pixels !== known?.pixels || tags['AltTextAccessibility'] !== `Picture ${index}.`) found.push(path)
    }
    return found
  }

  let killed = 0
  for (let round = 1; round <= kills; round += 1) {
    const atWrite = Math.ceil((round * count) / (kills + 2))
    const { code } = await publish(home, round === 1 ? 'start' : 'resume', { atWrite, afterMs: random() * 40 })
    if (code !== null) break
    killed += 1
    expect(await wrong()).toEqual([])
  }
  const last = await publish(home, 'resume')

  expect(killed).toBe(kills)
  expect(JSON.parse(last.output)).toMatchObject({ state: 'done', counts: { written: count, refused: 0 } })
  expect(await wrong()).toEqual([])
  expect(paths.filter((path) => before.get(path)?.hash === hashOf(path))).toEqual([])
  expect(readdirSync(photos)).toHaveLength(count)

  await publish(home, 'undo', { atWrite: Math.round(count * 1.4), afterMs: random() * 40 })
  expect(await wrong()).toEqual([])
  expect((await publish(home, 'resume')).code).toBe(0)
  expect(paths.filter((path) => before.get(path)?.hash !== hashOf(path))).toEqual([])
  expect(readdirSync(photos)).toHaveLength(count)
})
