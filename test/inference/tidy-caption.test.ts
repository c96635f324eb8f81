import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { tidyCaption } from '../../electron/inference/models/tidy-caption.ts'

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('an image of', 'a', 'photo', 'Dr.', 'dog!', 'the', ',', '.', 'ß', '猫', '🏖️'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(' '))
const anyText = fc.oneof(
  words,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 240, maxLength: 600 }),
)

test.each([
  ['a red boat on a lake', 'A red boat on a lake.'],
  [' two  dogs \n run . ', 'Two dogs run.'],
  ['an image of a cat', 'A cat.'],
  ['A black and white photo of a cat', 'A black and white photo of a cat.'],
  ['This is a close-up of a flower', 'A flower.'],
  ['The image shows a dog, a cat and', 'A dog, a cat and.'],
  ['In this photo, a man rides', 'A man rides.'],
  ['a photo of a picture of a boat', 'A boat.'],
  ['Is this a boat?', 'Is this a boat?'],
  ['a picture frame on a wall', 'A picture frame on a wall.'],
  ['élan', 'Élan.'],
  ['ßa', 'ßa.'],
  ['', ''],
  [' . , ', ''],
  ['a boat,', 'A boat.'],
  ['猫がいる。', '猫がいる。'],
])('%j becomes %j', (text, tidied) => {
  expect(tidyCaption(text)).toBe(tidied)
})

test('a long caption is cut after its last whole sentence, or else its last whole word', () => {
  const sentence = 'A boat lies on the lake. '

  expect(tidyCaption(sentence.repeat(20))).toBe(sentence.repeat(10).trim())
  expect(tidyCaption('boat '.repeat(100))).toBe(`Boat ${'boat '.repeat(48)}boat.`)
})

test.each([248, 249, 250, 251, 252])('%i letters without an end still leave room for the full stop', (length) => {
  for (const text of ['a'.repeat(length), `a boat ${'b'.repeat(length - 7)}`, `𐀀${'𐀀'.repeat(length / 2)}`]) {
    const tidied = tidyCaption(text)

    expect(tidied.length).toBeLessThanOrEqual(250)
    expect(tidied.isWellFormed()).toBe(true)
    expect(tidied.endsWith('.')).toBe(true)
  }
})

test('whatever a model says, the caption is short, well-formed, ends a sentence and stays as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tidied = tidyCaption(text)

      expect(tidied.length).toBeLessThanOrEqual(250)
      expect(tidied.isWellFormed()).toBe(true)
      expect(tidied).not.toMatch(/\s\s|^\s|\s$|\n/u)
      if (tidied !== '') expect(tidied).toMatch(/[.!?…。！？]["'”’)]?$/u)
      expect(tidyCaption(tidied)).toBe(tidied)
    }),
    { numRuns: 1000 },
  )
})
