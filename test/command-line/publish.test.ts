import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { putPictures, temporaryFolder } from '../library/open-test-library.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))

function sightline(...words: readonly string[]): Promise<{ code: number | null; out: string; complaints: string }> {
  const child = spawn(process.execPath, [launcher, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, complaints] = ['', '']
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, complaints })))
}

it(
  'publishes, takes back and takes in on the command line, with an exit code for each end',
  { timeout: 300_000 },
  async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 2)
    const at = ['--library', home]
    const [first, second] = [join(photos, '0.jpg'), join(photos, '1.jpg')]
    await sightline('index', photos, '--pack', 'demo', ...at)
    const before = readFileSync(first)

    const off = await sightline('publish', '--everything', ...at)
    chmodSync(second, 0o444)
    const partly = await sightline('publish', '--everything', '--allow', ...at)
    const changed = !readFileSync(first).equals(before)
    const back = await sightline('publish', 'undo', '1', ...at)
    const again = await sightline('redo', ...at)
    const writtenAgain = !readFileSync(first).equals(before)
    const undone = await sightline('undo', ...at)
    const table = join(home, 'texts.csv')
    const csv = await sightline('publish', first, '--as', 'csv', '--to', table, ...at)
    const same = await sightline('import', table, '--preview', ...at)

    expect([off, partly, back, csv, same].map(({ code }) => code)).toEqual([2, 1, 0, 0, 0])
    expect(off.complaints).toContain('--allow')
    expect(partly.out).toContain('1 written, 1 refused.')
    expect(partly.out).toContain('1.jpg is read-only.')
    expect([changed, readFileSync(first).equals(before)]).toEqual([true, true])
    expect(back.out).toContain('1 taken back.')
    expect([again.code, undone.code, writtenAgain]).toEqual([1, 0, true])
    expect(again.out).toContain('Done again: texts written into the files of 1 photo')
    expect(undone.out).toContain('1 taken back')
    expect(existsSync(table)).toBe(true)
    expect(same.out).toContain('1 rows: 0 photos would change')
  },
)
