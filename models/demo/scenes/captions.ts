/** @file The grammar: what can be said about a scene, in how many ways, and which sentences are kept from training. */
import { drawFacts, factsOf, type Facts, type SubjectFacts } from './facts.ts'
import { hashText, type Random } from './random.ts'
import type { Scene, SceneSubject } from './scene.ts'
import { relationPhrases, timePhrases, weatherPhrases, wordsOfSetting, wordsOfSubject } from './vocabulary.ts'
import type { Setting } from './vocabulary.ts'

const numberWords = ['no', 'one', 'two', 'three'] as const

function withArticle(phrase: string): string {
  return /^[aeiou]/.test(phrase) ? `an ${phrase}` : `a ${phrase}`
}

type Pick = Random['pick']
/** Always the first way of saying it: the style of captions. */
const plainly: Pick = (values) => {
  const [first] = values
  if (first === undefined) throw new RangeError('pick needs at least one value')
  return first
}

function clothe(fact: SubjectFacts, wears: string, pick: Pick): string {
  if (fact.colour === undefined) return ''
  const garment = fact.isPlural ? (wears === 'dress' ? 'dresses' : `${wears}s`) : withArticle(`${fact.colour} ${wears}`)
  const worn = fact.isPlural ? `${fact.colour} ${garment}` : garment
  return pick([` in ${worn}`, ` wearing ${worn}`, ` in ${fact.colour}`, ` dressed in ${fact.colour}`])
}

function nounPhrase(fact: SubjectFacts, pick: Pick): string {
  const words = wordsOfSubject(fact.kind)
  const noun = pick(words.names)[fact.isPlural ? 1 : 0]
  const coloured = fact.colour !== undefined && words.wears === undefined ? `${fact.colour} ${noun}` : noun
  const clothes = words.wears === undefined ? '' : clothe(fact, words.wears, pick)
  if (!fact.isPlural) return `${withArticle(coloured)}${clothes}`
  const many =
    fact.count === undefined ? pick(['some ', '', 'several ']) : `${numberWords[fact.count] ?? String(fact.count)} `
  return `${many}${coloured}${clothes}`
}

function placePhrase(setting: Setting, flies: boolean, pick: Pick): string {
  const words = wordsOfSetting(setting)
  const [preposition, place] = pick(words.places)
  return flies && !words.indoors ? pick([`over ${place}`, `above ${place}`]) : `${preposition} ${place}`
}

function andPhrase(facts: Facts, pick: Pick): string {
  const [main, ...others] = facts.subjects
  if (main === undefined) return ''
  const lead = nounPhrase(main, pick)
  if (others.length === 0) return lead
  const [other] = others
  if (others.length === 1 && other?.relation !== undefined)
    return relate(lead, nounPhrase(other, pick), other.relation, pick)
  const tails = others.map((fact) => {
    const noun = nounPhrase(fact, pick)
    return fact.relation === undefined ? noun : `${noun} ${pick(relationPhrases[fact.relation])}`
  })
  const glue = pick([' with ', ' and ', ' together with ', ' next to '])
  return `${lead}${glue}${tails.join(' and ')}`
}

function relate(lead: string, other: string, relation: NonNullable<SubjectFacts['relation']>, pick: Pick): string {
  const plain = `${lead} with ${other} ${pick(relationPhrases[relation])}`
  if (relation === 'above')
    return pick([plain, `${other} above ${lead}`, `${lead} under ${other}`, `${lead} below ${other}`])
  if (relation === 'below')
    return pick([plain, `${lead} above ${other}`, `${lead} over ${other}`, `${other} below ${lead}`])
  const opposite = relation === 'left' ? 'right' : 'left'
  return pick([
    plain,
    `${other} to the ${relation} of ${lead}`,
    `${lead} to the ${opposite} of ${other}`,
    `${lead} and ${other} on the ${relation}`,
  ])
}

interface Parts {
  readonly who: string
  readonly place: string
  /** Time and weather, in either order. */
  readonly when: string
}

interface Template {
  readonly needs: readonly (keyof Parts)[]
  readonly say: (parts: Parts) => string
  /** Kept from training altogether. */
  readonly isHeldOut?: true
}

const join = (...words: readonly string[]) => words.filter((word) => word !== '').join(' ')

/** "there is" before one thing, "we see" before several. */
function introduce(who: string): string {
  return /^an? /.test(who) ? `there is ${who}` : `we see ${who}`
}

const templates: readonly Template[] = [
  { needs: ['who'], say: ({ who, place, when }) => join(who, place, when) },
  { needs: ['who'], say: ({ who, place, when }) => join(who, when, place) },
  { needs: ['who'], say: ({ who, place, when }) => join('a photo of', who, place, when) },
  { needs: ['who'], say: ({ who, place, when }) => join('a picture of', who, place, when) },
  { needs: ['who'], say: ({ who, place, when }) => join('here we see', who, place, when) },
  { needs: ['who', 'place'], say: ({ who, place, when }) => `${join(place, when)}, ${who}` },
  { needs: ['who', 'when'], say: ({ who, place, when }) => `${when}, ${join(who, place)}` },
  { needs: ['who', 'place'], say: ({ who, place, when }) => join(who, 'seen', place, when) },
  {
    needs: ['place'],
    say: ({ who, place, when }) => (who === '' ? join('a view', place, when) : join(introduce(who), place, when)),
  },
  { needs: ['who'], say: ({ who, place, when }) => join('a snapshot showing', who, place, when) },
  { needs: ['who', 'place'], say: ({ who, place, when }) => join(place, introduce(who), when), isHeldOut: true },
  { needs: ['who'], say: ({ who, place, when }) => join('a photo showing', who, when, place), isHeldOut: true },
  { needs: ['who', 'when'], say: ({ who, place, when }) => `here ${join(place, when)} we see ${who}`, isHeldOut: true },
]

