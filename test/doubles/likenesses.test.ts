/** Likenesses in the database: what is made of those that an older one knew. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { history, migrate } from '../../electron/store/database/migrate.ts'
import { copiesSeenWhole } from '../../electron/store/migrations/0020-order.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

describe('likenesses of an older library', () => {
  it('are taken again of copies of a shot, and of nothing else', () => {
    const path = join(temporaryFolder(), 'library.db')
    const db = new Database(path)
    onTestFinished(() => void db.close())
    const at = history.indexOf(copiesSeenWhole)
    migrate(db, path, history.slice(0, at))
    for (const photo of [1, 2, 3, 4, 5]) {
      db.prepare(`INSERT INTO photos (id, pixels, added_at, sort_key) VALUES (?, ?, '2026', '2026')`).run(
        photo,
        Buffer.from([photo]),
      )
      db.prepare(`INSERT INTO likenesses (photo_id, version, sharpness, grid) VALUES (?, 1, 0, x'00')`).run(photo)
    }
    db.exec(`INSERT INTO double_pairs (one, other, kind) VALUES (1, 2, 'same'), (3, 4, 'similar')`)

    migrate(db, path, history.slice(0, at + 1))

    expect(db.prepare(`SELECT photo_id FROM likenesses WHERE version = 0 ORDER BY photo_id`).pluck().all()).toEqual([
      1, 2,
    ])
  })
})
