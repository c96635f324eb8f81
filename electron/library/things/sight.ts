/** How the pack that found things in photos sees one of them; all of it as it is kept, without the pack. */
import { dot } from '../../domain/things/known-things.ts'
import type { Sight } from '../../domain/things/said-of-picture.ts'
import type { Store } from '../../store/store.ts'

/** For many photos in a row; none is seen where no pack has learnt its words, or where it has not looked yet. */
export function createSights(store: Store): (photoId: number) => Sight | undefined {
  const kept = store.things.kept()
  const model = store.vectors.models().find(({ pack, revision }) => kept?.model.startsWith(`${pack}@${revision}#`))
  if (kept === undefined || model === undefined) return () => undefined
  const vectors = store.vectors.open(model.pack, model.revision, model.dims)
  const words = new Map(kept.words.map(({ name, vector }) => [name, vector]))
  return (photoId) => {
    const shown = store.things.of(photoId)
    if (shown.length === 0) return undefined
    let vector: Float32Array | undefined
    return {
      shown,
      nearness: (name) => {
        const word = words.get(name)
        vector ??= vectors.get(photoId)
        return word === undefined || vector === undefined ? undefined : dot(word, vector)
      },
    }
  }
}
