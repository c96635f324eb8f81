/** @file Opens a library's database: pragmas, the vector extension, migrations. The only way in. */
import Database from 'better-sqlite3'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, renameSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { getLoadablePath } from 'sqlite-vec'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import { AppError } from '../../api/errors.ts'
import { diskFull, systemTrouble } from '../../api/system-trouble.ts'
import type { Db } from './db.ts'
import { lockLibrary } from './lock.ts'
import { migrate } from './migrate.ts'
import { checkWhole, clearSuspect, isSuspect, readSample } from './soundness.ts'

/** WAL with NORMAL: a killed process loses nothing; a power cut may lose the last moments, never the file. */
const pragmas = ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON', 'busy_timeout = 10000']

function openWith(path: string, setUp: (db: Db) => void): Db {
  const db = new Database(path)
  try {
    for (const pragma of pragmas) db.pragma(pragma)
    setUp(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Bytes that are no database, or a row that claims to be longer than any can be (nothing here is a gigabyte). */
function isCorruption(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB|TOOBIG)/u.test(error.code)
}

/** After a stop that nobody announced the whole file is looked at. */
function stoppedCleanly(db: Db): boolean {
  return db.prepare(`SELECT 1 FROM settings WHERE key = 'running'`).get() === undefined
}

/** The binary inside a packaged app lies beside the archive, not in it. */
function loadVectors(db: Db): void {
  db.loadExtension(getLoadablePath().replace('app.asar', 'app.asar.unpacked'))
}

export interface OpenedLibrary {
  readonly db: Db
  /** Where a damaged database was set aside, if that happened now. */
  readonly setAside?: string
}

/** The folder or the database in it has been taken away. */
export function libraryGone(folder: string): AppError {
  return new AppError('library-gone', `The library ${folder} is no longer there.`, {
    hint: 'Connect its drive or put the folder back. Nothing begins anew in its place.',
  })
}

/** SQLite says no more than that where it cannot make the files beside the database. */
function cannotBeOpened(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CANTOPEN|IOERR)/u.test(error.code)
}

/** SQLite begins with a page of 32 KiB for its shared memory. */
const leastBytes = 64 * 1024

function troubleOfDisk(folder: string): ErrorAnswer | undefined {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < leastBytes ? diskFull : undefined
  } catch (error) {
    return systemTrouble(error)
  }
}

/** With where it is, since a person may have several. */
function explained(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error
  const trouble = cannotBeOpened(error) ? (troubleOfDisk(folder) ?? systemTrouble(error)) : systemTrouble(error)
  if (trouble === undefined) return error
  return new AppError(trouble.code, `${trouble.message} It lies at ${folder}.`, { hint: trouble.hint, cause: error })
}

/**
 * Opens `library.db` and `thumbnails.db` in `folder`, creating or migrating them. A damaged file is renamed, never
 * deleted, and a new one begun. Errors, with the folder in their sentence: `library-newer` for a file of a later
 * version, `library-damaged` for what cannot be set aside, `library-gone`, `library-read-only`, `library-forbidden`,
 * `disk-full`.
 * @param mustExist it was there before: nothing is created in place of what is gone
 */
export function openLibraryDbs(
  folder: string,
  mustExist = false,
): OpenedLibrary & { readonly thumbnailDb: Db; readonly isInPlace: () => boolean } {
  const path = join(folder, 'library.db')
  if (mustExist && !existsSync(path)) throw libraryGone(folder)
  try {
    const opened = openLibraryDb(folder)
    try {
      const { ino } = statSync(path)
      return { ...opened, thumbnailDb: openThumbnailDb(folder), isInPlace: () => isFile(path, ino) }
    } catch (error) {
      opened.db.close()
      throw error
    }
  } catch (error) {
    throw explained(error, folder)
  }
}

/** By its number on the disk, as SQLite itself tells a database that was moved. Not allowed to look is no answer. */
function isFile(path: string, inode: number): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.ino === inode
  } catch {
    return true
  }
}

