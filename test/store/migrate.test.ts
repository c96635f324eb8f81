import Database from 'better-sqlite3'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { history, migrate } from '../../electron/store/database/migrate.ts'
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

  it('keeps what waits, and its counts, where work gets one more stage; words that fail refuse no file', () => {
    const path = join(temporaryFolder(), 'library.db')
    const db = new Database(path)
    const before = history.findIndex((step) => step.includes('CREATE TABLE readings'))
    migrate(db, path, history.slice(0, before))
    db.exec(`INSERT INTO work (stage, target, model, attempts) VALUES ('look', 7, '', 2), ('caption', 8, 'm', 0);
      UPDATE work SET state = 'failed' WHERE target = 8;`)
    const work = (): unknown[] => db.prepare('SELECT id, stage, target, model, state, attempts FROM work').all()
    const counts = (): unknown[] =>
      db.prepare('SELECT stage, state, count FROM work_totals WHERE count > 0 ORDER BY stage').all()
    const [workBefore, countsBefore] = [work(), counts()]

    migrate(db, path, history.slice(0, before + 1))

    expect(work()).toEqual(workBefore)
    expect(counts()).toEqual(countsBefore)
    db.exec(`INSERT INTO work (stage, target) VALUES ('words', 9); DELETE FROM work WHERE target = 7;`)
    expect(counts()).toEqual([
      { stage: 'caption', state: 'failed', count: 1 },
      { stage: 'words', state: 'queued', count: 1 },
    ])
    expect(() => db.exec(`INSERT INTO work (stage, target) VALUES ('other', 9)`)).toThrow('CHECK')
    expect(db.pragma('foreign_key_check')).toEqual([])
    db.close()
  })
})
