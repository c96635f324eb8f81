/** What the last scan of a folder passed over, by kind, and which folders it left out unasked. */
export const passedOver = `
ALTER TABLE folders ADD COLUMN passed_over_json TEXT NOT NULL DEFAULT '{"kinds":{},"leftOut":[]}';
`
