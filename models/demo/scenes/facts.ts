/** @file What a sentence says about a scene, and whether it is true of it. */
import { mix, type Random } from './random.ts'
import type { Scene, SceneSubject } from './scene.ts'
import { relations, settings, subjects, times, weathers, colours } from './vocabulary.ts'
import type { Colour, Relation, Setting, Subject, Time, Weather } from './vocabulary.ts'

export interface SubjectFacts {
  readonly kind: Subject
  readonly colour?: Colour
  /** Unsaid: the number is open, though the wording is plural where the scene has several. */
  readonly count?: number
  readonly isPlural: boolean
  /** Seen from the first subject of the same sentence. */
  readonly relation?: Relation
}

export interface Facts {
  readonly setting?: Setting
  readonly time?: Time
  readonly weather?: Weather
  readonly subjects: readonly SubjectFacts[]
}

function isTrueOf(fact: SubjectFacts, subject: SceneSubject): boolean {
  if (fact.kind !== subject.kind) return false
  if (fact.colour !== undefined && fact.colour !== subject.colour) return false
  if (fact.relation !== undefined && fact.relation !== subject.relation) return false
  return fact.count === undefined || fact.count === subject.count
}

/** Whether everything that is said holds; what is not said does not matter. */
export function isSatisfiedBy(facts: Facts, scene: Scene): boolean {
  if (facts.setting !== undefined && facts.setting !== scene.setting) return false
  if (facts.time !== undefined && facts.time !== scene.time) return false
  if (facts.weather !== undefined && facts.weather !== scene.weather) return false
  const [first] = facts.subjects
  const relates = facts.subjects.some((fact) => fact.relation !== undefined)
  if (relates && first !== undefined && !isTrueOf(first, scene.subjects[0])) return false
  return facts.subjects.every((fact) => scene.subjects.some((subject) => isTrueOf(fact, subject)))
}

interface Said {
  readonly colour: boolean
  readonly count: boolean
  readonly relation: boolean
}

/** The facts about one subject of a scene, as far as they are to be said. */
export function factsOf(subject: SceneSubject, said: Said): SubjectFacts {
  return {
    kind: subject.kind,
    isPlural: subject.count > 1,
    ...(said.colour && subject.colour !== undefined ? { colour: subject.colour } : {}),
    ...(said.count ? { count: subject.count } : {}),
    ...(said.relation && subject.relation !== undefined ? { relation: subject.relation } : {}),
  }
}

function onlyPlace(scene: Scene, random: Random): Facts {
  const withTime = random.chance(0.5)
  const withWeather = random.chance(0.4)
  return {
    setting: scene.setting,
    subjects: [],
    ...(withTime ? { time: scene.time } : {}),
    ...(withWeather && scene.weather !== undefined ? { weather: scene.weather } : {}),
  }
}

function onlyOneSubject(scene: Scene, random: Random): Facts {
  const subject = random.pick(scene.subjects)
  return { subjects: [factsOf(subject, { colour: random.chance(0.5), count: random.chance(0.4), relation: false })] }
}

/** A random part of what could be said about a scene: from one word's worth to nearly everything. */
export function drawFacts(scene: Scene, random: Random): Facts {
  if (random.chance(0.07)) return onlyPlace(scene, random)
  if (random.chance(0.15)) return onlyOneSubject(scene, random)
  const [main, ...others] = scene.subjects
  const told = others.filter((_, index) => random.chance(index === 0 ? 0.55 : 0.35))
  const saysColour = random.chance(0.65)
  const said = [factsOf(main, { colour: saysColour, count: random.chance(0.6), relation: false })]
  for (const other of told)
    said.push(factsOf(other, { colour: random.chance(0.45), count: random.chance(0.5), relation: random.chance(0.55) }))
  return {
    subjects: said,
    ...(random.chance(0.8) ? { setting: scene.setting } : {}),
    ...(random.chance(0.35) ? { time: scene.time } : {}),
    ...(random.chance(0.3) && scene.weather !== undefined ? { weather: scene.weather } : {}),
  }
}

/** The stages in which a query says more and more, starting from the main subject and the setting. */
function* growingFacts(scene: Scene): Generator<Facts> {
  const [main, second, third] = scene.subjects
  const weather = scene.weather === undefined ? {} : { weather: scene.weather }
  const setting = { setting: scene.setting }
  const full = { colour: true, count: true, relation: false }
  const one = factsOf(main, full)
  yield { ...setting, subjects: [factsOf(main, { colour: false, count: false, relation: false })] }
  yield { ...setting, subjects: [factsOf(main, { colour: true, count: false, relation: false })] }
  yield { ...setting, subjects: [one] }
  const others: SubjectFacts[] = []
  for (const other of [second, third]) {
    if (other === undefined) continue
    yield { ...setting, subjects: [one, ...others, factsOf(other, { colour: false, count: false, relation: false })] }
    yield { ...setting, subjects: [one, ...others, factsOf(other, { colour: false, count: false, relation: true })] }
    others.push(factsOf(other, { colour: true, count: true, relation: true }))
    yield { ...setting, subjects: [one, ...others] }
  }
  yield { ...setting, subjects: [one, ...others], time: scene.time }
  yield { ...setting, subjects: [one, ...others], time: scene.time, ...weather }
}

/** The shortest such facts that hold for this scene and for no other of the set; undefined if it has a twin. */
export function uniqueFacts(scene: Scene, all: readonly Scene[]): Facts | undefined {
  for (const facts of growingFacts(scene)) {
    if (all.filter((other) => isSatisfiedBy(facts, other)).length === 1) return facts
  }
  return undefined
}

/** Facts that could be asked for but hold for no scene of the set. */
export function absentFacts(all: readonly Scene[], random: Random, next: (seed: number) => Scene): Facts | undefined {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const [main] = next(mix(Math.floor(random.next() * 2 ** 31), attempt)).subjects
    const scene = next(mix(Math.floor(random.next() * 2 ** 31), attempt, 1))
    const facts = { setting: scene.setting, subjects: [factsOf(main, { colour: true, count: false, relation: false })] }
    if (!all.some((other) => isSatisfiedBy(facts, other))) return facts
  }
  return undefined
}

/** Numbers instead of words, for training: -1 is "not said". */
export function encodeFacts(facts: Facts): { place: readonly number[]; subjects: readonly (readonly number[])[] } {
  const index = <T>(values: readonly T[], value: T | undefined) => (value === undefined ? -1 : values.indexOf(value))
  return {
    place: [index(settings, facts.setting), index(times, facts.time), index(weathers, facts.weather)],
    subjects: facts.subjects.map((fact) => [
      subjects.indexOf(fact.kind),
      index(colours, fact.colour),
      fact.count ?? -1,
      index(relations, fact.relation),
    ]),
  }
}
