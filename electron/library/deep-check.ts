/** Everything of a library held against everything else. What is derived is mended; what people made is never guessed. */
import type { Store } from '../store/store.ts'
import type { RecordedAct } from './acts/act.ts'
import type { Acts } from './acts/acts.ts'
import { exportActs } from './acts/export-acts.ts'
import type { Clock } from './shared/clock.ts'
import { refreshWords } from './shared/photo-words.ts'

export interface DeepCheck {
  readonly name: string
  readonly state: 'good' | 'notice' | 'bad'
  readonly detail: string
}

export interface DeepCheckParts {
  readonly store: Store
  readonly acts: Acts
  readonly clock: Clock
  /** Work was added that waits to be done. */
  readonly wake: () => Promise<void>
  /** The model that photos should have been seen by. */
  readonly model: { readonly pack: string; readonly revision: string } | undefined
}

const mended = (name: string, count: number, wrong: string, good: string): DeepCheck =>
  count === 0 ? { name, state: 'good', detail: good } : { name, state: 'notice', detail: `${count} ${wrong}; mended` }

/** @returns a line for each kind of thing that was looked at. Errors: what the database reports. */
export async function deepChecks(parts: DeepCheckParts): Promise<DeepCheck[]> {
  const { store, wake } = parts
  const integrity = integrityCheck(store)
  // On damaged ground nothing is compared, and nothing written.
  if (integrity.state === 'bad') return [integrity]
  const checks = [
    integrity,
    referenceCheck(store),
    strayCheck(store),
    countCheck(store),
    wordCheck(store),
    vectorCheck(parts),
    thumbnailCheck(store),
    sideCopyCheck(parts),
  ]
  await wake()
  return checks
}

function integrityCheck(store: Store): DeepCheck {
  const complaint = Array.from(store.soundness()).find((each) => each !== 'ok')
  if (complaint === undefined)
    return { name: 'integrity', state: 'good', detail: 'every page of the database and the thumbnails is sound' }
  store.markSuspect()
  const detail = `${complaint}. Close Sightline and open it again: what is damaged is set aside and rebuilt.`
  return { name: 'integrity', state: 'bad', detail }
}

function referenceCheck(store: Store): DeepCheck {
  const broken = store.upkeep.brokenReferences()
  if (broken === 0) return { name: 'references', state: 'good', detail: 'nothing points at what is not there' }
  return { name: 'references', state: 'bad', detail: `${broken} rows point at what is not there; please report it` }
}

function strayCheck(store: Store): DeepCheck {
  const { vectors, words, thumbnails } = store.upkeep.strays()
  if (vectors + words + thumbnails > 0) store.transaction(() => store.upkeep.removeStrays())
  return mended('orphans', vectors + words + thumbnails, 'rows of photos that are gone', 'none')
}

function countCheck(store: Store): DeepCheck {
  const [kept, counted] = [store.totals.now(), store.upkeep.recount()]
  const wrong = Object.entries(counted).filter(([name, count]) => kept[name as keyof typeof kept] !== count)
  if (wrong.length > 0) store.transaction(() => store.upkeep.setTotals(counted))
  return mended('counts', wrong.length, `counts were wrong (${wrong.map(([name]) => name).join(', ')})`, 'all are true')
}

function wordCheck(store: Store): DeepCheck {
  const without = store.upkeep.withoutWords()
  if (without.length > 0) store.transaction(() => without.forEach((photo) => refreshWords(store, photo)))
  return mended('words', without.length, 'photos were unknown to the full text', 'every photo is in the full text')
}

function vectorCheck({ store, model }: DeepCheckParts): DeepCheck {
  const known = store.vectors.models().find((each) => each.pack === model?.pack && each.revision === model.revision)
  if (known === undefined) return { name: 'vectors', state: 'good', detail: 'no model is in use' }
  const missing = store.vectors.open(known.pack, known.revision, known.dims).missing()
  if (missing.length > 0) store.work.addMany('look', missing)
  if (missing.length === 0) return { name: 'vectors', state: 'good', detail: 'every photo was seen by the model' }
  return { name: 'vectors', state: 'notice', detail: `${missing.length} photos wait to be seen by the model` }
}

function thumbnailCheck(store: Store): DeepCheck {
  const missing = store.thumbnails.missing(store.photos.looked())
  if (missing.length > 0) store.work.addMany('look', missing)
  if (missing.length === 0) return { name: 'thumbnails', state: 'good', detail: 'every photo has one' }
  return { name: 'thumbnails', state: 'notice', detail: `${missing.length} are missing and are made anew` }
}

/** Human work of the database that the side copy does not speak of is written into it. */
function sideCopyCheck({ store, acts, clock }: DeepCheckParts): DeepCheck {
  const spokenOf = new Set(acts.sideCopy.acts().flatMap(subjectsOf))
  const lacking = exportActs(store, clock.now()).filter((act) => subjectsOf(act).some((each) => !spokenOf.has(each)))
  if (lacking.length > 0) acts.takeOver(lacking)
  return mended('side copy', lacking.length, 'acts were in the database alone', 'everything people made has its copy')
}

/** What an act gives, as far as both ways of writing it down agree; pictures may have changed since. */
function subjectsOf(act: RecordedAct): readonly string[] {
  switch (act.act) {
    case 'caption':
      return [`${act.kind} ${act.text}`]
    case 'album':
      return [`album ${act.album} ${act.name}`]
    case 'mark':
    case 'rating':
      return act.pictures.map((picture) => `marked ${picture.slice(0, 64)}`)
    case 'facts':
      return act.pictures.map((picture) => `set right ${picture.slice(0, 64)}`)
    case 'picture-changed':
      return [`marked ${act.to}`, `set right ${act.to}`]
    default:
      return []
  }
}
