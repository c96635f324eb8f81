/** The photo that was the newest when a file was seen to change, instead of a time: clocks are set back. */
export const changedAfter = `
ALTER TABLE files ADD COLUMN changed_after INTEGER;
ALTER TABLE files DROP COLUMN changed_at;
`
