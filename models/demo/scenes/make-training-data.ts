/**
 * @file Renders training and validation scenes into one file of bytes and one of sentences.
 * Usage: `node make-training-data.ts OUT_FOLDER NAME FIRST COUNT [training|validation]`; run two at once on two cores.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { altTextFor, captionFor, sentenceFor } from './captions.ts'
import { drawFacts, encodeFacts } from './facts.ts'
import { photograph } from './photograph.ts'
import { createRandom, mix } from './random.ts'
import { drawScene, isHeldOutCombination, seedFor, type Scene } from './scene.ts'
import { colours, relations, settings, subjects, times, weathers } from './vocabulary.ts'

const inputWidth = 128
const inputHeight = 96
const sentencesPerScene = 16

function encodeScene(scene: Scene) {
  return {
    seed: scene.seed,
    place: [
      settings.indexOf(scene.setting),
      times.indexOf(scene.time),
      scene.weather === undefined ? -1 : weathers.indexOf(scene.weather),
    ],
    subjects: scene.subjects.map((subject) => [
      subjects.indexOf(subject.kind),
      subject.colour === undefined ? -1 : colours.indexOf(subject.colour),
      subject.count,
      subject.relation === undefined ? -1 : relations.indexOf(subject.relation),
    ]),
  }
}

function sentencesOf(scene: Scene, range: 'training' | 'validation') {
  const random = createRandom(mix(scene.seed, 43))
  return Array.from({ length: sentencesPerScene }, () => {
    if (range === 'training') return captionFor(scene, random)
    for (;;) {
      const sentence = sentenceFor(drawFacts(scene, random), random, 'heldOut')
      if (sentence !== undefined) return sentence
    }
  }).map(({ text, facts }) => ({ text, ...encodeFacts(facts) }))
}

async function pixelsOf(scene: Scene): Promise<Buffer> {
  const jpeg = await photograph(scene, 384)
  return sharp(jpeg).resize(inputWidth, inputHeight, { fit: 'fill', kernel: 'linear' }).removeAlpha().raw().toBuffer()
}

async function main() {
  const [folder, name, first, count, range = 'training'] = process.argv.slice(2)
  if (folder === undefined || name === undefined || (range !== 'training' && range !== 'validation'))
    throw new Error('usage: make-training-data.ts OUT_FOLDER NAME FIRST COUNT [training|validation]')
  mkdirSync(folder, { recursive: true })
  const pixels = openSync(join(folder, `${name}.rgb`), 'w')
  const lines = openSync(join(folder, `${name}.jsonl`), 'w')
  let kept = 0
  for (let index = Number(first); kept < Number(count); index += 1) {
    const scene = drawScene(seedFor(range, 1, index))
    if (range === 'training' && isHeldOutCombination(scene)) continue
    writeSync(pixels, await pixelsOf(scene))
    writeSync(
      lines,
      `${JSON.stringify({ ...encodeScene(scene), alt: altTextFor(scene), texts: sentencesOf(scene, range) })}\n`,
    )
    kept += 1
    if (kept % 2000 === 0) console.log(`${name}: ${kept} scenes`)
  }
  closeSync(pixels)
  closeSync(lines)
}

await main()
