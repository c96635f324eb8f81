/**
 * What photos show, found by a pack's own vectors of words: all of it derived, dropped and found anew when another pack
 * looks. Counts of things are facets, as those of `0018-facets` are; a thing depends on nothing else of its photo.
 */
const isShown = (row: string): string => `(${row}.looked_at IS NOT NULL AND ${row}.hidden = 0 AND ${row}.present > 0)`

const add = (things: string, photo: string): string =>
  `INSERT INTO facets (kind, name, photos, cover) SELECT 'thing', thing, 1, ${photo} FROM (${things}) WHERE true
    ON CONFLICT DO UPDATE SET photos = photos + 1, cover = coalesce(cover, excluded.cover);`
const take = (things: string, photo: string): string =>
  `UPDATE facets SET photos = photos - 1, cover = nullif(cover, ${photo}) WHERE kind = 'thing' AND name IN (${things});
  DELETE FROM facets WHERE photos = 0 AND kind = 'thing' AND name IN (${things});`

const ofPhoto = (row: 'OLD' | 'NEW'): string => `SELECT thing FROM photo_things WHERE photo_id = ${row}.id`
const isPhotoShown = (row: 'OLD' | 'NEW'): string =>
  `EXISTS (SELECT 1 FROM photos WHERE photos.id = ${row}.photo_id AND ${isShown('photos')})`

export const things = `
CREATE TABLE thing_words (
  id INTEGER PRIMARY KEY, model TEXT NOT NULL UNIQUE, names_json TEXT NOT NULL, vectors BLOB NOT NULL
) STRICT;
CREATE TABLE thing_looks (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE, words INTEGER NOT NULL
) STRICT;
CREATE TABLE photo_things (
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE, thing TEXT NOT NULL, score REAL NOT NULL,
  PRIMARY KEY (photo_id, thing)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_things_by_thing ON photo_things (thing, score DESC, photo_id);
CREATE TRIGGER things_photo_goes BEFORE UPDATE OF looked_at, hidden, present ON photos
WHEN ${isShown('OLD')} AND NOT ${isShown('NEW')} BEGIN
  ${take(ofPhoto('OLD'), 'OLD.id')}
END;
CREATE TRIGGER things_photo_comes AFTER UPDATE OF looked_at, hidden, present ON photos
WHEN ${isShown('NEW')} AND NOT ${isShown('OLD')} BEGIN
  ${add(ofPhoto('NEW'), 'NEW.id')}
END;
CREATE TRIGGER things_photo_removed BEFORE DELETE ON photos WHEN ${isShown('OLD')} BEGIN
  ${take(ofPhoto('OLD'), 'OLD.id')}
END;
CREATE TRIGGER things_added AFTER INSERT ON photo_things WHEN ${isPhotoShown('NEW')} BEGIN
  ${add('SELECT NEW.thing AS thing', 'NEW.photo_id')}
END;
CREATE TRIGGER things_removed AFTER DELETE ON photo_things WHEN ${isPhotoShown('OLD')} BEGIN
  ${take('OLD.thing', 'OLD.photo_id')}
END;
`

/** Which photos wait for a newer look is asked with every page of the doubles: without reading what they look like. */
export const likenessVersions = `
CREATE INDEX likenesses_by_version ON likenesses (version, photo_id);
`

/** A person's word that nothing is to be proposed for where a photo was taken. */
export const declinedPlaces = `
CREATE TABLE declined_places (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
) STRICT;
`

/** Copies are looked at once more: some are the same to the last pixel, which was not asked of large ones. */
export const copiesSeenWhole = `
UPDATE likenesses SET version = 0 WHERE photo_id IN
  (SELECT one FROM double_pairs WHERE kind = 'same' UNION SELECT other FROM double_pairs WHERE kind = 'same');
`
