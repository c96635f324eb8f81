import { expect, onTestFinished, test } from 'vitest'
import { startInference, type Inference, type InferenceOptions } from '../../electron/inference/thread/engine-client.ts'
import {
  allPhotos,
  alteredPack,
  captionerFolder,
  clipFolder,
  goldens,
  largestDifference,
  temporaryFolder,
} from './tiny-packs.ts'

const threadUrl = new URL('./drawing-thread.ts', import.meta.url)

function start(options: Partial<InferenceOptions> = {}): Inference {
  const inference = startInference({ threadUrl, ...options })
  onTestFinished(() => inference.close())
  return inference
}

const tiny = { embedding: clipFolder, caption: captionerFolder }

/** A pack for which only black photos have an embedding: every other byte becomes infinite. */
const blindPack = () =>
  alteredPack(clipFolder, {
    pack: (pack) => ({ ...pack, id: 'blind', image: { ...pack.image, mean: [0, 0, 0], std: [1e-45, 1e-45, 1e-45] } }),
  })

test('loading says what is loaded', async () => {
  const inference = start()

  expect(await inference.load(tiny)).toEqual({
    embedding: { id: 'tiny-clip', revision: '1', dims: 16, provider: 'cpu', reason: 'the default' },
    caption: { id: 'tiny-captioner', revision: '1', provider: 'cpu', reason: 'the default' },
    problems: [],
  })
})

test('every photo gets its own embedding, however they are batched', async () => {
  const inference = start({ batch: 5 })
  await inference.load(tiny)

  const photos = await Promise.all(
    allPhotos.map((photo) => inference.processPhoto({ path: `photo:${photo}`, embed: true })),
  )

  const rows = photos.flatMap(({ embedding }) => [...(embedding ?? [])])
  expect(largestDifference(Float32Array.from(rows), goldens.clip.images.flat())).toBeLessThan(1e-5)
})

test('a photo comes back with what the decoder made of it', async () => {
  const inference = start()

  const photo = await inference.processPhoto({ path: 'photo:1', embed: false })

  expect(photo).toEqual({
    decoded: {
      format: 'drawing',
      width: 32,
      height: 32,
      thumbnail: Uint8Array.from([1, 2, 3]),
      thumbnailWidth: 32,
      thumbnailHeight: 32,
      placeholder: new Uint8Array(Buffer.from('placeholder')),
      signature: Uint8Array.from([9]),
      likeness: new Uint8Array(20 + 56 * 56),
    },
  })
})

test('captions come with the embedding of their words', async () => {
  const inference = start()
  await inference.load(tiny)

  const [first, second] = await Promise.all([
    inference.captionPhoto({ path: 'photo:1' }),
    inference.captionPhoto({ path: 'photo:2', beams: 1 }),
  ])

  expect(first.confidence).toBeCloseTo(goldens.captioner.captions[1]?.beams3Confidence ?? 0, 4)
  expect(second.confidence).toBeCloseTo(goldens.captioner.captions[2]?.greedyConfidence ?? 0, 4)
  expect(first.embeddingOfText).toEqual(await inference.embedText(first.text))
})

test('words overtake photos and captions that were asked for before', async () => {
  const inference = start({ batch: 1 })
  await inference.load(tiny)
  const order: string[] = []
  const note = (name: string) => () => order.push(name)

  const captions = allPhotos.map((photo) => inference.captionPhoto({ path: `photo:${photo}` }).then(note('caption')))
  const photos = Array.from({ length: 200 }, (_, n) =>
    inference.processPhoto({ path: `photo:${n % 16}`, embed: true }).then(note('photo')),
  )
  await inference.embedText('a red boat').then(note('words'))
  const before = order.indexOf('words')
  await Promise.all([...captions, ...photos])

  expect(before).toBeLessThan(20)
  expect(order.lastIndexOf('photo')).toBeLessThan(order.lastIndexOf('caption'))
})

