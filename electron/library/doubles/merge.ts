/** What people made of doubles goes to the one that is kept. Nothing is taken from the others. */
import type { HumanFacts } from '../../api/facts.ts'
import { captionKind } from '../../api/caption.ts'
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import type { Deed } from '../acts/deed.ts'
import { humanFactsOf } from '../shared/photo-facts.ts'

/** Texts, stars, heart, albums, keywords and facts that a person set right; what the kept one has stays. Errors: `not-found`. */
export function mergeInto(store: Store, keep: number, from: readonly number[]): readonly Deed[] {
  const others = from.filter((photo) => photo !== keep)
  for (const photo of [keep, ...others])
    if (store.photos.get(photo) === undefined)
      throw new AppError('not-found', `There is no photo ${photo} in this library.`)
  return [
    ...texts(store, keep, others),
    ...marks(store, keep, others),
    ...albums(store, keep, others),
    ...facts(store, keep, others),
  ]
}

function texts(store: Store, keep: number, others: readonly number[]): readonly Deed[] {
  return captionKind.options.flatMap((kind): Deed[] => {
    if (store.captions.newest(keep, kind, 'human') !== undefined) return []
    const written = others.flatMap((photo) => store.captions.newest(photo, kind, 'human') ?? [])
    const [newest] = written.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    if (newest === undefined) return []
    const { text, language, decorative } = newest
    return [{ act: 'caption', photo: keep, kind, text, language, decorative }]
  })
}

function marks(store: Store, keep: number, others: readonly number[]): readonly Deed[] {
  const [own] = store.photos.humanMarks([keep])
  const theirs = store.photos.humanMarks(others)
  const isLiked = own?.favourite == null && theirs.some(({ favourite }) => favourite === 1)
  const stars = Math.max(0, ...theirs.map(({ rating }) => rating ?? 0))
  return [
    ...(isLiked ? [{ act: 'mark' as const, photos: [keep], favourite: true }] : []),
    ...(own?.rating == null && stars > 0 ? [{ act: 'rating' as const, photos: [keep], rating: stars }] : []),
  ]
}

function albums(store: Store, keep: number, others: readonly number[]): readonly Deed[] {
  const wanted = new Set(others)
  return store.albums
    .list()
    .filter(({ kind }) => kind === 'manual')
    .flatMap(({ id, uid, ownCover }): Deed[] => {
      const order = store.albums.photoIds(id)
      const places = order.filter((photo) => wanted.has(photo))
      if (places.length === 0 || order.includes(keep)) return []
      const before = order.indexOf(places[0] ?? 0)
      return [
        { act: 'album-photos', album: uid, add: [keep], remove: [] },
        // Where the first of them stands, not at the end.
        { act: 'album-order', album: uid, photos: [...order.slice(0, before), keep, ...order.slice(before)] },
        ...(ownCover !== undefined && wanted.has(ownCover)
          ? [{ act: 'album-cover' as const, album: uid, photo: keep }]
          : []),
      ]
    })
}

function facts(store: Store, keep: number, others: readonly number[]): readonly Deed[] {
  const own = humanFactsOf(store, keep)
  const said: HumanFacts = Object.assign(
    {},
    ...others.toReversed().map((photo) => humanFactsOf(store, photo)),
  ) as HumanFacts // one after the other, the first wins
  const known = store.photos.get(keep)?.keywords ?? []
  const keywords = [...new Set([...known, ...others.flatMap((photo) => store.photos.get(photo)?.keywords ?? [])])]
  const missing = {
    ...(own.title === undefined && said.title !== undefined ? { title: said.title } : {}),
    ...(own.taken === undefined && said.taken !== undefined ? { taken: said.taken } : {}),
    ...(own.place === undefined && said.place !== undefined ? { place: said.place } : {}),
    ...(keywords.length > known.length ? { keywords } : {}),
  }
  return Object.keys(missing).length === 0 ? [] : [{ act: 'facts', photos: [keep], facts: missing }]
}
