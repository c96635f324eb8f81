/** A scan of known files against a bare walk over them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { scanIntoLibrary } from '../../electron/library/indexing/scan-folder.ts'
import { systemClock } from '../../electron/library/shared/clock.ts'
import { openStore } from '../../electron/store/store.ts'
import { inPairs } from './pairs.ts'
import type { Section } from './report.ts'

export interface ScanBench {
  /** For files of its own. */
  readonly folder: string
  /** Files to scan. */
  readonly count: number
  readonly rounds: number
}

/** Directories of a photo folder hold some hundreds of files. */
const perDirectory = 200

export async function benchScan({ folder, count, rounds }: ScanBench): Promise<Section> {
  const root = join(folder, 'known')
  for (let index = 0; index < count; index += 1) {
    const directory = join(root, String(Math.floor(index / perDirectory)))
    if (index % perDirectory === 0) mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, `IMG_${index}.jpg`), String(index))
  }
  const store = openStore(join(folder, 'library'))
  const added = store.folders.add(root, [], systemClock.now())
  const scan = () =>
    scanIntoLibrary({ store, clock: systemClock, onWork: () => undefined }, added, new AbortController().signal)
  await scan()
  const scanning = await inPairs(scan, () => bareWalk(root), rounds)
  store.close()
  return {
    name: `Scanning ${count} known files`,
    figures: [
      {
        name: 'a scan of known files, against a bare walk with lstat',
        value: scanning.wallRatio,
        unit: 'x',
        atMost: 2,
      },
      { name: 'the scan', value: scanning.ours.wallMs, unit: 'ms' },
    ],
  }
}

/** Names and stats of everything below, 64 at a time. */
async function bareWalk(root: string): Promise<number> {
  let files = 0
  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true })
    const paths: string[] = []
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else paths.push(path)
    }
    for (let from = 0; from < paths.length; from += 64)
      files += (await Promise.all(paths.slice(from, from + 64).map((path) => lstat(path, { bigint: true })))).length
  }
  return files
}
