/** @file What the evaluation counts: retrieval by unique descriptions, captions, and queries without an answer. */
import { readAltText, sentenceFor, type Sentence } from '../../models/demo/scenes/captions.ts'
import { absentFacts, uniqueFacts } from '../../models/demo/scenes/facts.ts'
import { createRandom, mix } from '../../models/demo/scenes/random.ts'
import { drawScene, seedFor, type Scene } from '../../models/demo/scenes/scene.ts'
import { settings, subjects, wordsOfSetting, wordsOfSubject } from '../../models/demo/scenes/vocabulary.ts'

export interface UniqueQuery {
  /** Index of the only scene it describes. */
  readonly target: number
  readonly sentence: Sentence
}

/** For every scene that has no twin in the set: a sentence, unseen in training, that is true of it alone. */
export function uniqueQueries(scenes: readonly Scene[], seed: number): readonly UniqueQuery[] {
  return scenes.flatMap((scene, target) => {
    const facts = uniqueFacts(scene, scenes)
    const sentence =
      facts === undefined ? undefined : sentenceFor(facts, createRandom(mix(seed, scene.seed)), 'heldOut')
    return sentence === undefined ? [] : [{ target, sentence }]
  })
}

/** Sentences, unseen in training, that are true of no scene of the set. */
export function unanswerableQueries(scenes: readonly Scene[], seed: number, count: number): readonly Sentence[] {
  const random = createRandom(mix(seed, 7))
  const draw = (index: number): Scene => drawScene(seedFor('evaluation', mix(seed, 11), index))
  return Array.from({ length: count }, () => {
    const facts = absentFacts(scenes, random, draw)
    return facts === undefined ? undefined : sentenceFor(facts, random, 'heldOut')
  }).filter((sentence) => sentence !== undefined)
}

/** Cosine of two rows of unit vectors. */
function cosine(a: Float32Array, b: Float32Array, rows: readonly [number, number, number]): number {
  const [rowA, rowB, dims] = rows
  let sum = 0
  for (let index = 0; index < dims; index += 1) sum += (a[rowA * dims + index] ?? 0) * (b[rowB * dims + index] ?? 0)
  return sum
}

/** Share of queries whose target is among the first `within` photos. */
export function recall(
  queries: readonly UniqueQuery[],
  vectors: { readonly images: Float32Array; readonly texts: Float32Array; readonly dims: number },
  within: number,
): number {
  const { images, texts, dims } = vectors
  const photos = images.length / dims
  const found = queries.filter(({ target }, query) => {
    const own = cosine(images, texts, [target, query, dims])
    let better = 0
    for (let photo = 0; photo < photos; photo += 1)
      if (photo !== target && cosine(images, texts, [photo, query, dims]) >= own) better += 1
    return better < within
  })
  return found.length / queries.length
}

/** Shares of the captions that name the right setting, and the right main subject first. */
export function captionAccuracy(
  captions: readonly string[],
  scenes: readonly Scene[],
): { readonly setting: number; readonly subject: number } {
  let [setting, subject] = [0, 0]
  captions.forEach((caption, index) => {
    const scene = scenes[index]
    const read = readAltText(caption, settings, subjects)
    if (read.setting === scene?.setting) setting += 1
    if (read.subject === scene?.subjects[0].kind) subject += 1
  })
  return { setting: setting / captions.length, subject: subject / captions.length }
}

/** Whole words of a caption, whatever is between them. */
function mentions(caption: string, names: readonly string[]): boolean {
  const words = ` ${caption.toLowerCase().replace(/[^a-z]+/gu, ' ')} `
  return names.some((name) => words.includes(` ${name} `) || words.includes(` ${name}s `))
}

/** Shares of the captions that name the setting, and the main subject, by any of their names: for models of any style. */
export function captionMentions(
  captions: readonly string[],
  scenes: readonly Scene[],
): { readonly setting: number; readonly subject: number } {
  let [setting, subject] = [0, 0]
  captions.forEach((caption, index) => {
    const scene = scenes[index]
    if (scene === undefined) return
    const { places, keyword } = wordsOfSetting(scene.setting)
    const placeNames = places.map(([, place]) => place.replace(/^(?:an?|the) /u, ''))
    if (mentions(caption, [...placeNames, keyword.replace(/s$/u, '')])) setting += 1
    if (mentions(caption, wordsOfSubject(scene.subjects[0].kind).names.flat())) subject += 1
  })
  return { setting: setting / captions.length, subject: subject / captions.length }
}
