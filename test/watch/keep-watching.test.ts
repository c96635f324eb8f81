import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepWatching } from '../../electron/watch/keep-watching.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keep-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('keepWatching', () => {
  it('hands on bursts until it is told to stop', async () => {
    const stop = new AbortController()
    const heard = new Set<string>()
    const hint = (paths: readonly string[]): Promise<void> => {
      for (const path of paths) heard.add(path)
      return Promise.resolve()
    }
    const ready = Promise.withResolvers<undefined>()
    const watching = keepWatching([root], {
      hint,
      onNotice: () => undefined,
      onWatching: () => ready.resolve(undefined),
      signal: stop.signal,
      quietMs: 10,
    })

    await ready.promise
    await writeFile(join(root, 'a.jpg'), 'first')
    await vi.waitFor(() => expect(heard.has(join(root, 'a.jpg'))).toBe(true), 10_000)
    stop.abort()

    await expect(watching).resolves.toBeUndefined()
  })

  it('looks again on a timer at a folder that cannot be watched, and says so', async () => {
    const stop = new AbortController()
    const notices: string[] = []
    let looks = 0
    const missing = join(root, 'missing')
    const hint = (paths: readonly string[]): Promise<void> => {
      looks += paths.includes(missing) ? 1 : 0
      return Promise.resolve()
    }
    const options = { onNotice: (sentence: string) => notices.push(sentence), signal: stop.signal, quietMs: 1 }
    const watching = keepWatching([missing], { ...options, hint, rescanMs: 5 })

    await vi.waitFor(() => expect(looks).toBeGreaterThan(2), 5000)
    stop.abort()

    await watching
    expect(notices.length).toBe(1)
  })
})
