import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DevicePreference, DeviceUse } from '../../electron/api/device.ts'
import { startInference, type Inference, type MeasuringOptions } from '../../electron/inference/thread/engine-client.ts'
import type { Machine } from '../../electron/inference/device/machine.ts'
import type { Lie } from './lying-provider.ts'
import { allPhotos, captionerFolder, clipFolder, goldens, largestDifference, temporaryFolder } from './tiny-packs.ts'

const machine: Machine = {
  platform: 'linux',
  arch: 'x64',
  label: 'a machine of the tests',
  fingerprint: 'tests',
  cores: 2,
  runtime: '1.30.0',
  hasGraphics: true,
  hasCuda: false,
}

interface Start {
  readonly lie: Lie
  readonly folder: string
  readonly measuring?: Partial<MeasuringOptions>
  /** One that hangs cannot be closed; it ends with the process. */
  readonly leaves?: boolean
}

function start({ lie, folder, measuring, leaves = true }: Start): Inference {
  process.env['LIE'] = lie
  const inference = startInference({
    threadUrl: new URL('./drawing-thread.ts', import.meta.url),
    batch: 8,
    measuring: {
      machine,
      notes: join(folder, 'machine.json'),
      life: { pid: process.pid, id: 'the tests' },
      witnessedDeath: false,
      mayRisk: true,
      after: { photos: Number.POSITIVE_INFINITY, captions: Number.POSITIVE_INFINITY },
      onHang: () => undefined,
      ...measuring,
    },
  })
  if (leaves) onTestFinished(() => inference.close())
  return inference
}

async function embedAll(inference: Inference, times = 1): Promise<number> {
  const paths = Array.from({ length: times }, () => allPhotos).flat()
  const photos = await Promise.all(
    paths.map((photo) => inference.processPhoto({ path: `photo:${photo}`, embed: true })),
  )
  const rows = Float32Array.from(photos.flatMap(({ embedding }) => [...(embedding ?? [])]))
  return largestDifference(rows, Array.from({ length: times }, () => goldens.clip.images.flat()).flat())
}

async function use(inference: Inference, task: DeviceUse['task'] = 'embedding'): Promise<DeviceUse | undefined> {
  return (await inference.stats()).devices.find((device) => device.task === task)
}

const refused: readonly (readonly [Lie, string, RegExp])[] = [
  ['slow', 'slower', /^0\.\d+ times as fast as the processor/u],
  ['nan', 'failed', /an embedding that is not a direction/u],
  ['zeros', 'failed', /an embedding that is not a direction/u],
  ['shifted-rows', 'wrong', /^picture 1 (?:has a cosine of|came out as picture)/u],
  ['noise', 'wrong', /^picture \d has a cosine of/u],
  ['no-start', 'absent', /^no such device$/u],
  ['throws', 'failed', /E_INVALIDARG at node LayerNorm_3/u],
]

test.each(refused)('a device that is %s is %s, and the processor goes on', async (lie, state, detail) => {
  const inference = start({ lie, folder: await temporaryFolder() })
  await inference.load({ embedding: clipFolder })

  await inference.measure()

  expect(await use(inference)).toMatchObject({
    provider: 'cpu',
    verdicts: [{ provider: 'webgpu', state, detail: expect.stringMatching(detail) as unknown }],
  })
  expect(await embedAll(inference)).toBeLessThan(1e-5)
})

test('a device that agrees and is faster takes over, and says by how much', async () => {
  const inference = start({ lie: 'honest', folder: await temporaryFolder() })
  await inference.load({ embedding: clipFolder })

  await inference.measure()

  const device = await use(inference)
  expect(device).toMatchObject({ provider: 'webgpu', batch: 8, verdicts: [{ provider: 'webgpu', state: 'trusted' }] })
  expect(device?.verdicts[0]?.speedup).toBeGreaterThan(1.1)
  expect(await embedAll(inference)).toBeLessThan(1e-5)
})

test.each([
  ['slow', 'slower', undefined],
  ['nan', 'failed', /probabilities that are not numbers/u],
  ['zeros', 'wrong', /^picture \d gets other words from token \d+ on$/u],
  ['shifted-rows', 'wrong', /^picture \d gets other words from token \d+ on$/u],
  ['honest', 'trusted', undefined],
] as const)('a device that is %s with captions is %s', async (lie, state, detail) => {
  const inference = start({ lie, folder: await temporaryFolder() })
  await inference.load({ caption: captionerFolder })

  await inference.measure()

  const device = await use(inference, 'caption')
  expect(device?.verdicts).toMatchObject([{ provider: 'webgpu', state }])
  if (detail !== undefined) expect(device?.verdicts[0]?.detail).toMatch(detail)
  expect(device?.provider).toBe(lie === 'honest' ? 'webgpu' : 'cpu')
  const { confidence } = await inference.captionPhoto({ path: 'photo:1' })
  expect(confidence).toBeCloseTo(goldens.captioner.captions[1]?.beams3Confidence ?? 0, 4)
})

test.each(['late-nan', 'late-throw'] as const)(
  'a trusted device that lies later (%s) is left in the middle of the work, and no photo is lost',
  async (lie) => {
    const folder = await temporaryFolder()
    const inference = start({ lie, folder })
    await inference.load({ embedding: clipFolder })
    await inference.measure()
    const before = await use(inference)

    const difference = await embedAll(inference, 8)

    expect(before?.provider).toBe('webgpu')
    expect(difference).toBeLessThan(1e-5)
    expect(await use(inference)).toMatchObject({
      provider: 'cpu',
      verdicts: [{ provider: 'webgpu', state: 'failed', detail: expect.stringContaining('failed at work') as unknown }],
    })
    const next = start({ lie: 'honest', folder })
    await next.load({ embedding: clipFolder })
    await next.measure()
    expect((await use(next))?.provider).toBe('cpu')
  },
)

