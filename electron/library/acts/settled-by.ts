import type { Store } from '../../store/store.ts'
import { captionKind } from '../../api/caption.ts'
import { readHumanFacts } from '../shared/photo-facts.ts'
import type { Deed } from './deed.ts'

/**
 * What a photo has on trial, from pictures whose place it took, and what becomes its own by a deed that ends the trial:
 * as deeds that give it. None where the deed ends none.
 */
export function settledBy(store: Store, deed: Deed): readonly Deed[] {
  if (deed.act === 'confirmed') return deed.photos.flatMap((photo) => onTrial(store, photo))
  if (deed.act !== 'caption') return []
  return onTrial(store, deed.photo).filter((given) => given.act !== 'caption' || given.kind !== deed.kind)
}

function onTrial(store: Store, photo: number): Deed[] {
  if (store.inheritances.ancestorsOf(photo).length === 0) return []
  const [marks] = store.photos.humanMarks([photo])
  const [favourite, hidden] = [marks?.favourite ?? undefined, marks?.hidden ?? undefined]
  const facts = store.photos.humanFacts([photo]).get(photo)
  return [
    ...captionKind.options.flatMap((kind): Deed[] => {
      const newest = store.captions.newest(photo, kind, 'human')
      if (newest === undefined) return []
      const { text, language, decorative } = newest
      return [{ act: 'caption', photo, kind, text, language, decorative }]
    }),
    ...(favourite === undefined && hidden === undefined
      ? []
      : [
          {
            act: 'mark' as const,
            photos: [photo],
            favourite: favourite === undefined ? undefined : favourite === 1,
            hidden: hidden === undefined ? undefined : hidden === 1,
          },
        ]),
    ...(marks?.rating == null ? [] : [{ act: 'rating' as const, photos: [photo], rating: marks.rating }]),
    ...(facts === undefined ? [] : [{ act: 'facts' as const, photos: [photo], facts: readHumanFacts(facts) }]),
    ...store.albums
      .uidsOfPhoto(photo)
      .map((album) => ({ act: 'album-photos' as const, album, add: [photo], remove: [] })),
  ]
}
