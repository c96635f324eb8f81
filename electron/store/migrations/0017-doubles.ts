/**
 * What doubles are found by, all of it derived from looks: a picture's likeness, the keys it is found under, and what
 * pictures were found to be to each other. `parted_pictures` is a person's word, by the pictures themselves: these are
 * no doubles, whatever they look like.
 */
export const doubles = `
CREATE TABLE likenesses (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  -- Of all upright pixels; NULL where the look saw a reduction of them.
  image BLOB,
  -- Nothing at all is on it, or too little to tell it from others.
  blank TEXT CHECK (blank IN ('plain', 'nearly')),
  -- Of two copies of one size the sharper one has more.
  sharpness REAL NOT NULL,
  -- 56 x 56 bytes of grey.
  grid BLOB NOT NULL
) STRICT;
CREATE INDEX likenesses_by_image ON likenesses (image, photo_id) WHERE image IS NOT NULL AND blank IS NOT 'plain';
CREATE INDEX likenesses_plain ON likenesses (photo_id) WHERE blank = 'plain';

CREATE TABLE likeness_keys (
  key INTEGER NOT NULL,
  photo_id INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  PRIMARY KEY (key, photo_id, low, high)
) STRICT, WITHOUT ROWID;

CREATE TABLE double_pairs (
  one INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('same', 'similar')),
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX double_pairs_other ON double_pairs (other, one);

CREATE TABLE parted_pictures (
  one BLOB NOT NULL,
  other BLOB NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- Another picture has other doubles.
CREATE TRIGGER pictures_unlike AFTER UPDATE OF pixels ON photos WHEN OLD.pixels <> NEW.pixels BEGIN
  DELETE FROM double_pairs WHERE one = NEW.id OR other = NEW.id;
  UPDATE likenesses SET version = 0 WHERE photo_id = NEW.id;
END;
`
