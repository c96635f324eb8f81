import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../electron/store/database/migrate.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

describe('migrating', () => {
  it('copies the file first, runs each step once, and undoes a step that fails', () => {
    const path = join(temporaryFolder(), 'library.db')
    const db = new Database(path)
    const one = 'CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);'
    const two = 'INSERT INTO a VALUES (2);'
    const rows = (): unknown[] => db.prepare('SELECT x FROM a ORDER BY x').pluck().all()
    migrate(db, path, [one])

    migrate(db, path, [one, two])
    migrate(db, path, [one, two])

    expect(rows()).toEqual([1, 2])
    expect(existsSync(`${path}.before-2`)).toBe(true)
    expect(() => migrate(db, path, [one, two, 'INSERT INTO a VALUES (3); INSERT INTO nowhere VALUES (1);'])).toThrow(
      'nowhere',
    )
    expect(rows()).toEqual([1, 2])
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    db.close()
  })
})
