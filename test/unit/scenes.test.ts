import { expect, test } from 'vitest'
import {
  altTextFor,
  captionFor,
  isHeldOutSentence,
  readAltText,
  sentenceFor,
} from '../../models/demo/scenes/captions.ts'
import { drawSvg } from '../../models/demo/scenes/draw-scene.ts'
import { drawSign } from '../../models/demo/scenes/draw-sign.ts'
import { drawFacts, isSatisfiedBy, uniqueFacts } from '../../models/demo/scenes/facts.ts'
import { planDemoLibrary } from '../../models/demo/scenes/library.ts'
import { photograph } from '../../models/demo/scenes/photograph.ts'
import { createRandom } from '../../models/demo/scenes/random.ts'
import { drawScene, isHeldOutCombination, sceneHeight, seedFor, seedRanges } from '../../models/demo/scenes/scene.ts'
import { belongs, colours, settings, subjects, wordsOfSubject } from '../../models/demo/scenes/vocabulary.ts'

const scenesOf = (range: keyof typeof seedRanges, count: number) =>
  Array.from({ length: count }, (_, index) => drawScene(seedFor(range, 1, index)))

const wordsOf = (text: string) => text.split(/[ ,]+/).filter((word) => word !== '')

test('the world has at least 12 settings, 40 subjects and 8 colours, and every subject fits somewhere', () => {
  expect(settings.length).toBeGreaterThanOrEqual(12)
  expect(subjects.length).toBeGreaterThanOrEqual(40)
  expect(new Set(colours).size).toBeGreaterThanOrEqual(8)
  expect(subjects.filter((kind) => !settings.some((setting) => belongs(kind, setting)))).toEqual([])
})

test('one seed draws one scene, one picture and one photo, byte for byte', async () => {
  const [first, second] = [drawScene(4711), drawScene(4711)]

  expect(first).toEqual(second)
  expect(drawSvg(first)).toBe(drawSvg(second))
  expect(await photograph(first, 256)).toEqual(await photograph(second, 256))
})

test('the seeds of training, validation, library and evaluation never meet', () => {
  const ranges = Object.values(seedRanges).sort((a, b) => a[0] - b[0])

  for (const [index, range] of ranges.entries()) expect(range[0]).toBeGreaterThan(ranges[index - 1]?.[1] ?? -1)
  for (const seed of [0, 1, 2 ** 31, -5]) {
    const drawn = seedFor('evaluation', seed, 999)
    expect(drawn >= seedRanges.evaluation[0] && drawn <= seedRanges.evaluation[1]).toBe(true)
  }
})

test('about a tenth of the combinations of setting, main subject and colour is held out', () => {
  const held = scenesOf('evaluation', 3000).filter((scene) => isHeldOutCombination(scene))

  expect(held.length / 3000).toBeGreaterThan(0.06)
  expect(held.length / 3000).toBeLessThan(0.14)
})

test('no evaluated sentence can be a training sentence, yet all its words are trained on', () => {
  const random = createRandom(9)
  const trained = scenesOf('training', 3000).flatMap((scene) =>
    Array.from({ length: 6 }, () => captionFor(scene, random).text),
  )
  const held = scenesOf('evaluation', 600).map(
    (scene) => sentenceFor(drawFacts(scene, random), random, 'heldOut')?.text,
  )

  const spoken = new Set(trained)
  const known = new Set(trained.flatMap(wordsOf))
  const evaluated = held.filter((text) => text !== undefined)
  expect(trained.filter((text) => isHeldOutSentence(text))).toEqual([])
  expect(evaluated.filter((text) => spoken.has(text))).toEqual([])
  expect(evaluated.flatMap(wordsOf).filter((word) => !known.has(word))).toEqual([])
})

test('an evaluation query describes exactly one scene of its set', () => {
  const scenes = scenesOf('evaluation', 500)

  const queries = scenes.map((scene) => ({ scene, facts: uniqueFacts(scene, scenes) }))

  const unique = queries.filter(({ facts }) => facts !== undefined)
  expect(unique.length).toBeGreaterThan(480)
  for (const { scene, facts } of unique)
    expect(facts === undefined ? [] : scenes.filter((other) => isSatisfiedBy(facts, other))).toEqual([scene])
})

test('whatever is said of a scene is true of it', () => {
  const random = createRandom(3)

  for (const scene of scenesOf('validation', 500))
    expect(isSatisfiedBy(captionFor(scene, random).facts, scene)).toBe(true)
})

test('the plain alternative text fits into 125 characters and names setting and main subject first', () => {
  for (const scene of scenesOf('evaluation', 1000)) {
    const text = altTextFor(scene)
    expect(text.length).toBeLessThanOrEqual(125)
    expect(readAltText(text, settings, subjects)).toEqual({ setting: scene.setting, subject: scene.subjects[0].kind })
  }
})

test('the main subject is large and everything stays inside the picture', () => {
  for (const scene of scenesOf('evaluation', 1000)) {
    for (const [index, subject] of scene.subjects.entries())
      for (const figure of subject.figures) {
        const half = (wordsOfSubject(subject.kind).aspect * figure.height) / 2
        expect(figure.height / sceneHeight).toBeGreaterThan(index === 0 ? 0.2 : 0.12)
        expect(figure.x - half).toBeGreaterThan(-20)
        expect(figure.x + half).toBeLessThan(1044)
        expect(figure.y - figure.height).toBeGreaterThanOrEqual(-5)
      }
  }
})

test('the demo library is dated folders of distinct photos, the same for one seed', () => {
  const photos = planDemoLibrary(300, 1)

  expect(new Set(photos.map(({ path }) => path)).size).toBe(300)
  expect(photos).toEqual(planDemoLibrary(300, 1))
  for (const { path, scene } of photos) {
    expect(path).toMatch(/^20\d\d\/20\d\d-\d\d [A-Z][a-z ]+\/IMG_\d{4}\.jpg$/)
    expect(scene.takenAt.slice(0, 7).replace(':', '-')).toBe(path.slice(5, 12))
  }
})

test('signs stand in some photos of the library, none in scenes that models learn from, and every letter is drawn', () => {
  const signs = planDemoLibrary().flatMap(({ scene }) => scene.sign ?? [])
  const trained = scenesOf('training', 300).filter(({ sign }) => sign !== undefined)

  expect(signs.length).toBeGreaterThan(10)
  expect(trained).toEqual([])
  for (const line of signs) expect(drawSign([line]).match(/<path /gu)).toHaveLength(line.replaceAll(' ', '').length)
})