function openLibraryDb(folder: string): OpenedLibrary {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    keepPrivate(folder, 0o700)
  } catch (error) {
    throw new AppError('library-forbidden', `The library folder ${folder} cannot be created.`, {
      hint: 'Choose another folder with --library, or allow writing there.',
      cause: error,
    })
  }
  const path = join(folder, 'library.db')
  const open = (): Db =>
    openWith(path, (db) => {
      loadVectors(db)
      migrate(db, path)
      lookAt(db, path, stoppedCleanly(db))
    })
  try {
    return { db: opened(path, open) }
  } catch (error) {
    if (!isCorruption(error)) throw error
    const setAside = whileLocked(folder, () => setFileAside(path))
    return { db: opened(path, open), setAside }
  }
}

/** @throws SqliteError SQLITE_CORRUPT for a file that is damaged where it was looked at */
function lookAt(db: Db, path: string, isTrusted: boolean): void {
  if (isTrusted && !isSuspect(path)) {
    readSample(db)
    return
  }
  if (checkWhole(db) !== 'ok') throw new Database.SqliteError('damaged', 'SQLITE_CORRUPT')
  clearSuspect(path)
}

function opened(path: string, open: () => Db): Db {
  const db = open()
  for (const suffix of ['', '-wal', '-shm']) keepPrivate(path + suffix, 0o600)
  return db
}

/** Texts and names are nobody else's business, whatever the umask or an older version left behind. */
function keepPrivate(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch {
    return // not there, not ours, or a disk without modes
  }
}

/** Only who may index may set the database aside: under a running engine, work would go on into the wrong file. */
function whileLocked<Result>(folder: string, act: () => Result): Result {
  const unlock = lockLibrary(folder)
  if (unlock === undefined)
    throw new AppError(
      'library-damaged',
      `The database of the library ${folder} is damaged, and another Sightline has it open.`,
      {
        hint: 'Close the other one, then start again: the database is set aside then, and your work comes back from its side copy.',
      },
    )
  try {
    return act()
  } finally {
    unlock()
  }
}

/**
 * Everything is in the file itself and nobody writes it, until the returned function is called: for copying it as it is.
 * Errors: as `openLibraryDbs`.
 */
export function holdStill(folder: string): () => void {
  try {
    const db = new Database(join(folder, 'library.db'), { fileMustExist: true })
    try {
      db.pragma('busy_timeout = 2000')
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.exec('BEGIN IMMEDIATE')
      return () => void db.close()
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    throw explained(error, folder)
  }
}

/** As much of the file as SQLite maps at most. */
const mapBytes = 2 ** 31

/**
 * A second connection to `library.db`, for vectors one by one. It alone maps the file, since that makes a vector five
 * times as fast to read, and fifty times in tables that were made with long chunks (see `chunkRows`): there it lies
 * some 250 pages behind its chunk's beginning. Where a drive that goes away takes a mapped page along, the engine ends
 * and is started again.
 */
export function openVectorReader(folder: string): Db {
  const db = new Database(join(folder, 'library.db'), { readonly: true })
  try {
    loadVectors(db)
    db.pragma('busy_timeout = 10000')
    db.pragma(`mmap_size = ${mapBytes}`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Thumbnails can be rebuilt, so a damaged file is simply begun anew beside the old one. */
function openThumbnailDb(folder: string): Db {
  const path = join(folder, 'thumbnails.db')
  const open = (): Db =>
    openWith(path, (db) => {
      db.exec(
        `CREATE TABLE IF NOT EXISTS thumbnails
           (photo_id INTEGER PRIMARY KEY, jpeg BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL) STRICT`,
      )
      lookAt(db, path, true)
    })
  try {
    return opened(path, open)
  } catch (error) {
    if (!isCorruption(error)) throw error
    whileLocked(folder, () => setFileAside(path))
    return opened(path, open)
  }
}

function setFileAside(path: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/gu, '-')
  const aside = path.replace(/\.db$/u, `.damaged-${stamp}.db`)
  renameSync(path, aside)
  for (const suffix of ['-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  clearSuspect(path)
  return aside
}

/** What is compiled in, for `doctor`. */
export function readVersions(db: Db): { sqlite: string; vectors: string } {
  const row = db
    .prepare<[], { sqlite: string; vectors: string }>(`SELECT sqlite_version() AS sqlite, vec_version() AS vectors`)
    .get()
  return row ?? { sqlite: 'unknown', vectors: 'unknown' }
}
