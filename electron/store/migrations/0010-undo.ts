/**
 * The way back from what people did; what files say of hearts and archives beside what people say; photos that need
 * no words, which until now were those with an empty text; facts that a person set right.
 */
export const undo = `
CREATE TABLE undo_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone')),
  what_json TEXT NOT NULL,
  deeds_json TEXT NOT NULL
) STRICT;

ALTER TABLE photos ADD COLUMN said_favourite INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN said_hidden INTEGER NOT NULL DEFAULT 0;
UPDATE photos SET said_favourite = favourite WHERE human_favourite IS NULL;
UPDATE photos SET said_hidden = hidden WHERE human_hidden IS NULL;

ALTER TABLE captions ADD COLUMN decorative INTEGER NOT NULL DEFAULT 0;
UPDATE captions SET decorative = 1 WHERE source = 'human' AND kind = 'alt' AND text = '';

ALTER TABLE photos ADD COLUMN human_facts_json TEXT;
`