test('words go between two steps of a caption, and an aborted caption does not finish', async () => {
  const inference = start()
  await inference.load(tiny)
  const controller = new AbortController()
  let isCaptioned = false

  const caption = inference.captionPhoto({ path: 'photo:1', signal: controller.signal }).then(() => {
    isCaptioned = true
  })
  await inference.processPhoto({ path: 'photo:1', embed: false })
  await inference.embedText('dog')
  const wasFirst = !isCaptioned
  controller.abort()

  expect(wasFirst).toBe(true)
  await expect(caption).rejects.toMatchObject({ code: 'cancelled' })
  expect((await inference.captionPhoto({ path: 'photo:1' })).confidence).toBeGreaterThan(0)
})

test('without a pack photos are still decoded, and words are told what is missing', async () => {
  const inference = start()

  const photo = await inference.processPhoto({ path: 'photo:1', embed: true })

  expect(photo.embeddingError).toMatchObject({ code: 'no-pack', message: 'No model for search is loaded.' })
  expect(photo.decoded.width).toBe(32)
  await expect(inference.embedText('dog')).rejects.toMatchObject({ code: 'no-pack' })
  await expect(inference.captionPhoto({ path: 'photo:1' })).rejects.toMatchObject({ code: 'no-pack' })
})

test('a truncated graph is a problem of its pack; the other pack goes on', async () => {
  const broken = await alteredPack(clipFolder, { files: { 'vision.onnx': (bytes) => bytes.subarray(0, 9000) } })
  const inference = start()

  const loaded = await inference.load({ embedding: broken, caption: captionerFolder })

  expect(loaded.embedding).toBeUndefined()
  expect(loaded.caption?.id).toBe('tiny-captioner')
  expect(loaded.problems).toEqual([
    expect.objectContaining({
      code: 'pack-damaged',
      message: expect.stringContaining('The model pack "tiny-clip" does not open: vision.onnx: ') as unknown,
    }),
  ])
  expect((await inference.captionPhoto({ path: 'photo:3' })).confidence).toBeGreaterThan(0)
})

test('a folder without a pack is a problem, not a crash', async () => {
  const inference = start()

  const loaded = await inference.load({ embedding: await temporaryFolder(), caption: clipFolder })

  expect(loaded.problems.map(({ code }) => code)).toEqual(['pack-damaged', 'bad-request'])
})

test('packs can be changed while photos are under way', async () => {
  const inference = start()
  await inference.load({ embedding: clipFolder })

  const before = allPhotos.map((photo) => inference.processPhoto({ path: `photo:${photo}`, embed: true }))
  const changed = inference.load({ caption: captionerFolder })
  const after = inference.processPhoto({ path: 'photo:1', embed: true })

  expect(await changed).toMatchObject({ caption: { id: 'tiny-captioner' }, problems: [] })
  for (const { embedding, embeddingError } of await Promise.all(before))
    expect(embedding?.length ?? embeddingError?.code).toBeOneOf([16, 'no-pack'])
  expect((await after).embeddingError?.code).toBe('no-pack')
})

test('a photo that cannot be decoded fails alone, in the words of the decoder', async () => {
  const inference = start()
  await inference.load({ embedding: clipFolder })

  const [good, damaged, secret] = await Promise.allSettled(
    ['photo:1', 'damaged', 'throw'].map((path) => inference.processPhoto({ path, embed: true })),
  )

  expect(good?.status).toBe('fulfilled')
  expect(damaged).toMatchObject({
    reason: { code: 'damaged', message: 'damaged is damaged and cannot be shown.', hint: 'Restore it from a backup.' },
  })
  expect(secret).toMatchObject({ reason: { code: 'internal', message: 'Internal error.' } })
})

test('in a batch that fails only the photos that fail alone are without an embedding', async () => {
  const inference = start()
  await inference.load({ embedding: await blindPack() })

  const paths = ['black', 'photo:1', 'black', 'black', 'photo:2', 'black']
  const photos = await Promise.all(paths.map((path) => inference.processPhoto({ path, embed: true })))

  expect(photos.map(({ embedding, embeddingError }) => embedding?.length ?? embeddingError?.code)).toEqual([
    16,
    'provider-failed',
    16,
    16,
    'provider-failed',
    16,
  ])
})

