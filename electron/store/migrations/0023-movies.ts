/** What a still and the movie of its Live Photo have in common; movies that are known are opened once for it. */
export const movies = `
ALTER TABLE files ADD COLUMN content_identifier TEXT;
UPDATE files SET content_identifier = json_extract(facts_json, '$.contentIdentifier')
  WHERE facts_json IS NOT NULL AND json_valid(facts_json);
CREATE INDEX files_content_identifier ON files (content_identifier) WHERE content_identifier IS NOT NULL;
CREATE INDEX movies_by_reader ON files (reader_version) WHERE kind = 'video';
`
