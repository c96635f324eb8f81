/**
 * How many photos that are shown there are of each year, month, place, camera and so on, kept while writing (see
 * `docs/decisions/0005`), with one of them as a cover. What a photo adds is told once, as rows of kind and name; a
 * change takes away what the photo was before anything else happens to it, and adds what it is when all has happened.
 */
type Row = 'OLD' | 'NEW' | 'photos'

const isShown = (row: string): string => `(${row}.looked_at IS NOT NULL AND ${row}.hidden = 0 AND ${row}.present > 0)`

interface Term {
  readonly kind: string
  /** An expression; a photo for which it is empty adds nothing. */
  readonly name: string
  readonly test?: string
}

/** What has no name of its own: there is one of each kind. */
const single = `'*'`

/** Each place once: a city may be called as its region is. */
const termsOf = (row: Row): readonly Term[] => [
  { kind: 'year', name: `substr(${row}.taken_local, 1, 4)` },
  { kind: 'month', name: `substr(${row}.taken_local, 1, 7)`, test: `length(${row}.taken_local) >= 7` },
  { kind: 'date', name: `substr(${row}.taken_local, 1, 10)`, test: `length(${row}.taken_local) >= 10` },
  { kind: 'city', name: `${row}.city` },
  { kind: 'country', name: `${row}.country` },
  { kind: 'place', name: `${row}.city` },
  { kind: 'place', name: `${row}.region`, test: `${row}.region IS NOT ${row}.city` },
  {
    kind: 'place',
    name: `${row}.country`,
    test: `${row}.country IS NOT ${row}.city AND ${row}.country IS NOT ${row}.region`,
  },
  { kind: 'camera', name: `trim(coalesce(${row}.make, '') || ' ' || ${row}.model)` },
  { kind: 'lens', name: `${row}.lens` },
  { kind: 'undated', name: single, test: `(${row}.taken_local IS NULL OR ${row}.taken_source IS 'folder-name')` },
  { kind: 'unplaced', name: single, test: `${row}.latitude IS NULL` },
  { kind: 'panorama', name: single, test: `${row}.height > 0 AND ${row}.width >= 2 * ${row}.height` },
  ...(['letters >= 2', `kind = 'screenshot'`, `kind = 'document'`] as const).map((test, index) => ({
    kind: ['text', 'screenshot', 'document'][index] ?? '',
    name: single,
    test: `EXISTS (SELECT 1 FROM readings WHERE photo_id = ${row}.id AND readings.${test})`,
  })),
]

const facetsOf = (row: 'OLD' | 'NEW'): string =>
  `SELECT kind, name FROM (${termsOf(row)
    .map(({ kind, name, test = '1' }) => `SELECT '${kind}' AS kind, ${name} AS name WHERE ${test}`)
    .join('\n    UNION ALL ')}) WHERE name <> ''`

const add = (facets: string, photo: string): string =>
  `INSERT INTO facets (kind, name, photos, cover) SELECT kind, name, 1, ${photo} FROM (${facets}) WHERE true
    ON CONFLICT DO UPDATE SET photos = photos + 1, cover = coalesce(cover, excluded.cover);`
const take = (facets: string, photo: string): string =>
  `UPDATE facets SET photos = photos - 1, cover = nullif(cover, ${photo}) WHERE (kind, name) IN (${facets});
  DELETE FROM facets WHERE photos = 0 AND (kind, name) IN (${facets});`

const decisive = [
  ...(['taken_local', 'taken_source', 'latitude', 'city', 'region', 'country', 'make', 'model', 'lens'] as const),
  ...(['width', 'height', 'looked_at', 'hidden'] as const),
]
const differs = [
  ...decisive.filter((name) => name !== 'looked_at').map((name) => `OLD.${name} IS NOT NEW.${name}`),
  '(OLD.looked_at IS NULL) <> (NEW.looked_at IS NULL)',
  '(OLD.present > 0) <> (NEW.present > 0)',
].join(' OR ')
const columns = [...decisive, 'present'].join(', ')

/** Words in a picture are read later than all else; whoever takes a picture out of sight has done so before. */
const ofReading = (row: 'OLD' | 'NEW'): string =>
  `SELECT 'text' AS kind, ${single} AS name WHERE ${row}.letters >= 2
    UNION ALL SELECT ${row}.kind, ${single} WHERE ${row}.kind IS NOT NULL`
const isPhotoShown = (row: 'OLD' | 'NEW'): string =>
  `EXISTS (SELECT 1 FROM photos WHERE photos.id = ${row}.photo_id AND ${isShown('photos')})`

export const facets = `
CREATE TABLE facets (
  kind TEXT NOT NULL, name TEXT NOT NULL, photos INTEGER NOT NULL, cover INTEGER, PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX facets_by_size ON facets (kind, photos DESC, name);
CREATE TRIGGER facets_photo_changes BEFORE UPDATE OF ${columns} ON photos WHEN ${isShown('OLD')} AND (${differs}) BEGIN
  ${take(facetsOf('OLD'), 'OLD.id')}
END;
CREATE TRIGGER facets_photo_changed AFTER UPDATE OF ${columns} ON photos WHEN ${isShown('NEW')} AND (${differs}) BEGIN
  ${add(facetsOf('NEW'), 'NEW.id')}
END;
CREATE TRIGGER facets_photo_removed BEFORE DELETE ON photos WHEN ${isShown('OLD')} BEGIN
  ${take(facetsOf('OLD'), 'OLD.id')}
END;
CREATE TRIGGER facets_reading_added AFTER INSERT ON readings WHEN ${isPhotoShown('NEW')} BEGIN
  ${add(ofReading('NEW'), 'NEW.photo_id')}
END;
CREATE TRIGGER facets_reading_changed AFTER UPDATE OF letters, kind ON readings WHEN ${isPhotoShown('NEW')} BEGIN
  ${take(ofReading('OLD'), 'OLD.photo_id')}
  ${add(ofReading('NEW'), 'NEW.photo_id')}
END;
CREATE TRIGGER facets_reading_removed AFTER DELETE ON readings WHEN ${isPhotoShown('OLD')} BEGIN
  ${take(ofReading('OLD'), 'OLD.photo_id')}
END;
${termsOf('photos')
  .map(
    ({ kind, name, test = '1' }) =>
      `INSERT INTO facets (kind, name, photos, cover) SELECT '${kind}', ${name}, count(*), max(id) FROM photos
  WHERE ${isShown('photos')} AND ${test} AND ${name} <> '' GROUP BY 2
  ON CONFLICT DO UPDATE SET photos = photos + excluded.photos;`,
  )
  .join('\n')}
`
