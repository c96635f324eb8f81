/** What people mark: favourites, hidden photos, an album's own cover. */
export const marks = `
ALTER TABLE photos ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX photos_favourite ON photos (id) WHERE favourite = 1;
CREATE INDEX photos_hidden ON photos (id) WHERE hidden = 1;
CREATE INDEX captions_to_review ON captions (photo_id) WHERE needs_review = 1 AND stale = 0;
ALTER TABLE albums ADD COLUMN cover_photo_id INTEGER REFERENCES photos (id) ON DELETE SET NULL;
`
