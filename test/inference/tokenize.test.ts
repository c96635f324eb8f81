import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { createTokenizer } from '../../electron/inference/words/tokenize.ts'
import { alteredPack, captionerFolder, clipFolder, goldens, readCaptioner, readClip } from './tiny-packs.ts'

const clip = await createTokenizer(await readClip())
const gpt2 = await createTokenizer(await readCaptioner())
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme-composite' }),
)

test.each(goldens.clip.texts)('the reference’s ids for CLIP: %j', ({ text, ids }) => {
  expect([...clip.encode(text)].map(Number)).toEqual(ids)
})

test.each(goldens.captioner.texts)(
  'the reference’s ids for byte-level BPE, with start and end: %j',
  ({ text, ids }) => {
    const kept = ids.slice(0, 30)

    const encoded = [...gpt2.encode(text)].map(Number)

    expect(encoded).toEqual([0, ...kept, 0])
    expect(gpt2.decode(encoded)).toBe(ids.length <= 30 ? text : gpt2.decode(kept))
  },
)

test('whatever is typed, the ids start, end and fit', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        fc.array(anyText).map((parts) => parts.join(' ')),
      ),
      (text) => {
        const ids = [...clip.encode(text)].map(Number)

        expect(ids[0]).toBe(761)
        expect(ids.indexOf(762)).toBe(ids.length - 1)
        expect(ids.length).toBeLessThanOrEqual(16)
      },
    ),
  )
})

test('byte-level BPE gives any short text back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 7 }), (text) => {
      expect(gpt2.decode([...gpt2.encode(text)].map(Number))).toBe(text)
    }),
  )
})

test.each(['\ud800', 'a\udc00b', '\ud83d'])('half a character is read as an unknown one: %j', (text) => {
  expect(clip.encode(text)).toEqual(clip.encode(text.toWellFormed()))
})

test('the name of a special token is only words', () => {
  const ids = [...clip.encode('a <|endoftext|> b <|startoftext|> c')].map(Number)

  expect(ids).toEqual([...clip.encode('a b c')].map(Number))
})

test.each([['a'.repeat(1_000_000)], [' '.repeat(1_000_000)], ['猫 '.repeat(300_000)], ['🏳️‍🌈'.repeat(100_000)]])(
  'of a very long text only the beginning is read',
  (text) => {
    const before = process.cpuUsage()

    const ids = clip.encode(text)

    // Of the processor and not of the wall: what else runs on the machine does not matter.
    const tookMs = process.cpuUsage(before).user / 1000
    expect(ids).toEqual(clip.encode(text.slice(0, 10_000)))
    expect(tookMs).toBeLessThan(1000)
  },
)

test('ids of nothing are no words', () => {
  expect(gpt2.decode([])).toBe('')
  expect(gpt2.decode([0, 0])).toBe('')
})

test.each([
  ['{', 'its tokenizer cannot be read'],
  ['null', 'its tokenizer cannot be read'],
])('a tokenizer that is %j is refused', async (json, sentence) => {
  const folder = await alteredPack(clipFolder, { files: { 'tokenizer.json': () => Buffer.from(json) } })

  await expect(createTokenizer(await readClip(folder))).rejects.toMatchObject({
    code: 'pack-damaged',
    message: `The model pack "tiny-clip" does not fit: ${sentence}.`,
  })
})

test('a pack whose end id its tokenizer does not know is refused', async () => {
  const folder = await alteredPack(captionerFolder, {
    pack: (pack) => ({ ...pack, tokenizer: { ...pack.tokenizer, endId: 50256 } }),
  })

  await expect(createTokenizer(await readCaptioner(folder))).rejects.toMatchObject({
    message: 'The model pack "tiny-captioner" does not fit: tokenizer.json has no token with the id 50256.',
  })
})
