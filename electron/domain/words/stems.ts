/**
 * Words without their endings, lightly, in the languages of the search box: what is left of `Häuser` and `Haus`, of
 * `dogs` and `dog`, is the same. After the light stemmers of Savoy (2006) and Harman's S-stemmer: endings of number and
 * case, no derivation. A stem is never shown, only compared with those of other words.
 */

/** Endings of a language, longest first, each with what takes its place; and the fewest letters that must remain. */
const endings: Readonly<Record<string, readonly (readonly [ending: string, instead: string])[]>> = {
  en: [
    ['ies', 'y'],
    ['sses', 'ss'],
    ['ches', 'ch'],
    ['shes', 'sh'],
    ['xes', 'x'],
    ['ing', ''],
    ['ed', ''],
    ['es', 'e'],
    ['s', ''],
  ],
  de: [
    ['innen', ''],
    ['ern', ''],
    ['en', ''],
    ['er', ''],
    ['es', ''],
    ['em', ''],
    ['e', ''],
    ['n', ''],
    ['s', ''],
  ],
  romance: [
    ['eaux', 'eau'],
    ['aux', 'al'],
    ['ões', 'ao'],
    ['oes', 'ao'],
    ['ais', 'al'],
    ['eis', 'el'],
    ['ens', 'em'],
    ['ins', 'im'],
    ['ces', 'z'],
    ['es', ''],
    ['as', 'a'],
    ['os', 'o'],
    ['hi', 'o'],
    ['he', 'a'],
    ['s', ''],
    ['x', ''],
    ['i', 'o'],
  ],
  pl: [
    ['ami', ''],
    ['ach', ''],
    ['ow', ''],
    ['om', ''],
    ['ie', ''],
    ['em', ''],
    ['a', ''],
    ['e', ''],
    ['i', ''],
    ['y', ''],
    ['u', ''],
  ],
}

const fewestLeft = 3

/** The stems that a word may have, one for each family of languages and itself. Words come lower case without marks. */
export function stemsOf(word: string): ReadonlySet<string> {
  return new Set([word, ...Object.keys(endings).map((family) => withoutEnding(word, family))])
}

/** The word without the longest ending that a family of languages (a key of the table) knows. */
export function withoutEnding(word: string, family: string): string {
  const found = endings[family]?.find(([ending]) => word.endsWith(ending) && word.length - ending.length >= fewestLeft)
  return found === undefined ? word : word.slice(0, word.length - found[0].length) + found[1]
}

const fewestOfPart = 4
const fewestBeside = 3

/** Whether a long word is made of a short one and another: `familyholiday` of `holiday`; `train` is not made of `rain`. */
export function isPartOf(part: string, whole: string): boolean {
  if (part.length < fewestOfPart) return false
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + 1)) {
    const [before, after] = [at, whole.length - at - part.length]
    if ((before === 0 || before >= fewestBeside) && (after === 0 || after >= fewestBeside)) return true
  }
  return false
}
