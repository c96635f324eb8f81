import type { Store } from '../../store/store.ts'
import { readHumanFacts } from '../shared/photo-facts.ts'
import { readPreferences } from '../shared/preferences.ts'
import type { RecordedAct } from './act.ts'
import type { Deed } from './deed.ts'
import { recordOf } from './record-deed.ts'

/** Everything that people made and the database holds, as acts: for a side copy that was lost. */
export function exportActs(store: Store, now: string): readonly RecordedAct[] {
  const texts = store.humanWork
    .texts()
    .map(({ at, ...text }) => ({ at, ...recordOf(store, { act: 'caption', ...text }) }))
  const marks = store.humanWork
    .marks()
    .flatMap(({ photo, favourite, hidden, rating }): Deed[] => [
      ...(favourite || hidden ? [{ act: 'mark' as const, photos: [photo], favourite, hidden }] : []),
      ...(rating === undefined ? [] : [{ act: 'rating' as const, photos: [photo], rating }]),
    ])
  const facts = store.humanWork
    .facts()
    .map(({ photo, facts: said }): Deed => ({ act: 'facts', photos: [photo], facts: readHumanFacts(said) }))
  const albums = store.albums
    .list()
    .flatMap(({ id, uid, name, query, ownCover }): Deed[] => [
      { act: 'album', album: uid, name, query },
      { act: 'album-photos', album: uid, add: store.albums.photoIds(id), remove: [] },
      ...(ownCover === undefined ? [] : [{ act: 'album-cover' as const, album: uid, photo: ownCover }]),
    ])
  const parted = store.doublePairs.parted().map((pair): Deed => ({ act: 'not-doubles', pictures: pair }))
  const set = store.settings.get('packs.set')
  const machine: Deed[] = [
    ...store.folders.list().map(({ path, ignore }): Deed => ({ act: 'folder', path, ignore })),
    { act: 'preferences', preferences: readPreferences(store) },
    ...(set === undefined ? [] : [{ act: 'packs' as const, set }]),
  ]
  return [
    ...texts,
    ...[...marks, ...facts, ...albums, ...parted, ...machine].map((deed) => ({ at: now, ...recordOf(store, deed) })),
  ]
}
