/** Files are looked up by names whose case is folded (ASCII letters), so that IMG_1.XMP is found for img_1.jpg. */
export const foldedNames = `
CREATE INDEX files_by_folded_path ON files (lower(path));
`
