/** The language a text is written in, told by its script and its small words: screen readers choose the voice by it. */

/** A script that is (nearly) one language's own; the first that occurs decides, so kana come before Chinese characters. */
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
]

/** What nearly every sentence about a picture has some of: articles, prepositions, conjunctions, forms of "to be". */
const smallWords: Readonly<Record<string, string>> = {
  en: 'a an the of and with on in at by from to is are its his her their while near next under over behind beside front two three through across some sits sitting stands standing',
  de: 'ein eine einen einem einer eines der die das den dem des und mit auf im in am an vor bei zu zum zur ist sind von vom über unter hinter neben zwei drei durch einige aus nicht sitzt steht liegt',
  fr: 'un une des le la les du de et avec sur dans en au aux à devant près est sont deux trois sous derrière par qui pour leur son sa ses assis debout',
  es: 'un una unos unas el la los las del de y con en al a junto sobre es son está están dos tres bajo detrás por que su sus frente cerca para sentado sentada',
  it: 'un uno una il lo la i gli le del della dei delle di e con su sul sulla nel nella in al alla da è sono due tre sotto dietro davanti vicino che per suo sua accanto seduto',
  pt: 'um uma uns umas o a os as do da dos das de e com em no na nos nas ao à é são está estão dois duas três sob atrás por que seu sua perto frente para junto sentado',
  nl: 'een de het en met op in aan bij van voor naast is zijn twee drie onder achter door uit te naar die dat op zit staat ligt tegen langs',
  pl: 'i z ze na w we przy obok pod nad za przed do od jest są dwa dwie trzy się oraz po dwóch który która stoi siedzi leży przez',
}

const languagesOfWord = new Map<string, string[]>()
for (const [language, words] of Object.entries(smallWords))
  for (const word of new Set(words.split(' ')))
    languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language])

/** How much clearer the first language must be than the second. */
const clearly = 1.4

/**
 * @param text some words in one language
 * @returns a BCP 47 code, `undefined` where the words do not tell (a name, a number, a language not known here)
 */
export function languageOfText(text: string): string | undefined {
  const script = scripts.find(([letters]) => letters.test(text))
  if (script !== undefined) return script[1]
  const scores = new Map<string, number>()
  for (const word of text
    .normalize('NFC')
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    const known = languagesOfWord.get(word) ?? []
    for (const language of known) scores.set(language, (scores.get(language) ?? 0) + 1 / known.length)
  }
  const [first, second] = [...scores].toSorted(([, a], [, b]) => b - a)
  if (first === undefined || first[1] < 0.9) return undefined
  return second === undefined || first[1] >= second[1] * clearly ? first[0] : undefined
}