function partsOf(facts: Facts, random: Random): Parts {
  const { pick } = random
  const [main] = facts.subjects
  const flies = main !== undefined && wordsOfSubject(main.kind).flies === true
  const when = [
    facts.time === undefined ? '' : pick(timePhrases[facts.time]),
    facts.weather === undefined ? '' : pick(weatherPhrases[facts.weather]),
  ]
  if (random.chance(0.5)) when.reverse()
  return {
    who: andPhrase(facts, pick),
    place: facts.setting === undefined ? '' : placePhrase(facts.setting, flies && random.chance(0.5), pick),
    when: join(...when),
  }
}

/** Bare words, as typed into a search field: `red kite beach`. */
function keywords(facts: Facts, random: Random): string {
  const nouns = facts.subjects.map((fact) => {
    const name = random.pick(wordsOfSubject(fact.kind).names)[fact.isPlural ? 1 : 0]
    const count = fact.count === undefined || !fact.isPlural ? '' : (numberWords[fact.count] ?? '')
    return join(count, fact.colour ?? '', name)
  })
  const place = facts.setting === undefined ? '' : wordsOfSetting(facts.setting).keyword
  const time =
    facts.time === undefined ? '' : random.pick(['day', 'sunset', 'night'].filter((word) => word === facts.time))
  return join(...nouns, place, time, facts.weather ?? '')
}

/** A fifth of all sentences, by their hash, is never trained on. */
export function isHeldOutSentence(text: string): boolean {
  return hashText(text) % 5 === 0
}

export interface Sentence {
  readonly text: string
  readonly facts: Facts
  /** True if training may not see it, by its template or its hash. */
  readonly isHeldOut: boolean
}

/** Says the facts in one of the many ways, without regard to what training may see. */
export function sayFacts(facts: Facts, random: Random): Sentence {
  const relates = facts.subjects.some((fact) => fact.relation !== undefined)
  if (!relates && random.chance(0.12)) {
    const text = keywords(facts, random)
    return { text, facts, isHeldOut: isHeldOutSentence(text) }
  }
  const parts = partsOf(facts, random)
  const fitting = templates.filter((template) => template.needs.every((need) => parts[need] !== ''))
  const template = random.pick(fitting.length === 0 ? templates.slice(0, 1) : fitting)
  const text = template.say(parts)
  return { text, facts, isHeldOut: template.isHeldOut === true || isHeldOutSentence(text) }
}

/** Says the facts in a sentence of the wanted side of the split; undefined if few words leave no such sentence. */
export function sentenceFor(facts: Facts, random: Random, side: 'training' | 'heldOut'): Sentence | undefined {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const sentence = sayFacts(facts, random)
    if (sentence.isHeldOut === (side === 'heldOut')) return sentence
  }
  return undefined
}

/** A random paraphrase of a random part of the scene, from the training side. */
export function captionFor(scene: Scene, random: Random): Sentence {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const facts = drawFacts(scene, random)
    for (let wording = 0; wording < 30; wording += 1) {
      const sentence = sayFacts(facts, random)
      if (!sentence.isHeldOut) return sentence
    }
  }
  throw new Error(`no training sentence for scene ${scene.seed}`)
}

/** Alternative text should stay below this length. */
const longestAltText = 125

function altOther(subject: SceneSubject): string {
  const fact = factsOf(subject, { colour: true, count: true, relation: true })
  return `${nounPhrase(fact, plainly)} ${fact.relation === undefined ? '' : plainly(relationPhrases[fact.relation])}`
}

/** The one plain sentence the captioner learns: lower case, no full stop, at most 125 characters. */
export function altTextFor(scene: Scene): string {
  const [main, ...others] = scene.subjects
  const flies = wordsOfSubject(main.kind).flies === true
  const when = [
    scene.time === 'day' ? '' : plainly(timePhrases[scene.time]),
    scene.weather === 'rain' || scene.weather === 'snow' || scene.weather === 'fog'
      ? plainly(weatherPhrases[scene.weather])
      : '',
  ]
  const lead = join(
    nounPhrase(factsOf(main, { colour: true, count: true, relation: false }), plainly),
    placePhrase(scene.setting, flies, plainly),
    ...when,
  )
  for (let told = others.length; told > 0; told -= 1) {
    const text = `${lead}, with ${others.slice(0, told).map(altOther).join(' and ')}`
    if (text.length <= longestAltText) return text
  }
  return lead
}

/** What an alternative text claims: its setting and its first named subject, read back word by word. */
export function readAltText(text: string, settings: readonly Setting[], kinds: readonly SubjectFacts['kind'][]) {
  const spoken = ` ${text.toLowerCase().replace(/[.,]/g, ' ')} `
  const setting = settings.find((name) => spoken.includes(` ${wordsOfSetting(name).places[0][1]} `))
  const found = kinds
    .map((kind) => {
      const at = wordsOfSubject(kind)
        .names[0].map((name) => spoken.indexOf(` ${name} `))
        .filter((position) => position >= 0)
      return { kind, at: Math.min(...at) }
    })
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
  return { setting, subject: found[0]?.kind }
}
