/** Packs from the command line, by the program itself and a hub on this machine. */
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startTinyCatalogue, type TinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))

interface Running {
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly complaints: string }>
  readonly complaints: () => string
  signal(name: NodeJS.Signals): void
}

function start({ hub, cataloguePath }: TinyCatalogue, home: string, ...words: string[]): Running {
  const child = spawn(process.execPath, [launcher, ...words, '--library', home], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SIGHTLINE_CATALOGUE: cataloguePath, HF_ENDPOINT: hub.url, NO_PROXY: '127.0.0.1' },
  })
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

/** Bytes of the parts in the stage. */
function partBytes(home: string): number {
  const stage = join(home, 'packs', '.downloading')
  try {
    return readdirSync(stage, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.part'))
      .reduce((sum, name) => sum + statSync(join(stage, name)).size, 0)
  } catch {
    return 0 // not begun
  }
}

const isSound = (verified: { out: string }): boolean => verified.out.includes('good') && !verified.out.includes('BAD')

describe('sightline packs', () => {
  it('shows the catalogue and the licences, wants them accepted, installs, uses, repairs and removes', async () => {
    const tiny = await startTinyCatalogue()
    const home = temporaryFolder()
    const sightline = (...words: string[]) => start(tiny, home, ...words).ended

    const catalog = await sightline('packs', 'catalog')
    const unread = await sightline('packs', 'install', 'default')
    const install = await sightline('packs', 'install', 'default', '--accept')
    const better = await sightline('packs', 'install', 'better', '--accept', '--json')
    const use = await sightline('packs', 'use', 'better')
    const repair = await sightline('packs', 'repair')
    const inUse = await sightline('packs', 'remove', 'better')
    const remove = await sightline('packs', 'remove', 'default')
    const list = await sightline('packs', 'list')

    expect(catalog.out).toContain('Recommended: 452 kB')
    expect(catalog.out).toContain(`Downloads come from ${tiny.hub.url}`)
    expect(unread).toMatchObject({ code: 1 })
    expect(unread.complaints).toContain('Permission is hereby granted')
    expect(unread.complaints).toContain('--accept')
    expect(install).toMatchObject({ code: 0, out: expect.stringMatching(/\* clip-one/u) as unknown })
    expect(JSON.parse(better.out)).toMatchObject({ packs: [{ id: 'clip-two', active: false }] })
    expect(use.out).toMatch(/\* clip-two/u)
    expect(repair.out).toContain('Every file is as published.')
    expect(inUse).toMatchObject({ code: 1, complaints: expect.stringContaining('--even-in-use') as unknown })
    expect(remove.out).toBe('Removed: captions-one, clip-one\n')
    expect(list.out).not.toContain('clip-one')
  })

  it('stopped by Ctrl-C keeps what has come, and goes on from there', async () => {
    const tiny = await startTinyCatalogue()
    const home = temporaryFolder()
    tiny.hub.misbehave({ kind: 'stall', after: 50_000 })
    const running = start(tiny, home, 'packs', 'install', 'default', '--accept')
    await expect.poll(() => partBytes(home), { timeout: 20_000 }).toBe(50_000)

    running.signal('SIGINT')
    const stopped = await running.ended
    const again = await start(tiny, home, 'packs', 'install', 'default', '--accept').ended
    const verified = await start(tiny, home, 'packs', 'verify', 'default').ended

    expect(stopped).toMatchObject({ code: 130, complaints: expect.stringContaining('goes on from there') as unknown })
    expect(again.code).toBe(0)
    expect(tiny.hub.requests.map(({ headers }) => headers.range)).toContain('bytes=50000-')
    expect(isSound(verified)).toBe(true)
  })

  it('killed at any moment loses nothing that had come, and never leaves half a pack', async () => {
    const tiny = await startTinyCatalogue()
    const home = temporaryFolder()
    for (const after of [20_000, 60_000, 9000]) {
      tiny.hub.misbehave({ kind: 'stall', after })
      const before = partBytes(home)
      const running = start(tiny, home, 'packs', 'install', 'default', '--accept')
      await expect.poll(() => partBytes(home), { timeout: 20_000 }).toBeGreaterThan(before)
      running.signal('SIGKILL')
      await running.ended
      expect(readdirSync(join(home, 'packs')).filter((name) => !name.startsWith('.'))).toEqual([])
    }

    const last = await start(tiny, home, 'packs', 'install', 'default', '--accept').ended
    const verified = await start(tiny, home, 'packs', 'verify', 'default').ended

    expect(last.code).toBe(0)
    expect(isSound(verified)).toBe(true)
  })

  it('refuses a second download beside the first', async () => {
    const tiny = await startTinyCatalogue()
    const home = temporaryFolder()
    tiny.hub.misbehave({ kind: 'stall', after: 1000 })
    const first = start(tiny, home, 'packs', 'install', 'default', '--accept')
    await expect.poll(() => partBytes(home), { timeout: 20_000 }).toBe(1000)

    const second = await start(tiny, home, 'packs', 'install', 'better', '--accept').ended
    first.signal('SIGINT')
    await first.ended

    expect(second).toMatchObject({ code: 1, complaints: expect.stringContaining('under way already') as unknown })
  })
})
