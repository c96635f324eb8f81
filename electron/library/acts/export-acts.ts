import type { Store } from '../../store/store.ts'
import { readHumanFacts } from '../shared/photo-facts.ts'
import { readPreferences } from '../shared/preferences.ts'
import { readAct, type RecordedAct } from './act.ts'
import { membersOf } from './album-members.ts'
import type { Deed } from './deed.ts'
import { nameOf, writeName } from './photo-names.ts'
import { recordOf } from './record-deed.ts'

/**
 * Everything that people made and the database holds, as acts: for a side copy that was lost. What waits for its photo
 * is among them, and what a photo has on trial comes to it as it came before: from the picture whose place it took.
 */
export function exportActs(store: Store, now: string): readonly RecordedAct[] {
  const recorded = (deed: Deed): RecordedAct => ({ at: now, ...recordOf(store, deed) })
  const heritage = heritageOf(store)
  const set = store.settings.get('packs.set')
  const albums = store.albums
    .list()
    .flatMap(({ id, uid, name, query, ownCover }): Deed[] => [
      { act: 'album', album: uid, name, query },
      { act: 'album-photos', album: uid, add: ownMembers(store, heritage, id), remove: [] },
      ...(ownCover === undefined ? [] : [{ act: 'album-cover' as const, album: uid, photo: ownCover }]),
    ])
  const parted = store.doublePairs.parted().map((pair): Deed => ({ act: 'not-doubles', pictures: pair }))
  const declined = store.declinedPlaces
    .all()
    .map((photo): Deed => ({ act: 'place-declined', photos: [photo], declined: true }))
  return [
    ...ownTexts(store, heritage),
    ...[...ownMarks(store, heritage), ...ownFacts(store, heritage), ...albums, ...parted, ...declined].map(recorded),
    ...changes(store, now),
    // What waits was done by people as well, at its own time.
    ...store.waiting.acts().flatMap((act) => readAct(act) ?? []),
    ...[
      ...store.folders.list().map(({ path, ignore }): Deed => ({ act: 'folder', path, ignore })),
      { act: 'preferences' as const, preferences: readPreferences(store) },
      ...(set === undefined ? [] : [{ act: 'packs' as const, set }]),
    ].map(recorded),
  ]
}

/** For each photo that took the place of others: those. */
type Heritage = ReadonlyMap<number, readonly number[]>

function heritageOf(store: Store): Heritage {
  const byHeir = Map.groupBy(store.inheritances.all(), ({ heir }) => heir)
  return new Map([...byHeir].map(([heir, rows]) => [heir, rows.map(({ ancestor }) => ancestor)]))
}

function ownTexts(store: Store, heritage: Heritage): RecordedAct[] {
  const texts = store.humanWork.texts()
  const key = (photo: number, { kind, text, at }: (typeof texts)[number]): string =>
    JSON.stringify([photo, kind, text, at])
  const given = new Set(texts.map((text) => key(text.photo, text)))
  return texts
    .filter((text) => !(heritage.get(text.photo) ?? []).some((ancestor) => given.has(key(ancestor, text))))
    .map(({ at, ...text }) => ({ at, ...recordOf(store, { act: 'caption', ...text }) }))
}

function ownMarks(store: Store, heritage: Heritage): Deed[] {
  const marks = new Map(store.humanWork.marks().map((mark) => [mark.photo, mark]))
  return [...marks.values()].flatMap((mark): Deed[] => {
    const ancestors = (heritage.get(mark.photo) ?? []).flatMap((each) => marks.get(each) ?? [])
    const own = <Name extends 'favourite' | 'hidden' | 'rating'>(name: Name): (typeof mark)[Name] | undefined =>
      ancestors.some((ancestor) => ancestor[name] === mark[name]) ? undefined : mark[name]
    const [favourite, hidden, rating] = [own('favourite'), own('hidden'), own('rating')]
    const photos = [mark.photo]
    return [
      ...(favourite === undefined && hidden === undefined ? [] : [{ act: 'mark' as const, photos, favourite, hidden }]),
      ...(rating === undefined ? [] : [{ act: 'rating' as const, photos, rating }]),
    ]
  })
}

function ownFacts(store: Store, heritage: Heritage): Deed[] {
  const facts = new Map(store.humanWork.facts().map((each) => [each.photo, each.facts]))
  return [...facts]
    .filter(([photo, said]) => !(heritage.get(photo) ?? []).some((ancestor) => facts.get(ancestor) === said))
    .map(([photo, said]) => ({ act: 'facts', photos: [photo], facts: readHumanFacts(said) }))
}

function ownMembers(store: Store, heritage: Heritage, album: number): Extract<Deed, { act: 'album-photos' }>['add'] {
  const members = membersOf(store, album)
  const all = new Set(members)
  return members.filter(
    (each) => typeof each !== 'number' || !(heritage.get(each) ?? []).some((ancestor) => all.has(ancestor)),
  )
}

/** Which picture took whose place, as far as that is still open. */
function changes(store: Store, at: string): RecordedAct[] {
  const onTrial = store.inheritances.all().flatMap(({ heir, ancestor }) => {
    const next = store.photos.pixelsOf(heir)
    return next === undefined ? [] : [{ name: nameOf(store, ancestor), next }]
  })
  const unnoticed = store.waiting.changes().map(({ next, ...name }) => ({ name: writeName(name), next }))
  return [...onTrial, ...unnoticed].map(({ name, next }) => ({
    at,
    act: 'picture-changed',
    picture: name,
    to: next.toString('hex'),
  }))
}
