import { expect, onTestFinished, test } from 'vitest'
import type { Captioner, CaptionerOptions } from '../../electron/inference/models/captioner.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { allPhotos, alteredPack, captionerFolder, goldens, pixelsOf, readCaptioner } from './tiny-packs.ts'

async function openCaptioner(folder?: string, options?: CaptionerOptions): Promise<Captioner> {
  const captioner = await createCaptioner(await readCaptioner(folder), options)
  onTestFinished(() => captioner.close())
  return captioner
}

function withoutNgramRule(): Promise<string> {
  return alteredPack(captionerFolder, {
    pack: (pack) =>
      pack.task === 'caption' ? { ...pack, generation: { ...pack.generation, noRepeatNgram: 0 } } : pack,
  })
}

test.each([
  { name: 'greedy', beams: 1, repeating: false },
  { name: 'beams3', beams: 3, repeating: false },
  { name: 'greedyRepeating', beams: 1, repeating: true },
  { name: 'beams3Repeating', beams: 3, repeating: true },
] as const)(
  'a batch of photos gets the tokens that transformers generates alone: $name',
  async ({ name, beams, repeating }) => {
    const captioner = await openCaptioner(repeating ? await withoutNgramRule() : undefined)

    const captions = await captioner.caption(pixelsOf(await readCaptioner(), allPhotos), allPhotos.length, { beams })

    expect(captions.map(({ tokenIds }) => tokenIds)).toEqual(goldens.captioner.captions.map((golden) => golden[name]))
    for (const [photo, { confidence }] of captions.entries())
      expect(confidence).toBeCloseTo(goldens.captioner.captions[photo]?.[`${name}Confidence`] ?? Number.NaN, 4)
  },
)

test.each([1, 3])('a photo gets the same caption alone as in a batch, with %i beams', async (beams) => {
  const captioner = await openCaptioner()
  const installed = await readCaptioner()

  const together = await captioner.caption(pixelsOf(installed, allPhotos), allPhotos.length, { beams })
  const alone = []
  for (const photo of allPhotos) alone.push(...(await captioner.caption(pixelsOf(installed, [photo]), 1, { beams })))

  expect(together.map(({ text, tokenIds }) => ({ text, tokenIds }))).toEqual(
    alone.map(({ text, tokenIds }) => ({ text, tokenIds })),
  )
  for (const [photo, { confidence }] of together.entries())
    expect(confidence).toBeCloseTo(alone[photo]?.confidence ?? 0, 5)
})

test('an aborted caption stops between two steps', async () => {
  const controller = new AbortController()
  let runs = 0
  const captioner = await openCaptioner(undefined, {
    takeTurn: (run) => {
      if (++runs === 4) controller.abort(new Error('enough'))
      return run()
    },
  })

  const outcome = captioner.caption(pixelsOf(await readCaptioner(), [1]), 1, { signal: controller.signal })

  await expect(outcome).rejects.toThrow('enough')
  expect(runs).toBe(4)
})

test('photos that are done leave the batch', async () => {
  const sizes: number[] = []
  const steps: number[] = []
  const captioner = await openCaptioner(undefined, {
    takeTurn: async (run) => {
      const outcome = await run()
      if (outcome instanceof Map) sizes.push((outcome.get('logits') as { dims: number[] } | undefined)?.dims[0] ?? 0)
      steps.push(1)
      return outcome
    },
  })

  await captioner.caption(pixelsOf(await readCaptioner(), allPhotos), allPhotos.length, { beams: 1 })

  const lengths = goldens.captioner.captions.map(({ greedy }) => greedy.length)
  const expected = Array.from({ length: 20 }, (_, step) => lengths.filter((length) => length > step).length)
  expect(sizes.slice(1)).toEqual(expected)
})

test('probabilities that are not numbers are refused', async () => {
  const captioner = await openCaptioner()
  const pixels = pixelsOf(await readCaptioner(), [0])
  pixels[0] = Number.NaN

  await expect(captioner.caption(pixels, 1)).rejects.toMatchObject({ code: 'provider-failed' })
})

test('a decoder of another size than the pack says is refused', async () => {
  const folder = await alteredPack(captionerFolder, {
    pack: (pack) => (pack.task === 'caption' ? { ...pack, decoder: { ...pack.decoder, heads: 4 } } : pack),
  })
  const captioner = await openCaptioner(folder)

  await expect(captioner.prepare()).rejects.toMatchObject({
    code: 'pack-damaged',
    message: expect.stringContaining(
      'decoder_merged.onnx has an input "past_key_values.0.key" of shape [batch, 3, past, 8] instead of [batch, 4, length, 8]',
    ) as unknown,
  })
})
