/**
 * What stands in a library's way for a while and then goes: a disk that is full, a disk that may only be read, a
 * database of a newer program. Nothing is lost to it, and each is told by its own name.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Random } from '../../models/demo/scenes/random.ts'

export interface Obstacle {
  readonly name: string
  /** What may be answered while it is there. */
  readonly codes: readonly string[]
  /** Whether acts are tried as well: a full disk may have room for a few. */
  readonly takesActs: boolean
  /** A library that is open keeps a disk from becoming read-only, and its database from becoming another's. */
  readonly needsClosed: boolean
  put(): void
  takeAway(): void
}

const mount = (...words: readonly string[]): boolean => spawnSync('mount', words).status === 0

/** A small disk for the library, where one may be mounted. */
export class SmallDisk {
  readonly path: string
  readonly #isMounted: boolean

  constructor(path: string, megabytes: number) {
    this.path = path
    mkdirSync(path)
    this.#isMounted = process.platform === 'linux' && mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path)
    if (!this.#isMounted)
      console.warn('Not tried: a disk that is full or read-only, since no tmpfs may be mounted here.')
  }

  unmount(): void {
    if (this.#isMounted) spawnSync('umount', ['-l', this.path])
  }

  obstacles(random: Random): readonly Obstacle[] {
    if (!this.#isMounted) return []
    const filler = join(this.path, 'filler')
    const remount = (how: string): void => {
      if (!mount('-o', `remount,${how}`, this.path)) throw new Error(`${this.path} cannot be made ${how}`)
    }
    return [
      {
        name: 'the disk is full',
        codes: ['disk-full'],
        takesActs: true,
        needsClosed: false,
        put: () => this.#fill(filler, random.pick([0, 0, 1, 4, 16, 64, 256]) * 4096),
        takeAway: () => rmSync(filler, { force: true }),
      },
      {
        name: 'the disk is read-only',
        codes: ['library-read-only'],
        takesActs: true,
        needsClosed: true,
        put: () => remount('ro'),
        takeAway: () => remount('rw'),
      },
    ]
  }

  /** Leaves so many bytes free. */
  #fill(path: string, free: number): void {
    for (;;) {
      const { bavail, bsize } = statfsSync(this.path)
      const bytes = Math.min(1 << 20, bavail * bsize - free)
      if (bytes <= 0) return
      try {
        appendFileSync(path, Buffer.alloc(bytes))
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return
        throw error
      }
    }
  }
}

/** The database says that a later version of Sightline wrote it; that version's files must stay as they are. */
export function newerDatabase(home: string): Obstacle {
  let version = 0
  let before = ''
  const path = join(home, 'library.db')
  const setVersion = (to: number): number => {
    const db = new Database(path)
    const was = Number(db.pragma('user_version', { simple: true }))
    db.pragma(`user_version = ${to}`)
    db.close()
    return was
  }
  return {
    name: 'the database is of a newer version',
    codes: ['library-newer'],
    takesActs: true,
    needsClosed: true,
    put() {
      version = setVersion(9999)
      before = fingerprint(home)
    },
    takeAway() {
      if (fingerprint(home) !== before) throw new Error('files of a newer version were changed')
      setVersion(version)
    },
  }
}

/** Of the library's own data, not of its notes beside them. */
function fingerprint(home: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(home).toSorted())
    if (/^library\.db$|^human-work/u.test(name) && existsSync(join(home, name)))
      hash.update(name).update(readFileSync(join(home, name)))
  return hash.digest('hex')
}
