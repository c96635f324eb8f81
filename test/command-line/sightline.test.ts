import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { drawPicture, putFile, putPictures, temporaryFolder, tinyPacks } from '../library/open-test-library.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly complaints: string
}

interface Running {
  readonly ended: Promise<Ended>
  readonly complaints: () => string
  signal(name: NodeJS.Signals): void
}

function start(words: readonly string[]): Running {
  const child = spawn(process.execPath, [launcher, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let complaints = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  return {
    complaints: () => complaints,
    signal: (name) => child.kill(name),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, out, complaints }))),
  }
}

const sightline = (...words: string[]): Promise<Ended> => start(words).ended

describe('sightline in a terminal', () => {
  it('indexes, searches, lists, and says what it refused', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 3)
    putFile(join(photos, 'evil\u001B[31m\n.jpg'), 'no picture')
    const at = ['--library', home]

    const index = await sightline('index', photos, ...at)
    const search = await sightline('search', '1.jpg', ...at)
    const errors = await sightline('errors', ...at)
    const json = await sightline('photos', '--json', '--limit', '2', ...at)
    const status = await sightline('status', ...at)
    const doctor = await sightline('doctor', '--json', ...at)
    const log = readFileSync(join(home, 'logs', 'sightline.log'), 'utf8')

    expect([index.code, search.code, errors.code, json.code, status.code]).toEqual([0, 0, 0, 0, 0])
    expect(log).not.toContain(photos)
    expect(log).toContain('the engine starts')
    expect(index.out).toContain('4 files found: 4 new')
    expect(search.out).toContain(join(photos, '1.jpg'))
    expect(search.out).toContain('file name: 1.jpg')
    expect(errors.out).toContain('evil\\u{1b}[31m\\u{a}.jpg')
    expect(errors.out).not.toContain('\u001B')
    expect((JSON.parse(json.out) as { photos: unknown[] }).photos).toHaveLength(2)
    expect(status.out).toContain('1 refused')
    expect(JSON.parse(doctor.out)).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'library', state: 'good' }),
        expect.objectContaining({ name: 'log', detail: expect.stringContaining(join(home, 'logs')) as unknown }),
      ]) as unknown,
    })
  })

  it('says a sentence of what nobody foresaw, and keeps the stack in the log', async () => {
    const home = temporaryFolder()
    // Every table may be missing; this one is asked by every status.
    expect((await sightline('status', '--library', home)).code).toBe(0)
    const db = new Database(join(home, 'library.db'))
    db.exec('DROP TABLE problems')
    db.close()

    const { code, complaints } = await sightline('errors', '--library', home)

    expect(code).toBe(1)
    expect(complaints).toContain('Internal error.')
    expect(complaints).not.toMatch(/^\s+at /mu)
    const log = readFileSync(join(home, 'logs', 'sightline.log'), 'utf8')
    expect(log).toContain('no such table')
    expect(log).toContain('at ')
  })

  it('does not describe photos without a pack, and names the one to install', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'a.jpg'), await drawPicture())

    const { code, out } = await sightline('caption', join(photos, 'a.jpg'), '--library', home)

    expect(code).toBe(1)
    expect(out).toContain('Install the pack "default"')
  })

  it('imports, lists and verifies packs, and refuses a damaged one', async () => {
    const home = temporaryFolder()
    const at = ['--library', home]
    const imported = await sightline('packs', 'import', join(tinyPacks, 'tiny-clip'), ...at)
    const damaged = temporaryFolder()
    const { cpSync, truncateSync } = process.getBuiltinModule('node:fs')
    cpSync(join(tinyPacks, 'tiny-captioner'), damaged, { recursive: true })
    truncateSync(join(damaged, 'encoder.onnx'), 100)

    const refused = await sightline('packs', 'import', damaged, ...at)
    const list = await sightline('packs', 'list', '--json', ...at)
    const verify = await sightline('packs', 'verify', 'tiny-clip', ...at)

    expect([imported.code, refused.code, verify.code]).toEqual([0, 1, 0])
    expect(refused.complaints).toContain('encoder.onnx')
    expect((JSON.parse(list.out) as { packs: { id: string }[] }).packs.map(({ id }) => id)).toContain('tiny-clip')
  })

  it('stops at Ctrl-C, says so, and goes on next time', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 60)
    const running = start(['index', photos, '--library', home])
    await expect.poll(() => running.complaints(), { timeout: 20_000 }).toContain('reading')
    running.signal('SIGINT')

    const stopped = await running.ended
    const again = await sightline('index', '--library', home)
    const status = await sightline('status', '--json', '--library', home)

    // A fast machine may have finished before the signal came.
    expect([0, 130]).toContain(stopped.code)
    expect(again.code).toBe(0)
    expect(JSON.parse(status.out)).toMatchObject({ photos: 60, searchable: 60, files: { waiting: 0 } })
  })

  it('follows changes with --watch', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 1)
    const running = start(['index', photos, '--watch', '--library', home])
    await expect.poll(() => running.complaints(), { timeout: 20_000 }).toContain('Following changes')
    putFile(join(photos, 'sub', 'later.jpg'), await drawPicture({ seed: 77 }))

    const found = async (): Promise<number> =>
      (JSON.parse((await sightline('search', 'later', '--json', '--library', home)).out) as { total: number }).total
    await expect.poll(found, { timeout: 20_000 }).toBe(1)
    running.signal('SIGINT')

    expect((await running.ended).code).toBe(0)
  })

  it('uses its exit codes: 2 for a wrong command line, 1 for a folder that is not there', async () => {
    const home = temporaryFolder()

    const [wrong, missing, version] = [
      await sightline('serach'),
      await sightline('index', join(home, 'nowhere'), '--library', home),
      await sightline('--version'),
    ]

    expect([wrong.code, missing.code, version.code]).toEqual([2, 1, 0])
    expect(wrong.complaints).toContain('sightline --help')
    expect(version.out.trim()).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
