/** What people set right about photos. */
import type { z } from 'zod'
import { factNames, type FactsChange } from '../../api/facts.ts'
import type { photoMethods } from '../../api/methods/photos.ts'
import type { Store } from '../../store/store.ts'
import type { Deed } from '../acts/deed.ts'

/** Keywords that come or go are joined with those that each photo has. */
export function correctPhotos(
  store: Store,
  { photos, addKeywords = [], removeKeywords = [], ...change }: z.output<(typeof photoMethods)['correct']['input']>,
): readonly Deed[] {
  const named = factNames.filter((name) => change[name] !== undefined)
  const facts: FactsChange = Object.fromEntries(named.map((name) => [name, change[name]]))
  const deeds: Deed[] = named.length === 0 ? [] : [{ act: 'facts', photos, facts }]
  if (addKeywords.length === 0 && removeKeywords.length === 0) return deeds
  const rows = store.photos.getMany(photos)
  const gone = new Set(removeKeywords)
  const lists = Map.groupBy(photos, (photo) => {
    const had = rows.get(photo)?.keywords ?? []
    return JSON.stringify([...new Set([...had.filter((each) => !gone.has(each)), ...addKeywords])])
  })
  return [
    ...deeds,
    ...[...lists].map(([keywords, ids]): Deed => ({
      act: 'facts',
      photos: ids,
      facts: { keywords: JSON.parse(keywords) as string[] },
    })),
  ]
}
