/** The alt texts of a library, or of some of its photos, against what good alt text is. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { z } from 'zod'
import { altTextRules, hintsFor, type AltTextHint, type AltTextRule } from '../../api/alt-text-rules.ts'
import type { captionMethods } from '../../api/methods/captions.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { Store } from '../../store/store.ts'
import { remarksAbout } from '../../domain/things/said-of-picture.ts'
import { nameOfThing } from '../../domain/things/thing-names.ts'
import { createSights } from '../things/sight.ts'
import { readPreferences } from '../shared/preferences.ts'

/** So many photos are checked between two answers to others. */
const batch = 500

type CheckReport = z.output<(typeof captionMethods)['check']['output']>

/** What the picture says of a text for it. */
export function pictureChecks(store: Store): (caption: { photo: number; text: string }) => AltTextHint[] {
  const preferences = readPreferences(store)
  const off = new Set<AltTextRule>(preferences.altTextRulesOff)
  const sightOf = createSights(store)
  return ({ photo, text }) => {
    const sight = sightOf(photo)
    const remarks = sight === undefined ? [] : remarksAbout(text, sight)
    return remarks
      .filter(({ rule }) => !off.has(rule))
      .map(({ rule, thing, said }) => ({ rule, words: said ?? nameOfThing(thing, preferences.language) }))
  }
}

/** What is to be said about an alt text of this library; rules that a person switched off say nothing. */
export function textChecks(
  store: Store,
): (caption: { photo: number; text: string; language: string }) => AltTextHint[] {
  const off = new Set<AltTextRule>(readPreferences(store).altTextRulesOff)
  const same = off.has('same-text') ? new Map<string, number>() : store.captions.repeatedTexts()
  const byPicture = pictureChecks(store)
  return ({ photo, text, language }) => [
    ...hintsFor({ text, language, sameOn: (same.get(text) ?? 1) - 1 }).filter(({ rule }) => !off.has(rule)),
    ...byPicture({ photo, text }),
  ]
}

/**
 * Hints about the text that stands for each photo.
 * @param ids which photos, in which order
 */
export async function checkTexts(
  store: Store,
  { ids, limit }: { readonly ids: readonly number[]; readonly limit: number },
  signal: AbortSignal,
): Promise<CheckReport> {
  const hintsAbout = textChecks(store)
  const counts = new Map<AltTextRule, number>(altTextRules.map((rule) => [rule, 0]))
  const photos: CheckReport['photos'] = []
  const report = { checked: 0, withoutText: 0, decorative: 0 }
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch)
    const texts = store.captions.current(some, 'alt')
    const found = some.flatMap((id) => {
      report.checked += 1
      const caption = texts.get(id)
      if (caption?.decorative === true) report.decorative += 1
      else if (caption === undefined || caption.text.trim() === '') report.withoutText += 1
      if (caption === undefined) return []
      const { text } = caption
      const hints = hintsAbout({ photo: id, text, language: caption.language })
      for (const { rule } of hints) counts.set(rule, (counts.get(rule) ?? 0) + 1)
      return hints.length === 0 ? [] : [{ id, text, hints }]
    })
    const listed = found.slice(0, limit - photos.length)
    const paths = store.files.firstPaths(listed.map(({ id }) => id))
    // The store's ids are the contract's.
    for (const { id, ...rest } of listed) photos.push({ photo: id as PhotoId, path: paths.get(id) ?? '', ...rest })
    await breathe()
    signal.throwIfAborted()
  }
  const rules = [...counts]
    .filter(([, count]) => count > 0)
    .map(([rule, count]) => ({ rule, count }))
    .toSorted((a, b) => b.count - a.count)
  return { ...report, rules, photos }
}