test('a model that fails again and again is given up, and photos are still decoded', async () => {
  const inference = start({ batch: 1 })
  await inference.load({ embedding: await blindPack() })

  const photos = []
  for (const photo of allPhotos) photos.push(await inference.processPhoto({ path: `photo:${photo}`, embed: true }))
  const black = await inference.processPhoto({ path: 'black', embed: true })

  expect(photos.map(({ embeddingError }) => embeddingError?.code)).toEqual(allPhotos.map(() => 'provider-failed'))
  expect(black.embeddingError?.message).toContain('The model "blind" failed again and again and is no longer used')
  expect(black.decoded.width).toBe(32)
  const { embeddingProblem, stages } = await inference.stats()
  expect(embeddingProblem?.code).toBe('provider-failed')
  expect(stages.decode.items).toBe(17)
})

test('loading a pack that was given up tries it again', async () => {
  const inference = start({ batch: 1 })
  const embedding = await blindPack()
  await inference.load({ embedding })
  for (const photo of allPhotos) await inference.processPhoto({ path: `photo:${photo}`, embed: true })

  await inference.load({ embedding })

  expect((await inference.processPhoto({ path: 'black', embed: true })).embedding).toHaveLength(16)
})

test('an aborted photo is dropped at once and the others go on', async () => {
  const inference = start({ decodeAhead: 1 })
  await inference.load({ embedding: clipFolder })
  const controller = new AbortController()

  const slow = inference.processPhoto({ path: 'slow:60000:photo:1', embed: true, signal: controller.signal })
  const waiting = inference.processPhoto({ path: 'slow:60000:photo:2', embed: true, signal: controller.signal })
  const other = inference.processPhoto({ path: 'photo:3', embed: true })
  controller.abort()

  await expect(slow).rejects.toMatchObject({ code: 'cancelled' })
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  expect((await other).embedding).toHaveLength(16)
  await expect(inference.embedText('dog', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
})

test('when the thread dies every request is told, now and later', async () => {
  const inference = start()
  await inference.load(tiny)

  const waiting = [
    inference.processPhoto({ path: 'slow:60000:photo:1', embed: true }),
    inference.captionPhoto({ path: 'slow:60000:photo:1' }),
    inference.processPhoto({ path: 'exit', embed: true }),
  ]

  const outcomes = await Promise.allSettled(waiting)
  expect(outcomes).toMatchObject(outcomes.map(() => ({ status: 'rejected', reason: { code: 'crashed' } })))
  await expect(inference.embedText('dog')).rejects.toMatchObject({ code: 'crashed' })
  await inference.close()
})

test('a thread that cannot even start rejects what was asked', async () => {
  const inference = start({ threadUrl: new URL('./no-such-thread.ts', import.meta.url) })

  await expect(inference.load(tiny)).rejects.toMatchObject({ code: 'crashed' })
})

test('closing drops what waits and may be repeated', async () => {
  const inference = start({ decodeAhead: 2 })
  await inference.load(tiny)
  const waiting = Promise.allSettled(
    Array.from({ length: 5 }, () => inference.processPhoto({ path: 'slow:60000:photo:1', embed: true })),
  )

  await Promise.all([inference.close(), inference.close()])

  const outcomes = await waiting
  expect(outcomes).toMatchObject(outcomes.map(() => ({ status: 'rejected', reason: { code: 'cancelled' } })))
  await expect(inference.embedText('dog')).rejects.toMatchObject({ code: 'cancelled' })
})

test('the embedding of words is remembered until the packs change, and is the caller’s own', async () => {
  const inference = start()
  await inference.load({ embedding: clipFolder })

  const first = await inference.embedText('dog')
  const copy = first.slice()
  first.fill(0)
  const second = await inference.embedText('dog')
  const seen = second.slice()
  second.fill(0)
  const third = await inference.embedText('dog')
  await inference.load({ embedding: clipFolder })
  await inference.embedText('dog')

  expect(seen).toEqual(copy)
  expect(third).toEqual(copy)
  expect((await inference.stats()).stages['embed-words'].runs).toBe(2)
})

test('as many photos as wanted are decoded ahead, and no more', async () => {
  const inference = start({ decodeAhead: 3 })

  const photos = await Promise.all(
    Array.from({ length: 9 }, () => inference.processPhoto({ path: 'crowd:3', embed: false })),
  )

  expect(Math.max(...photos.map(({ decoded }) => decoded.height))).toBe(3)
})
