/** Doubts of texts that a person has replaced since are settled: their photos leave "Needs review". */
export const settledDoubts = `
UPDATE captions SET needs_review = 2 WHERE needs_review = 1 AND source = 'machine' AND stale = 0 AND EXISTS (
  SELECT 1 FROM captions AS mine WHERE mine.photo_id = captions.photo_id AND mine.kind = captions.kind
    AND mine.source = 'human' AND mine.stale = 0);
`
