/**
 * @file Whether a database is whole. Looking at all of it takes as long as reading the file, so an opening looks at a
 * sample in bounded time, and everything is looked at when nobody waits, a table at a time.
 */
import Database from 'better-sqlite3'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { Db } from './db.ts'

/** Rows looked at in the middle of each table, and at either end of it. */
const spots = 8
const rowsAtEnds = 2

/** Beside a database that was met damaged: the next opening looks at all of it. */
const suspectPath = (path: string): string => `${path}.suspect`

/** Leaves word for the next opening. A folder that cannot be written has its own trouble, which is told. */
export function markSuspect(path: string): void {
  try {
    writeFileSync(suspectPath(path), '', { mode: 0o600 })
  } catch {
    return
  }
}

export const isSuspect = (path: string): boolean => existsSync(suspectPath(path))
export const clearSuspect = (path: string): void => rmSync(suspectPath(path), { force: true })

function tablesOf(db: Db): readonly { name: string; sql: string }[] {
  return db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all()
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Reads some rows of every table, so that a page that was lost or overwritten is likely met.
 * @throws SqliteError SQLITE_CORRUPT
 */
export function readSample(db: Db): void {
  for (const { name, sql } of tablesOf(db)) {
    // Virtual tables keep their rows in tables that are plain, and listed.
    if (/^CREATE VIRTUAL/iu.test(sql)) continue
    const table = quoted(name)
    if (/WITHOUT ROWID/iu.test(sql)) {
      db.prepare(`SELECT * FROM ${table} LIMIT ${spots}`).all()
      continue
    }
    const ends = db.prepare<[], { first: number | null; last: number | null }>(
      `SELECT (SELECT min(rowid) FROM ${table}) AS first, (SELECT max(rowid) FROM ${table}) AS last`,
    )
    const { first, last } = ends.get() ?? { first: null, last: null }
    if (first === null || last === null) continue
    const from = db.prepare<[number]>(`SELECT * FROM ${table} WHERE rowid >= ? ORDER BY rowid LIMIT ${rowsAtEnds}`)
    for (let spot = 0; spot <= spots; spot += 1) from.all(Math.floor(first + ((last - first) * spot) / spots))
  }
}

/** Looks at everything, a table at a time: gives `ok`, or the first complaint, after each. */
export function* checkTables(db: Db): Generator<string, void> {
  for (const { name } of tablesOf(db)) yield complaintAbout(db, `quick_check(${quoted(name)})`)
}

/** `ok`, or the first complaint of a check of the whole file. */
export const checkWhole = (db: Db): string => complaintAbout(db, 'quick_check(1)')

function complaintAbout(db: Db, pragma: string): string {
  try {
    return String(db.pragma(pragma, { simple: true }))
  } catch (error) {
    if (error instanceof Database.SqliteError) return error.message // too damaged even to be checked
    throw error
  }
}
