import type Database from 'better-sqlite3'

/** An open database, as everything in the store is given it. */
export type Db = Database.Database
