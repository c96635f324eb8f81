/**
 * What happens to a library's own files while nobody has it open: power cuts that lose the last writes of one of them,
 * disks that rot, and people who put a former copy back. One file is hit at a time: against the loss of two of them at
 * once stand the daily backups.
 */
import {
  copyFileSync,
  existsSync,
  openSync,
  closeSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../models/demo/scenes/random.ts'

const database = 'library.db'
const sideCopy = 'human-work.jsonl'
const journals = [`${database}-wal`, `${database}-shm`]

export interface HarmContext {
  /** The library's folder. */
  readonly home: string
  readonly random: Random
}

const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Some bytes in the middle of a file are others than were written. */
function rot(path: string, { random }: HarmContext): boolean {
  const bytes = size(path)
  if (bytes === 0) return false
  const length = Math.min(bytes, random.whole(1, 4096))
  const at = random.whole(0, bytes - length)
  const file = openSync(path, 'r+')
  try {
    const noise = Buffer.alloc(length)
    readSync(file, noise, 0, length, at)
    for (let index = 0; index < length; index += 1) noise[index] = random.whole(0, 255)
    writeSync(file, noise, 0, length, at)
  } finally {
    closeSync(file)
  }
  return true
}

type Harms = Readonly<Record<string, (context: HarmContext) => boolean>>

/** By name: what it does, and whether there was anything to do it to. Whole files go. */
export const losses: Harms = {
  'the database is lost': ({ home }) => {
    for (const name of [database, ...journals]) rmSync(join(home, name), { force: true })
    return true
  },
  'thumbnails are lost': ({ home }) => {
    for (const name of ['', '-wal', '-shm']) rmSync(join(home, `thumbnails.db${name}`), { force: true })
    return true
  },
}

/** Files are cut, or hold other bytes than were written. */
export const harms: Harms = {
  'a stretch of the database rots': (context) => rot(join(context.home, database), context),
  'the database ends in the middle': ({ home, random }) => {
    const path = join(home, database)
    truncateSync(path, random.whole(0, size(path)))
    return true
  },
  'thumbnails rot': (context) => rot(join(context.home, 'thumbnails.db'), context),
  // A torn write, or a sync that never came: what was written last is cut at any byte.
  'the end of the side copy is lost': ({ home, random }) => {
    const path = join(home, sideCopy)
    const bytes = size(path)
    if (bytes === 0) return false
    truncateSync(path, bytes - random.whole(1, Math.min(bytes, 400)))
    return true
  },
  'the side copy is lost': ({ home }) => {
    if (!existsSync(join(home, sideCopy))) return false
    rmSync(join(home, sideCopy))
    return true
  },
}

/** Somebody puts a former copy of the database back. */
export const olderDatabase: Harms = {
  'an older database is put back': ({ home }) => {
    const older = join(home, '..', '..', 'older.db')
    if (!existsSync(older)) return false
    for (const name of journals) rmSync(join(home, name), { force: true })
    copyFileSync(older, join(home, database))
    return true
  },
}

/** Kept for `an older database is put back`, if it is whole; the library is closed. */
export function keepOlder(home: string): boolean {
  // What the journal holds belongs to it: a clean close leaves none.
  if (existsSync(join(home, `${database}-wal`)) || !existsSync(join(home, database))) return false
  copyFileSync(join(home, database), join(home, '..', '..', 'older.db'))
  return true
}

/** After a kill: the last writes to the journal never reached the disk. */
export function tearJournal({ home, random }: HarmContext): boolean {
  const path = join(home, `${database}-wal`)
  const bytes = size(path)
  if (bytes === 0) return false
  truncateSync(path, random.whole(0, bytes))
  rmSync(join(home, `${database}-shm`), { force: true })
  return true
}