test('a caption under way is finished on the processor when its device fails', async () => {
  const inference = start({ lie: 'late-nan', folder: await temporaryFolder() })
  await inference.load({ caption: captionerFolder })
  await inference.measure()

  const captions = await Promise.all(
    [...allPhotos, ...allPhotos].map((photo) => inference.captionPhoto({ path: `photo:${photo}` })),
  )

  const wanted = [...goldens.captioner.captions, ...goldens.captioner.captions]
  captions.forEach(({ confidence }, index) => expect(confidence).toBeCloseTo(wanted[index]?.beams3Confidence ?? 0, 4))
  expect((await use(inference, 'caption'))?.provider).toBe('cpu')
})

test('a verdict is kept: the next start neither tries nor measures again', async () => {
  const folder = await temporaryFolder()
  const first = start({ lie: 'shifted-rows', folder })
  await first.load({ embedding: clipFolder })
  await first.measure()
  const found = await use(first)
  await first.close()

  const second = start({ lie: 'honest', folder }) // it would win now
  await second.load({ embedding: clipFolder })
  const atOnce = await use(second)
  await second.measure()

  expect(atOnce).toEqual(found)
  expect(await use(second)).toEqual(found)
})

test.each([
  ['another driver', { machine: { ...machine, fingerprint: 'another' } }],
  ['another runtime', { machine: { ...machine, runtime: '1.31.0' } }],
] as const)('a verdict does not hold for %s', async (_, measuring) => {
  const folder = await temporaryFolder()
  const first = start({ lie: 'shifted-rows', folder })
  await first.load({ embedding: clipFolder })
  await first.measure()

  const second = start({ lie: 'honest', folder, measuring })
  await second.load({ embedding: clipFolder })
  await second.measure()

  expect((await use(second))?.provider).toBe('webgpu')
})

test('what was trusted before is checked again before it takes over', async () => {
  const folder = await temporaryFolder()
  const first = start({ lie: 'honest', folder })
  await first.load({ embedding: clipFolder })
  await first.measure()
  await first.close()

  const second = start({ lie: 'noise', folder })
  await second.load({ embedding: clipFolder })
  await second.measure()

  expect(await use(second)).toMatchObject({ provider: 'cpu', verdicts: [{ state: 'wrong' }] })
})

test.each([
  ['the processor is preferred', { device: 'cpu' as DevicePreference }, {}],
  ['another device is preferred, which this system lacks', { device: 'dml' as DevicePreference }, {}],
  ['nobody would start this process again', {}, { mayRisk: false }],
  ['the machine has no graphics', {}, { machine: { ...machine, hasGraphics: false } }],
])('no device is tried where %s', async (_, packs, measuring) => {
  const inference = start({ lie: 'honest', folder: await temporaryFolder(), measuring })
  await inference.load({ embedding: clipFolder, ...packs })

  await inference.measure()

  expect(await use(inference)).toMatchObject({ provider: 'cpu', verdicts: [] })
})

test('captions are tuned as well, and open with what was found the next time', async () => {
  const folder = await temporaryFolder()
  const first = start({ lie: 'slow', folder })
  await first.load({ caption: captionerFolder })

  await first.measure()
  const found = await use(first, 'caption')
  await first.close()
  const second = start({ lie: 'slow', folder, leaves: true })
  await second.load({ caption: captionerFolder })
  const kept = await use(second, 'caption')

  const measured = found?.tuning?.measured ?? []
  expect(measured.map(({ threads, batch }) => `${threads} × ${batch}`)).toEqual(
    expect.arrayContaining(['1 × 1', '1 × 2', '1 × 4', `2 × ${found?.tuning?.batch}`]),
  )
  expect(measured.every(({ msPerPhoto }) => msPerPhoto > 0)).toBe(true)
  expect(found).toMatchObject({ threads: found?.tuning?.threads, batch: found?.tuning?.batch })
  expect(kept).toEqual(found)
})

test('the trial begins by itself once there is work to speed up, and words do not wait for its end', async () => {
  const folder = await temporaryFolder()
  const inference = start({ lie: 'honest', folder, measuring: { after: { photos: 16, captions: 8 } } })
  await inference.load({ embedding: clipFolder })

  const difference = await embedAll(inference, 10)
  await inference.embedText('dog')
  await inference.measure() // only waits: it has begun

  expect(difference).toBeLessThan(1e-5)
  expect((await use(inference))?.provider).toBe('webgpu')
})

test('packs changed in the middle of a trial end it, and it leaves no verdict', async () => {
  const folder = await temporaryFolder()
  const inference = start({ lie: 'honest', folder })
  await inference.load({ embedding: clipFolder, caption: captionerFolder })

  const measuring = inference.measure()
  await inference.load({ caption: captionerFolder })
  await inference.load({ embedding: clipFolder })
  await measuring

  expect(await use(inference)).toMatchObject({ provider: 'cpu', verdicts: [] })
})

test('a device that hangs is noticed from outside, and what it did is written down', async () => {
  const folder = await temporaryFolder()
  const hung = Promise.withResolvers<undefined>()
  const measuring = { hangMs: 300, onHang: () => hung.resolve(undefined), life: { pid: process.pid, id: 'hanging' } }
  const inference = start({ lie: 'hang', folder, measuring, leaves: false })
  await inference.load({ embedding: clipFolder })

  void inference.measure().catch(() => undefined) // it never comes back
  await hung.promise

  const next = start({ lie: 'honest', folder })
  await next.load({ embedding: clipFolder })
  await next.measure()
  expect(await use(next)).toMatchObject({ provider: 'cpu', verdicts: [{ state: 'hung' }] })
})
