import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchFolder, type FolderWatch } from '../../electron/watch/watcher.ts'

let root = ''
let watch: FolderWatch | undefined
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'watch-'))
})
afterEach(async () => {
  await watch?.close()
  await rm(root, { recursive: true, force: true })
})

/** Watches the root and collects what it hears. */
async function listen(): Promise<{ hints: Set<string>; losses: string[] }> {
  const heard = { hints: new Set<string>(), losses: [] as string[] }
  watch = await watchFolder(root, {
    ignore: ['**/*.tmp'],
    onHint: (paths) => {
      for (const path of paths) heard.hints.add(path)
    },
    onLost: (reason) => heard.losses.push(reason),
  })
  return heard
}

describe('watchFolder', () => {
  it('hints at new, changed and renamed files, not at ignored ones', async () => {
    const { hints, losses } = await listen()

    await writeFile(join(root, 'a.tmp'), '')
    await writeFile(join(root, '.b.jpg'), '')
    await writeFile(join(root, 'c.jpg'), '')
    await rename(join(root, 'c.jpg'), join(root, 'd.jpg'))

    await vi.waitFor(() => expect(hints.has(join(root, 'd.jpg'))).toBe(true), 5000)
    expect([...hints].filter((path) => path.endsWith('.tmp') || path.endsWith('.b.jpg'))).toEqual([])
    expect(losses).toEqual([])
  })

  it('says once that the folder was deleted, so that the caller rescans on a timer', async () => {
    const { losses } = await listen()

    await rm(root, { recursive: true })
    await vi.waitFor(() => expect(losses.length).toBe(1), 5000)
    await mkdir(root)

    expect(losses).toEqual(['The folder was moved, deleted or unmounted.'])
  })

  it('loses a folder that is not there instead of rejecting', async () => {
    await rm(root, { recursive: true })

    const { losses } = await listen()

    expect(losses).toEqual(['The folder is not there.'])
  })

  it('is silent after it was closed', async () => {
    const { hints, losses } = await listen()
    await watch?.close()

    await writeFile(join(root, 'late.jpg'), '')
    await rm(root, { recursive: true })

    expect({ hints: [...hints], losses }).toEqual({ hints: [], losses: [] })
  })
})
