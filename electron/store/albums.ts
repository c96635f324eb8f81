import type { Db } from './database/db.ts'

export interface AlbumRow {
  readonly id: number
  /** Its name in the side copy of human work; the id may differ after a rebuilding. */
  readonly uid: string
  readonly name: string
  readonly kind: 'manual' | 'smart'
  readonly query: string | undefined
  readonly count: number
  readonly cover: number | undefined
  /** The cover that a person chose; without one the first photo is it. */
  readonly ownCover: number | undefined
}

export interface NewAlbum {
  readonly uid: string
  readonly name: string
  /** For one that fills itself. */
  readonly query?: string | undefined
  readonly number?: number | undefined
  readonly now: string
}

interface Raw {
  id: number
  uid: string
  name: string
  kind: 'manual' | 'smart'
  query: string | null
  count: number
  cover: number | null
  ownCover: number | null
}

const select = `SELECT albums.id, uid, name, kind, query,
  (SELECT count(*) FROM album_photos JOIN photos ON photos.id = photo_id
    WHERE album_id = albums.id AND present > 0 AND hidden = 0) AS count,
  cover_photo_id AS ownCover, coalesce(cover_photo_id,
    (SELECT photo_id FROM album_photos JOIN photos ON photos.id = photo_id
      WHERE album_id = albums.id AND present > 0 AND hidden = 0 ORDER BY position LIMIT 1)) AS cover FROM albums`

const fromRaw = (raw: Raw): AlbumRow => ({
  ...raw,
  query: raw.query ?? undefined,
  cover: raw.cover ?? undefined,
  ownCover: raw.ownCover ?? undefined,
})

export type Albums = ReturnType<typeof createAlbums>

export function createAlbums(db: Db) {
  const list = db.prepare<[], Raw>(`${select} ORDER BY name, albums.id`)
  const byId = db.prepare<[number], Raw>(`${select} WHERE albums.id = ?`)
  const insert = db.prepare<
    [{ number: number | null; uid: string; name: string; kind: string; query: string | null; now: string }],
    { id: number }
  >(
    `INSERT INTO albums (id, uid, name, kind, query, created_at)
     VALUES ((SELECT @number WHERE NOT EXISTS (SELECT 1 FROM albums WHERE id = @number)),
       @uid, @name, @kind, @query, @now) RETURNING id`,
  )
  const rename = db.prepare(`UPDATE albums SET name = ? WHERE id = ?`)
  const setCover = db.prepare(`UPDATE albums SET cover_photo_id = ? WHERE id = ?`)
  const setPosition = db.prepare(`UPDATE album_photos SET position = ? WHERE album_id = ? AND photo_id = ?`)
  const setQuery = db.prepare(`UPDATE albums SET query = ? WHERE id = ? AND kind = 'smart'`)
  const remove = db.prepare(`DELETE FROM albums WHERE id = ?`)
  // Photos that are not here yet keep their places among the others.
  const lastPlace = db
    .prepare<[{ album: number }], number>(
      `SELECT max(coalesce((SELECT max(position) FROM album_photos WHERE album_id = @album), 0),
         coalesce((SELECT max(position) FROM waiting_places WHERE album_id = @album), 0))`,
    )
    .pluck()
  const addPhoto = db.prepare(
    `INSERT INTO album_photos (album_id, photo_id, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const putPhoto = db.prepare(
    `INSERT INTO album_photos (album_id, photo_id, position) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET position = excluded.position`,
  )
  const byUid = db.prepare<[string], number>(`SELECT id FROM albums WHERE uid = ?`).pluck()
  const removePhoto = db.prepare(`DELETE FROM album_photos WHERE album_id = ? AND photo_id = ?`)
  const photoIds = db.prepare<[number], { id: number }>(
    `SELECT photo_id AS id FROM album_photos WHERE album_id = ? ORDER BY position, photo_id`,
  )
  const places = db.prepare<[number], { photo: number; position: number }>(
    `SELECT photo_id AS photo, position FROM album_photos WHERE album_id = ? ORDER BY position, photo_id`,
  )
  const uidsOfPhoto = db
    .prepare<[number], string>(
      `SELECT uid FROM albums JOIN album_photos ON album_id = id WHERE photo_id = ? ORDER BY id`,
    )
    .pluck()
  const ofPhoto = db.prepare<[number], { name: string }>(
    `SELECT name FROM albums JOIN album_photos ON album_id = id WHERE photo_id = ? ORDER BY name`,
  )

  return {
    list: (): readonly AlbumRow[] => list.all().map(fromRaw),
    get: (id: number): AlbumRow | undefined => {
      const raw = byId.get(id)
      return raw && fromRaw(raw)
    },
    /** Under its former number, where that is free. */
    add: ({ uid, name, query, number, now }: NewAlbum): number => {
      const kind = query === undefined ? 'manual' : 'smart'
      const row = insert.get({ number: number ?? null, uid, name, kind, query: query ?? null, now })
      if (row === undefined) throw new Error('INSERT ... RETURNING gave no row')
      return row.id
    },
    rename: (id: number, name: string): void => void rename.run(name, id),
    remove: (id: number): void => void remove.run(id),
    addPhotos: db.transaction((id: number, photos: readonly number[]): void => {
      const last = lastPlace.get({ album: id }) ?? 0
      for (const [index, photo] of photos.entries()) addPhoto.run(id, photo, last + index + 1)
    }),
    removePhotos: db.transaction((id: number, photos: readonly number[]): void => {
      for (const photo of photos) removePhoto.run(id, photo)
    }),
    setQuery: (id: number, query: string): void => void setQuery.run(query, id),
    /** Without a photo the album's first one is its cover. */
    setCover: (id: number, photo: number | undefined): void => void setCover.run(photo ?? null, id),
    /** By its lasting name. */
    withUid: (uid: string): number | undefined => byUid.get(uid),
    lastPlace: (id: number): number => lastPlace.get({ album: id }) ?? 0,
    /** Puts one photo at this place, whatever else is there. */
    putPhoto: (id: number, photo: number, position: number): void => void putPhoto.run(id, photo, position),
    /** Puts the album's photos in this order; those not named keep theirs behind it. */
    arrange: db.transaction((id: number, photos: readonly number[]): void => {
      const named = new Set(photos)
      const rest = photoIds.all(id).filter((row) => !named.has(row.id))
      for (const [index, photo] of [...photos, ...rest.map((row) => row.id)].entries())
        setPosition.run(index + 1, id, photo)
    }),
    /** The places of photos that are here, in order. */
    places: (id: number): readonly { photo: number; position: number }[] => places.all(id),
    photoIds: (id: number): readonly number[] => photoIds.all(id).map((row) => row.id),
    /** Lasting names of the albums that the photo is in. */
    uidsOfPhoto: (photoId: number): readonly string[] => uidsOfPhoto.all(photoId),
    ofPhoto: (photoId: number): readonly string[] => ofPhoto.all(photoId).map((row) => row.name),
  }
}
