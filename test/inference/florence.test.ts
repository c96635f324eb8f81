import { rm } from 'node:fs/promises'
import { fc } from '../random.ts'
import { expect, onTestFinished, test } from 'vitest'
import { captionLevels } from '../../electron/api/caption.ts'
import type { Captioner, CaptionerOptions } from '../../electron/inference/models/captioner.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { florenceFolder, florenceGoldens, readCaptionPack } from './family-packs.ts'
import { alteredPack, pixelsOf } from './tiny-packs.ts'

const photos = [...new Set(florenceGoldens.captions.map(({ photo }) => photo))]

/** The goldens are those of the right scales, the fixture's graph has the published, frozen ones. */
async function openCaptioner(folder: string, options: CaptionerOptions = {}): Promise<Captioner> {
  const captioner = await createCaptioner(await readCaptionPack(folder), { correctAttention: true, ...options })
  onTestFinished(() => captioner.close())
  return captioner
}

async function copied(levels?: Record<string, { prompt: string; maxTokens: number }>): Promise<string> {
  return alteredPack(florenceFolder, { pack: (pack) => (levels === undefined ? pack : { ...pack, levels }) })
}

function goldensOf(prompt: string) {
  return florenceGoldens.captions.filter((golden) => golden.prompt === prompt)
}

test.each(captionLevels.flatMap((level) => [{ level, beams: 1 } as const, { level, beams: 3 } as const]))(
  'a batch of photos gets the tokens that transformers generates alone: $level, $beams beams',
  async ({ level, beams }) => {
    const folder = await copied()
    const captioner = await openCaptioner(folder)
    const name = beams === 1 ? 'greedy' : 'beams3'

    const captions = await captioner.caption(pixelsOf(await readCaptionPack(folder), photos), photos.length, {
      level,
      beams,
    })

    expect(captioner.notice).toBeUndefined()
    const goldens = goldensOf(level)
    expect(captions.map(({ tokenIds }) => tokenIds)).toEqual(goldens.map((golden) => golden[name]))
    for (const [index, { confidence }] of captions.entries())
      expect(confidence).toBeCloseTo(goldens[index]?.[`${name}Confidence`] ?? Number.NaN, 4)
  },
)

test.each([1, 3])(
  'an empty, the longest and a repeated prompt give the reference’s tokens, with %i beams',
  async (beams) => {
    const { empty, longest, repeated } = florenceGoldens.oddPrompts
    const levels = {
      brief: { prompt: empty, maxTokens: 24 },
      detailed: { prompt: longest, maxTokens: 24 },
      full: { prompt: repeated, maxTokens: 24 },
    }
    const folder = await copied(levels)
    const captioner = await openCaptioner(folder)
    const four = [0, 1, 2, 3]

    const captions = await captioner.captionLevels(pixelsOf(await readCaptionPack(folder), four), 4, {
      levels: captionLevels,
      beams,
    })

    const name = beams === 1 ? 'greedy' : 'beams3'
    const wanted = four.map((photo) =>
      ['empty', 'longest', 'repeated'].map(
        (prompt) => goldensOf(prompt).find((golden) => golden.photo === photo)?.[name],
      ),
    )
    expect(captions.map((levelsOfPhoto) => levelsOfPhoto.map(({ tokenIds }) => tokenIds))).toEqual(wanted)
  },
)

test.each([1, 3])('a photo gets the same captions alone as in a batch, at each level, with %i beams', async (beams) => {
  const folder = await copied()
  const captioner = await openCaptioner(folder)
  const installed = await readCaptionPack(folder)

  const together = await captioner.captionLevels(pixelsOf(installed, photos), photos.length, {
    levels: captionLevels,
    beams,
  })
  const alone = []
  for (const photo of photos) {
    const one = []
    for (const level of captionLevels)
      one.push(...(await captioner.caption(pixelsOf(installed, [photo]), 1, { level, beams })))
    alone.push(one)
  }

  const told = (captions: typeof together) =>
    captions.map((levels) => levels.map(({ level, text, tokenIds }) => ({ level, text, tokenIds })))
  expect(told(together)).toEqual(told(alone))
})

