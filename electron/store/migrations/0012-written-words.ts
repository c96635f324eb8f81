/**
 * Every word that is written about any photo, once, so that parts of words and words with a mistake are found without a
 * look at the photos: the trigrams of the words only, not of the texts.
 */
export const writtenWords = `
CREATE TABLE written_words (
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE,
  initial TEXT NOT NULL AS (substr(word, 1, 1)) VIRTUAL,
  letters INTEGER NOT NULL AS (length(word)) VIRTUAL
) STRICT;
CREATE INDEX written_words_by_shape ON written_words (initial, letters, word);
CREATE VIRTUAL TABLE word_pieces USING fts5 (
  word, content = 'written_words', content_rowid = 'id', tokenize = 'trigram'
);
CREATE TRIGGER written_words_new AFTER INSERT ON written_words BEGIN
  INSERT INTO word_pieces (rowid, word) VALUES (new.id, new.word);
END;
`
