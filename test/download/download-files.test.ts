import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { downloadFiles, type FilesProgress } from '../../electron/download/download-files.ts'
import { TransferRate } from '../../electron/download/transfer-rate.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { sha256Of, startHub } from './hub.ts'

const contents = { 'onnx/a.onnx': Buffer.alloc(300_000, 1), 'b.json': Buffer.alloc(100_000, 2) }

async function startWith() {
  const hub = await startHub({
    files: Object.fromEntries(Object.entries(contents).map(([path, bytes]) => [`o/m/resolve/c/${path}`, bytes])),
  })
  const files = Object.entries(contents).map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    url: new URL(`${hub.url}/o/m/resolve/c/${path}`),
  }))
  return { hub, files }
}

describe('downloading the files of a model', () => {
  it('counts over all of them, with rate and time left by the clock', async () => {
    const { files } = await startWith()
    const told: FilesProgress[] = []
    let now = 0

    await downloadFiles(files, temporaryFolder(), {
      signal: new AbortController().signal,
      environment: {},
      // Every look at the clock is a second later.
      nowMs: () => (now += 1000),
      onProgress: (progress) => told.push(progress),
    })

    const last = told.at(-1)
    expect(last).toMatchObject({ state: 'downloading', file: 'b.json', doneBytes: 400_000, totalBytes: 400_000 })
    expect(told.every(({ doneBytes }, at) => doneBytes >= (told[at - 1]?.doneBytes ?? 0))).toBe(true)
    const midway = told.find(({ bytesPerSecond }) => bytesPerSecond > 0)
    if (midway !== undefined)
      expect(midway.secondsLeft).toBe(Math.ceil((400_000 - midway.doneBytes) / midway.bytesPerSecond))
  })

  it('hashes what lies there already, and fetches only what is absent or rotten', async () => {
    const { hub, files } = await startWith()
    const folder = temporaryFolder()
    for (const [path, bytes] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), path === 'b.json' ? Buffer.alloc(bytes.length) : bytes)
    }

    await downloadFiles(files, folder, { signal: new AbortController().signal, environment: {} })

    expect(hub.requests.filter(({ at }) => at === 'hub').map(({ path }) => path)).toEqual(['/o/m/resolve/c/b.json'])
    expect(readFileSync(join(folder, 'b.json')).equals(contents['b.json'])).toBe(true)
  })

  it('asks for nothing when there is not enough room', async () => {
    const { hub, files } = await startWith()
    const disk = { openPart: () => Promise.reject(new Error('not reached')), freeBytes: () => Promise.resolve(450_000) }

    const downloading = downloadFiles(files, temporaryFolder(), {
      signal: new AbortController().signal,
      environment: {},
      disk,
    })

    await expect(downloading).rejects.toMatchObject({ code: 'disk-full' })
    expect(hub.requests).toEqual([])
  })
})

describe('a rate', () => {
  it('is unknown at first, follows the last ten seconds, and forgets a pause', () => {
    const rate = new TransferRate()
    rate.note(0, 0)
    const atOnce = rate.at(100)
    for (let second = 1; second <= 20; second += 1) rate.note(second * 1000, second * 1000)
    const steady = rate.at(20_000)
    for (let second = 21; second <= 40; second += 1) rate.note(20_000 + (second - 20) * 5000, second * 1000)
    const faster = rate.at(40_000)
    rate.clear()

    expect([atOnce, steady, faster, rate.at(40_000)]).toEqual([0, 1000, 5000, 0])
  })
})
