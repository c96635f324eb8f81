/** @file Steps from one schema to the next. Each is one file and one transaction; the file is copied first. */
import { copyFileSync } from 'node:fs'
import { AppError } from '../../api/errors.ts'
import { start } from '../migrations/0001-start.ts'
import { marks } from '../migrations/0002-marks.ts'
import { totals } from '../migrations/0003-totals.ts'
import { waiting } from '../migrations/0004-waiting.ts'
import { identity } from '../migrations/0005-identity.ts'
import { foldedNames } from '../migrations/0006-folded-names.ts'
import { inheritances } from '../migrations/0007-inheritances.ts'
import { passedOver } from '../migrations/0008-passed-over.ts'
import { settledDoubts } from '../migrations/0009-settled-doubts.ts'
import { undo } from '../migrations/0010-undo.ts'
import { publishing } from '../migrations/0011-publishing.ts'
import { writtenWords } from '../migrations/0012-written-words.ts'
import { wordsInPictures } from '../migrations/0013-words-in-pictures.ts'
import { changedAfter } from '../migrations/0014-changed-after.ts'
import { moments } from '../migrations/0015-moments.ts'
import { places } from '../migrations/0016-places.ts'
import { doubles } from '../migrations/0017-doubles.ts'
import { borrowedPlaces, movies, usedNumbers } from '../migrations/0019-neighbours.ts'
import { facets } from '../migrations/0018-facets.ts'
import { copiesSeenWhole, declinedPlaces, likenessVersions, things } from '../migrations/0020-order.ts'
import type { Db } from './db.ts'

/** In order; the schema's version is how many of them have run. */
export const history: readonly string[] = [
  start,
  marks,
  totals,
  waiting,
  identity,
  foldedNames,
  inheritances,
  passedOver,
  settledDoubts,
  undo,
  publishing,
  writtenWords,
  wordsInPictures,
  changedAfter,
  moments,
  places,
  doubles,
  facets,
  movies,
  usedNumbers,
  borrowedPlaces,
  things,
  likenessVersions,
  copiesSeenWhole,
  declinedPlaces,
]

/** Brings the database to this version. Errors: `library-newer`. */
export function migrate(db: Db, path: string, steps: readonly string[] = history): void {
  const to = steps.length
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > steps.length)
    throw new AppError('library-newer', `The library ${path} was written by a newer Sightline (schema ${version}).`, {
      hint: 'Update Sightline, or choose another library folder with --library.',
    })
  if (version === to) return
  if (version > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(path, `${path}.before-${to}`)
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(step)
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}
