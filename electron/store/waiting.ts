/** @file Human work that waits for its photo: what the side copy or a backup knows and the library does not show yet. */
import type { Db } from './database/db.ts'

/** A photo as the side copy names it; `path` only where several photos have the picture. */
export interface WaitingName {
  readonly picture: Buffer
  readonly path?: string | undefined
}

export interface WaitingAct {
  readonly seq: number
  /** As it was recorded, as JSON. */
  readonly act: string
}

export type Waiting = ReturnType<typeof createWaiting>

export function createWaiting(db: Db) {
  const addAct = db.prepare(`INSERT INTO waiting_acts (picture, path, act) VALUES (@picture, @path, @act)`)
  const addPlace = db.prepare(
    `INSERT INTO waiting_places (album_id, picture, path, position) VALUES (@album, @picture, @path, @position)
     ON CONFLICT DO UPDATE SET position = excluded.position`,
  )
  const removePlace = db.prepare(
    `DELETE FROM waiting_places WHERE album_id = @album AND picture = @picture AND path = @path`,
  )
  const addChange = db.prepare(
    `INSERT INTO picture_changes (picture, path, next) VALUES (@picture, @path, @next) ON CONFLICT DO NOTHING`,
  )
  const changes = db.prepare<[], { picture: Buffer; path: string; next: Buffer }>(
    `SELECT picture, path, next FROM picture_changes`,
  )
  const removeChangesTo = db.prepare(`DELETE FROM picture_changes WHERE next = ?`)
  const acts = db.prepare<[], string>(`SELECT act FROM waiting_acts ORDER BY seq`).pluck()
  // Every picture that became this one; the depth is bounded since the side copy may be anybody's file.
  const formerPictures = db
    .prepare<[Buffer], Buffer>(
      `WITH RECURSIVE former (picture, depth) AS (
         SELECT ?, 0 UNION SELECT change.picture, depth + 1 FROM picture_changes AS change
           JOIN former ON change.next = former.picture WHERE depth < 1000)
       SELECT DISTINCT picture FROM former`,
    )
    .pluck()
  const actsOf = db.prepare<[Buffer], WaitingAct & { path: string }>(
    `SELECT seq, path, act FROM waiting_acts WHERE picture = ? ORDER BY seq`,
  )
  const removeAct = db.prepare(`DELETE FROM waiting_acts WHERE seq = ?`)
  const placesOf = db.prepare<[Buffer], { album: number; path: string; position: number }>(
    `SELECT album_id AS album, path, position FROM waiting_places WHERE picture = ?`,
  )
  const placesIn = db.prepare<[number], { picture: Buffer; path: string; position: number }>(
    `SELECT picture, path, position FROM waiting_places WHERE album_id = ? ORDER BY position`,
  )
  const names = db.prepare<[], { picture: Buffer; path: string }>(
    `SELECT picture, path FROM waiting_acts UNION SELECT picture, path FROM waiting_places`,
  )
  const counts = db.prepare<[], { acts: number; photos: number; changes: number }>(
    `SELECT (SELECT count(*) FROM waiting_acts) AS acts, (SELECT count(*) FROM picture_changes) AS changes,
       (SELECT count(*) FROM (SELECT picture, path FROM waiting_acts UNION SELECT picture, path FROM waiting_places)) AS photos`,
  )
  const kinds = db.prepare<[], { act: string; count: number }>(
    `SELECT json_extract(act, '$.act') AS act, count(*) AS count FROM waiting_acts GROUP BY 1`,
  )
  const named = ({ picture, path = '' }: WaitingName): { picture: Buffer; path: string } => ({ picture, path })

  return {
    addAct: (name: WaitingName, act: string): void => void addAct.run({ ...named(name), act }),
    removeAct: (seq: number): void => void removeAct.run(seq),
    /** A place in an album; an earlier place of the same photo moves. */
    putPlace: (album: number, name: WaitingName, position: number): void =>
      void addPlace.run({ album, ...named(name), position }),
    removePlace: (album: number, name: WaitingName): void => void removePlace.run({ album, ...named(name) }),
    /** The photo of this name shows another picture since. */
    addChange: (name: WaitingName, next: Buffer): void => void addChange.run({ ...named(name), next }),
    /** All changes of pictures that no photo has taken note of yet. */
    changes: (): readonly { readonly picture: Buffer; readonly path: string; readonly next: Buffer }[] => changes.all(),
    /** The photo that shows this picture has taken note of what it took the place of. */
    removeChangesTo: (next: Buffer): void => void removeChangesTo.run(next),
    /** All acts that wait, as JSON, in their order. */
    acts: (): readonly string[] => acts.all(),
    /** This picture and every one that it took the place of. */
    formerPictures: (picture: Buffer): readonly Buffer[] => formerPictures.all(picture),
    actsOf: (picture: Buffer): readonly (WaitingAct & { readonly path: string })[] => actsOf.all(picture),
    placesOf: (picture: Buffer): readonly { album: number; path: string; position: number }[] => placesOf.all(picture),
    placesIn: (album: number): readonly { picture: Buffer; path: string; position: number }[] => placesIn.all(album),
    /** All photos that something waits for. */
    names: (): readonly { picture: Buffer; path: string }[] => names.all(),
    counts: (): { readonly acts: number; readonly photos: number; readonly changes: number } =>
      counts.get() ?? { acts: 0, photos: 0, changes: 0 },
    /** How many acts of each kind wait. */
    kinds: (): readonly { act: string; count: number }[] => kinds.all(),
  }
}
