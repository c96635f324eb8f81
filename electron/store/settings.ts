import type { Db } from './database/db.ts'

export type SettingKey =
  | 'packs.set'
  | 'packs.answering'
  /** What is being downloaded; left behind by an engine that died over it. */
  | 'packs.downloading'
  | 'machine.speed'
  | 'index.paused'
  | 'running'
  | 'preferences'
  | 'recent-searches'
  /** In which form the full text was written. */
  | 'text.version'
  /** Up to which byte of the side copy this database knows. */
  | 'acts.mark'
  /** The highest number of a photo that was removed; a trigger writes it. */
  | 'photos.used'

export type Settings = ReturnType<typeof createSettings>

export function createSettings(db: Db) {
  const get = db.prepare<[SettingKey], { value: string }>(`SELECT value FROM settings WHERE key = ?`)
  const put = db.prepare(
    `INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
  )
  const remove = db.prepare(`DELETE FROM settings WHERE key = ?`)

  return {
    get: (key: SettingKey): string | undefined => get.get(key)?.value,
    set: (key: SettingKey, value: string): void => void put.run(key, value),
    clear: (key: SettingKey): void => void remove.run(key),
  }
}