test('any photos together get the tokens that each gets alone, whatever the beams, the level and the memory', async () => {
  const folder = await copied()
  const installed = await readCaptionPack(folder)
  const roomy = await openCaptioner(folder)
  const tight = await openCaptioner(folder, { cacheBytes: 12_000 })
  const some = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 5 })
  const how = fc.record({ level: fc.constantFrom(...captionLevels), beams: fc.integer({ min: 1, max: 4 }) })

  await fc.assert(
    fc.asyncProperty(some, how, async (wild, options) => {
      const pixels = pixelsOf(installed, wild)

      const together = await roomy.caption(pixels, wild.length, options)
      const inTurn = await tight.caption(pixels, wild.length, options)
      const alone = []
      for (const photo of wild) alone.push(...(await roomy.caption(pixelsOf(installed, [photo]), 1, options)))

      const tokens = (captions: typeof together): number[][] => captions.map(({ tokenIds }) => tokenIds)
      expect(tokens(together)).toEqual(tokens(alone))
      expect(tokens(inTurn)).toEqual(tokens(alone))
    }),
    { numRuns: 20 },
  )
})

test('with little memory photos are described one after another, in the same words', async () => {
  const folder = await copied()
  const rows: number[] = []
  const captioner = await openCaptioner(folder, {
    cacheBytes: 20_000,
    takeTurn: async (run) => {
      const outcome = await run()
      if (outcome instanceof Map && outcome.has('logits'))
        rows.push((outcome.get('logits') as { dims: number[] } | undefined)?.dims[0] ?? 0)
      return outcome
    },
  })

  const captions = await captioner.caption(pixelsOf(await readCaptionPack(folder), photos), photos.length, { beams: 3 })

  expect(captions.map(({ tokenIds }) => tokenIds)).toEqual(goldensOf('detailed').map(({ beams3 }) => beams3))
  // 5 tokens × 2 layers × 4 heads × 8 × 2 × 4 bytes: 2,560 a row, seven rows, two photos of three beams.
  expect(Math.max(...rows)).toBe(6)
})

test('three levels cost one look at a photo', async () => {
  const folder = await copied()
  let looks = 0
  const captioner = await openCaptioner(folder, {
    takeTurn: async (run) => {
      const outcome = await run()
      if (outcome instanceof Map && outcome.has('image_features')) looks++
      return outcome
    },
  })

  const captions = await captioner.captionLevels(pixelsOf(await readCaptionPack(folder), [0, 1]), 2, {
    levels: captionLevels,
  })

  expect(captions.map((levels) => levels.map(({ level }) => level))).toEqual([captionLevels, captionLevels])
  expect(looks).toBe(2)
})

test('photos that are done leave the batch', async () => {
  const folder = await copied()
  const sizes: number[] = []
  const captioner = await openCaptioner(folder, {
    takeTurn: async (run) => {
      const outcome = await run()
      if (outcome instanceof Map && outcome.has('logits'))
        sizes.push((outcome.get('logits') as { dims: number[] } | undefined)?.dims[0] ?? 0)
      return outcome
    },
  })

  await captioner.caption(pixelsOf(await readCaptionPack(folder), photos), photos.length, { level: 'full', beams: 1 })

  const lengths = goldensOf('full').map(({ greedy }) => greedy.length)
  const steps = Math.max(...lengths)
  expect(sizes).toEqual(Array.from({ length: steps }, (_, step) => lengths.filter((length) => length > step).length))
})

test('an aborted caption stops between two steps', async () => {
  const folder = await copied()
  const controller = new AbortController()
  let runs = 0
  const captioner = await openCaptioner(folder, {
    takeTurn: (run) => {
      if (++runs === 7) controller.abort(new Error('enough'))
      return run()
    },
  })

  const outcome = captioner.caption(pixelsOf(await readCaptionPack(folder), [1]), 1, { signal: controller.signal })

  await expect(outcome).rejects.toThrow('enough')
  expect(runs).toBe(7)
})

test('a decoder of another size than the pack says is refused', async () => {
  const folder = await alteredPack(florenceFolder, {
    pack: (pack) => (pack.task === 'caption' ? { ...pack, decoder: { ...pack.decoder, headDim: 16 } } : pack),
  })
  const captioner = await openCaptioner(folder)

  await expect(captioner.prepare()).rejects.toMatchObject({
    code: 'pack-damaged',
    message: expect.stringContaining('instead of [batch, 4, length, 16]') as unknown,
  })
})

test('a pack whose graph is gone is damaged, in a sentence', async () => {
  const folder = await copied()
  const installed = await readCaptionPack(folder)
  await rm(`${folder}/embed_tokens.onnx`)
  const captioner = await createCaptioner(installed)
  onTestFinished(() => captioner.close())

  await expect(captioner.prepare()).rejects.toMatchObject({
    message: expect.stringContaining('The model pack "tiny-florence2" does not open: embed_tokens.onnx: ') as unknown,
  })
})
