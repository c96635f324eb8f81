/**
 * What several test files need and is dear to make: the first that asks makes it, whoever comes meanwhile waits, and it
 * is kept in `node_modules/.cache` for later runs, as long as what it was made of is the same.
 */
import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { buildWindow } from '../electron/build-window.ts'
import { root } from './import-graph.ts'

const cache = join(root, 'node_modules', '.cache', 'sightline-tests')

/** One process at a time acts under a name; the system lets go of the name when a process ends, however it ends. */
async function alone<Value>(name: string, act: () => Value | Promise<Value>): Promise<Value> {
  mkdirSync(cache, { recursive: true })
  const lock = new Database(join(cache, `${name}.lock`), { timeout: 0 })
  try {
    while (!isHeld(lock)) await setTimeout(50)
    return await act()
  } finally {
    lock.close()
  }
}

function isHeld(lock: Database.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
    throw error
  }
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of sources.flatMap((source) => filesOf(join(root, source))))
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/**
 * The folder that `make` has filled, at the path where it was filled. It belongs to all: copy what a test changes.
 * @param sources files and folders of the repository that it is made of; where one changes, it is made anew
 */
export async function madeOnce(
  name: string,
  sources: readonly string[],
  make: (folder: string) => void | Promise<void>,
): Promise<string> {
  const folder = join(cache, `${name}-${hashOf(sources)}`)
  const whole = join(folder, 'whole')
  if (existsSync(whole)) return folder
  return alone(name, async () => {
    if (existsSync(whole)) return folder
    for (const old of readdirSync(cache))
      if (new RegExp(`^${name}-[0-9a-f]{16}$`, 'u').test(old)) rmSync(join(cache, old), { recursive: true })
    mkdirSync(folder)
    await make(folder)
    writeFileSync(whole, '')
    return folder
  })
}

let built: Promise<void> | undefined

/** The build in `out/`, of the sources as they are. Whoever runs it asks for it first. */
export async function builtWindow(): Promise<void> {
  await (built ??= alone('window', () => buildWindow(root, (sentence) => console.log(sentence))))
}
