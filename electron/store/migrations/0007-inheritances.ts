/**
 * A picture that another one took the place of keeps what people gave it, in a photo of its own without files; the
 * photo that shows the new picture has it on trial, as its heir, until somebody has had a look.
 */
export const inheritances = `
CREATE TABLE inheritances (
  heir INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  ancestor INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  PRIMARY KEY (heir, ancestor)
) STRICT, WITHOUT ROWID;
CREATE INDEX inheritances_ancestor ON inheritances (ancestor);
`
