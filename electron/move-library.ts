/** `sightline library move`: a library to another folder or drive, whole or not at all. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { AppError } from './api/errors.ts'
import { isInside } from './domain/paths.ts'
import { moveNote } from './places.ts'
import { lockLibrary } from './store/database/lock.ts'
import { holdStill } from './store/database/open.ts'

export interface Move {
  readonly from: string
  readonly to: string
  /** Where Sightline looks unasked; it is told where the library went. Absent where the library was named. */
  readonly usual?: string | undefined
}

/**
 * Moves everything: renamed where that can be, else copied, compared byte by byte, and only then taken away here.
 * Errors: `not-found`, `bad-request` for a folder that holds something, `library-locked`, `disk-full`.
 */
export async function moveLibrary({ from, to, usual }: Move): Promise<void> {
  if (!existsSync(join(from, 'library.db')))
    throw new AppError('not-found', `There is no library in ${from}.`, { hint: 'Name it with --library.' })
  if (isInside(to, from, sep) || isInside(from, to, sep))
    throw new AppError('bad-request', `${to} and ${from} lie inside each other.`, {
      hint: 'Choose a folder elsewhere.',
    })
  refuseFilled(to)
  const release = claim(from)
  try {
    rmSync(join(to, moveNote), { force: true })
    mkdirSync(dirname(to), { recursive: true })
    await moveWhole(from, to)
  } finally {
    release()
  }
  if (usual === undefined || usual === to) return
  mkdirSync(usual, { recursive: true, mode: 0o700 })
  writeFileSync(join(usual, moveNote), to, { mode: 0o600 })
}

const isFree = (folder: string): boolean =>
  !existsSync(folder) || readdirSync(folder).every((name) => name === moveNote)

/** Where a library goes that is moved into a folder: the folder itself where nothing is in the way, else a new one in it. */
export function freeFolderIn(folder: string): string {
  return isFree(folder) ? resolve(folder) : join(resolve(folder), 'Sightline')
}

function refuseFilled(to: string): void {
  if (isFree(to)) return
  throw new AppError('bad-request', `The folder ${to} holds something already.`, {
    hint: 'Name a folder that is empty or not there yet.',
  })
}

/** Nobody indexes, downloads or writes until the returned function is called. */
function claim(folder: string): () => void {
  const held: (() => void)[] = []
  const release = (): void => held.splice(0).forEach((each) => each())
  try {
    for (const purpose of ['engine', 'download'] as const) {
      const unlock = lockLibrary(folder, purpose)
      if (unlock === undefined)
        throw new AppError('library-locked', `Another Sightline has the library ${folder} open.`, {
          hint: 'Close it everywhere, then move the library.',
        })
      held.push(unlock)
    }
    held.push(holdStill(folder))
    return release
  } catch (error) {
    release()
    throw error
  }
}

async function moveWhole(from: string, to: string): Promise<void> {
  // An empty folder in the way is replaced.
  const renamed = await rename(from, to).then(
    () => true,
    () => false, // another disk, or a system that keeps open files where they are
  )
  if (renamed) return
  const part = `${resolve(to)}.part-${randomUUID()}`
  try {
    await cp(from, part, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, filter: isKept })
    await compare(from, part)
    rmSync(to, { recursive: true, force: true })
    await rename(part, to)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
  await rm(from, { recursive: true, force: true })
}

/** Locks are of this moment and this place, and hold nothing. */
const isKept = (path: string): boolean => !/\.lock(?:-\w+)?$|-shm$/u.test(path)

async function compare(from: string, copy: string): Promise<void> {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !isKept(path)) continue
    if ((await hashOf(path)) !== (await hashOf(join(copy, relative(from, path)))))
      throw new AppError('unreadable', `${path} could not be copied as it is.`, {
        hint: 'Nothing was changed. Check the disk of the new folder, then try again.',
      })
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer) // a stream without encoding
  return hash.digest('hex')
}
