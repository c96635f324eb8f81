/** @file What people did, each entry with the deeds that take it back, or, once taken back, do it again. */
import type { Db } from './database/db.ts'

export interface UndoEntry {
  readonly id: number
  readonly at: string
  readonly state: 'done' | 'undone'
  /** What it was, as JSON. */
  readonly what: string
  /** What turns it round, as JSON. */
  readonly deeds: string
}

/** So many entries are kept. */
const kept = 200

export function createUndoLog(db: Db) {
  const columns = `id, at, state, what_json AS what, deeds_json AS deeds`
  const add = db.prepare(`INSERT INTO undo_log (at, what_json, deeds_json) VALUES (@at, @what, @deeds)`)
  const forgetUndone = db.prepare(`DELETE FROM undo_log WHERE state = 'undone'`)
  const prune = db.prepare(
    `DELETE FROM undo_log WHERE id <= (SELECT id FROM undo_log ORDER BY id DESC LIMIT 1 OFFSET ${kept})`,
  )
  const lastDone = db.prepare<[], UndoEntry>(
    `SELECT ${columns} FROM undo_log WHERE state = 'done' ORDER BY id DESC LIMIT 1`,
  )
  const firstUndone = db.prepare<[], UndoEntry>(
    `SELECT ${columns} FROM undo_log WHERE state = 'undone' ORDER BY id LIMIT 1`,
  )
  const turn = db.prepare(`UPDATE undo_log SET state = @state, deeds_json = @deeds WHERE id = @id`)
  const ofRun = db.prepare<[number], UndoEntry>(
    `SELECT ${columns} FROM undo_log WHERE json_extract(what_json, '$.run') = ?`,
  )
  const setWhat = db.prepare(`UPDATE undo_log SET what_json = @what WHERE id = @id`)
  const list = db.prepare<[number], Omit<UndoEntry, 'deeds'>>(
    `SELECT id, at, state, what_json AS what FROM undo_log ORDER BY id DESC LIMIT ?`,
  )
  return {
    /** What was taken back before can not be done again from here on. */
    add: (entry: Pick<UndoEntry, 'at' | 'what' | 'deeds'>): void => {
      forgetUndone.run()
      add.run(entry)
      prune.run()
    },
    /** What undo takes back next. */
    lastDone: (): UndoEntry | undefined => lastDone.get(),
    /** What redo does next. */
    firstUndone: (): UndoEntry | undefined => firstUndone.get(),
    turn: (id: number, state: UndoEntry['state'], deeds: string): void => void turn.run({ id, state, deeds }),
    /** The entry of a run that published. */
    ofRun: (run: number): UndoEntry | undefined => ofRun.get(run),
    setWhat: (id: number, what: string): void => void setWhat.run({ id, what }),
    /** Newest first. */
    list: (limit: number): readonly Omit<UndoEntry, 'deeds'>[] => list.all(limit),
  }
}
