import Database from 'better-sqlite3'
import { join } from 'node:path'

/**
 * Makes this process the only one that indexes a library, that downloads into it, or that publishes its texts. The
 * operating system lets go of the lock when the process ends, however it ends. Others may still search.
 * @returns a function that lets go, or `undefined` when another process holds it
 */
export function lockLibrary(
  folder: string,
  purpose: 'engine' | 'download' | 'publish' = 'engine',
): (() => void) | undefined {
  const db = new Database(join(folder, `${purpose}.lock`), { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return () => db.close()
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
