/** @file What people gave a picture, when another picture takes its place in the file: see docs/identity.md. */
import type { Db } from './database/db.ts'

export type Inheritances = ReturnType<typeof createInheritances>

export function createInheritances(db: Db) {
  const add = db.prepare(`INSERT INTO inheritances (heir, ancestor) VALUES (@heir, @ancestor) ON CONFLICT DO NOTHING`)
  const remove = db.prepare(`DELETE FROM inheritances WHERE heir = @heir AND ancestor = @ancestor`)
  const clear = db.prepare(`DELETE FROM inheritances WHERE heir = ?`)
  const heirs = db.prepare<[number], number>(`SELECT heir FROM inheritances WHERE ancestor = ?`).pluck()
  const ancestors = db.prepare<[number], number>(`SELECT ancestor FROM inheritances WHERE heir = ?`).pluck()
  const all = db.prepare<[], { heir: number; ancestor: number }>(`SELECT heir, ancestor FROM inheritances`)
  // What comes from an ancestor is no gift to the heir's own picture.
  const ofAncestor = (test: string): string =>
    `EXISTS (SELECT 1 FROM inheritances JOIN photos AS former ON former.id = ancestor WHERE heir = @from AND ${test})`
  const giveTexts = db.prepare(
    `INSERT INTO captions (photo_id, kind, source, text, language, decorative, needs_review, created_at)
     SELECT @to, kind, source, text, language, decorative, @doubt, created_at FROM captions AS theirs
     WHERE photo_id = @from AND source = 'human' AND stale = 0
       AND NOT ${ofAncestor(`EXISTS (SELECT 1 FROM captions WHERE photo_id = ancestor AND kind = theirs.kind
         AND text = theirs.text AND created_at = theirs.created_at AND source = 'human')`)}
       AND NOT EXISTS (SELECT 1 FROM captions WHERE photo_id = @to AND kind = theirs.kind AND source = 'human' AND stale = 0)
     ORDER BY id`,
  )
  const own = (column: string): string =>
    `CASE WHEN ${ofAncestor(`former.${column} = theirs.${column}`)} THEN NULL ELSE theirs.${column} END`
  const giveMarks = db.prepare(
    `UPDATE photos SET human_favourite = coalesce(photos.human_favourite, given.human_favourite),
       human_hidden = coalesce(photos.human_hidden, given.human_hidden),
       human_rating = coalesce(photos.human_rating, given.human_rating),
       human_facts_json = coalesce(photos.human_facts_json, given.human_facts_json),
       favourite = coalesce(photos.human_favourite, given.human_favourite, photos.favourite),
       hidden = coalesce(photos.human_hidden, given.human_hidden, photos.hidden)
     FROM (SELECT ${own('human_favourite')} AS human_favourite, ${own('human_hidden')} AS human_hidden,
         ${own('human_rating')} AS human_rating, ${own('human_facts_json')} AS human_facts_json FROM photos AS theirs WHERE id = @from) AS given
     WHERE photos.id = @to`,
  )
  const giveMemberships = db.prepare(
    `INSERT INTO album_photos (album_id, photo_id, position)
     SELECT album_id, @to, position FROM album_photos AS theirs WHERE photo_id = @from
       AND NOT ${ofAncestor(`EXISTS (SELECT 1 FROM album_photos WHERE photo_id = ancestor AND album_id = theirs.album_id)`)}
     ON CONFLICT DO NOTHING`,
  )
  const takeTexts = db.prepare(
    `UPDATE captions SET stale = 1 WHERE photo_id = @heir AND source = 'human' AND stale = 0 AND EXISTS
       (SELECT 1 FROM captions AS theirs WHERE theirs.photo_id = @ancestor AND theirs.source = 'human'
          AND theirs.kind = captions.kind AND theirs.text = captions.text AND theirs.created_at = captions.created_at)`,
  )
  const takeMarks = db.prepare(
    `UPDATE photos SET human_favourite = nullif(photos.human_favourite, former.human_favourite),
       human_hidden = nullif(photos.human_hidden, former.human_hidden),
       human_rating = nullif(photos.human_rating, former.human_rating),
       human_facts_json = nullif(photos.human_facts_json, former.human_facts_json),
       favourite = coalesce(nullif(photos.human_favourite, former.human_favourite), photos.said_favourite),
       hidden = coalesce(nullif(photos.human_hidden, former.human_hidden), photos.said_hidden)
     FROM photos AS former WHERE photos.id = @heir AND former.id = @ancestor`,
  )
  const takeMemberships = db.prepare(
    `DELETE FROM album_photos WHERE photo_id = @heir
       AND album_id IN (SELECT album_id FROM album_photos WHERE photo_id = @ancestor)`,
  )

  return {
    /** What was given to one photo, and not to an ancestor of it, is given to another as well; what that has stays. */
    give: (from: number, to: number, asDoubtful: boolean): void => {
      giveTexts.run({ from, to, doubt: asDoubtful ? 1 : 0 })
      giveMarks.run({ from, to })
      giveMemberships.run({ from, to })
    },
    add: (heir: number, ancestor: number): void => void add.run({ heir, ancestor }),
    /** The ancestor's picture is there again: what the heir has from it goes. */
    withdraw: (heir: number, ancestor: number): void => {
      takeTexts.run({ heir, ancestor })
      takeMarks.run({ heir, ancestor })
      takeMemberships.run({ heir, ancestor })
      remove.run({ heir, ancestor })
    },
    remove: (heir: number, ancestor: number): void => void remove.run({ heir, ancestor }),
    /** Somebody had a look: what the heir has is its own. */
    settle: (heir: number): void => void clear.run(heir),
    all: (): readonly { readonly heir: number; readonly ancestor: number }[] => all.all(),
    heirsOf: (ancestor: number): readonly number[] => heirs.all(ancestor),
    ancestorsOf: (heir: number): readonly number[] => ancestors.all(heir),
  }
}
