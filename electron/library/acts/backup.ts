/** Human work as one document, and back from it, into this library or another. */
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { isOfThisMachine, readActs, type RecordedAct } from './act.ts'
import type { Acts } from './acts.ts'
import type { SideCopy } from './side-copy.ts'

/** One act for each photo, since a backup may hold news of one photo and none of another. */
function singly(act: RecordedAct): readonly RecordedAct[] {
  switch (act.act) {
    case 'mark':
    case 'rating':
    case 'confirmed':
    case 'facts':
    case 'place-declined':
      return act.pictures.map((picture) => ({ ...act, pictures: [picture] }))
    default:
      return [act]
  }
}

/** What an act decides; of two acts about the same thing the later one holds. */
function subjectOf(act: RecordedAct): string {
  switch (act.act) {
    case 'caption':
    case 'caption-undone':
      return `caption ${act.kind} ${act.picture}`
    case 'rating':
    case 'mark':
    case 'confirmed':
    case 'place-declined':
      return `${act.act} ${act.pictures.join(' ')}`
    case 'facts':
      return `${act.act} ${Object.keys(act.facts).join(' ')} ${act.pictures.join(' ')}`
    case 'doubted':
      return `confirmed ${act.picture}`
    case 'album':
    case 'album-removed':
      return `album ${act.album}`
    case 'album-cover':
    case 'album-order':
      return `${act.act} ${act.album}`
    case 'album-photos':
      // Additions join; the time makes each its own.
      return `${act.act} ${act.album} ${act.at}`
    case 'not-doubles':
    case 'doubles-again':
      return `doubles ${act.pictures.join(' ')}`
    case 'folder':
    case 'folder-removed':
      return `folder ${act.path}`
    case 'preferences':
    case 'packs':
      return act.act
    case 'begun':
      return act.act
    case 'picture-changed':
      return `${act.act} ${act.picture} ${act.to}`
  }
}

export interface Restored {
  readonly texts: number
  readonly marks: number
  readonly albums: number
}

/**
 * Takes over what a backup knows and this library does not; nothing that is here is overwritten or taken away. What
 * speaks of photos that are not here yet waits for them. Errors: `bad-request` for a document that is no backup.
 */
export function restoreBackup(store: Store, acts: Acts, text: string): Restored {
  const theirs = readActs(text)
    .filter((act) => !isOfThisMachine(act))
    .flatMap(singly)
  if (theirs.length === 0)
    throw new AppError('bad-request', 'This file holds no backup of Sightline.', {
      hint: 'Choose a file that "Back up" wrote, or the human-work.jsonl of another library.',
    })
  const own = acts.sideCopy.acts().flatMap(singly)
  const known = new Set(own.map((act) => JSON.stringify(act)))
  const latest = new Map(own.map((act) => [subjectOf(act), act.at]))
  const fresh = theirs.filter((act) => !known.has(JSON.stringify(act)) && (latest.get(subjectOf(act)) ?? '') <= act.at)
  const albumsBefore = store.albums.list().length
  acts.takeOver(fresh)
  const count = (kinds: readonly string[]): number => fresh.filter((act) => kinds.includes(act.act)).length
  return {
    texts: count(['caption']),
    marks: count(['mark', 'rating']),
    albums: store.albums.list().length - albumsBefore,
  }
}

/** Everything only people made, one act a line. */
export function backUp(sideCopy: SideCopy, clock: Clock): { fileName: string; text: string } {
  return {
    fileName: `sightline-backup-${clock.now().slice(0, 10)}.jsonl`,
    text: sideCopy
      .acts()
      .map((act) => `${JSON.stringify(act)}\n`)
      .join(''),
  }
}
