import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { correctedGraph, replaceScales } from '../../electron/inference/models/attention-scale.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { visionRule } from '../../electron/inference/models/florence-graphs.ts'
import type { FlorencePack, InstalledPack } from '../../electron/inference/pack/pack.ts'
import { openGraph } from '../../electron/inference/graphs/session.ts'
import { florenceFolder, florenceGoldens, readCaptionPack } from './family-packs.ts'
import { alteredPack, largestDifference, pixelsOf } from './tiny-packs.ts'

const published = { float32: 'vision_encoder.onnx', float16: 'vision_encoder_fp16.onnx' }

async function florence(file: string, alter?: (bytes: Buffer) => Uint8Array): Promise<InstalledPack<FlorencePack>> {
  const folder = await alteredPack(florenceFolder, {
    pack: (pack) => ({ ...pack, vision: { file, input: 'pixel_values', output: 'image_features' } }),
    ...(alter === undefined ? {} : { files: { [file]: alter } }),
  })
  const { pack } = await readCaptionPack(folder)
  if (pack.family !== 'florence2') throw new Error('not Florence-2')
  return { folder, pack }
}

function ruleOf({ pack }: InstalledPack<FlorencePack>): NonNullable<FlorencePack['attentionScale']> {
  if (pack.attentionScale === undefined) throw new Error('nothing to correct')
  return pack.attentionScale
}

async function featuresOf(installed: InstalledPack<FlorencePack>, file: string): Promise<Float32Array> {
  const graph = await openGraph(installed, file, visionRule(installed.pack))
  const data = pixelsOf(installed, [0, 1, 2, 3])
  const outputs = await graph.run({ pixel_values: { data, dims: [4, 3, 64, 64] } })
  await graph.close()
  return outputs.get('image_features')?.data ?? new Float32Array(0)
}

test.each([
  { encoding: 'float32', largest: 1e-4 },
  // Twelve scales with eleven bits each move the features by about a thousandth.
  { encoding: 'float16', largest: 2e-2 },
] as const)(
  'the corrected $encoding copy sees what PyTorch sees, the published file does not',
  async ({ encoding, largest }) => {
    const installed = await florence(published[encoding])

    const { file, notice } = await correctedGraph(installed, ruleOf(installed))

    expect(notice).toBeUndefined()
    const wanted = florenceGoldens.features.flat()
    expect(largestDifference(await featuresOf(installed, file), wanted)).toBeLessThan(largest)
    expect(largestDifference(await featuresOf(installed, published[encoding]), wanted)).toBeGreaterThan(10 * largest)
  },
)

test('the published file stays as it is, and the copy differs from it in twelve scales', async () => {
  const installed = await florence(published.float32)
  const before = await readFile(join(installed.folder, published.float32))

  const { file } = await correctedGraph(installed, ruleOf(installed))

  expect(await readFile(join(installed.folder, published.float32))).toEqual(before)
  const copy = await readFile(join(installed.folder, file))
  expect(copy).not.toEqual(before)
  replaceScales(copy, 64, 224)
  expect(copy).toEqual(before)
})

test('a copy that is damaged or of another size is made anew, a true one is kept', async () => {
  const installed = await florence(published.float32)
  const path = join(installed.folder, ruleOf(installed).file)
  await correctedGraph(installed, ruleOf(installed))
  const copy = await readFile(path)

  await writeFile(path, copy.subarray(0, 1000))
  await correctedGraph(installed, ruleOf(installed))
  expect(await readFile(path)).toEqual(copy)

  await correctedGraph(installed, { ...ruleOf(installed), size: 96 })
  expect(await readFile(path)).not.toEqual(copy)
})

test.each([
  {
    name: 'eleven scales',
    alter: (bytes: Buffer) => replaced(bytes, 'blocks.2.8/channel_block', 'blocks.2.8/channel_blocx'),
    reason: '11 of the 12 attention scales were found.',
  },
  {
    name: 'a scale of another size',
    alter: (bytes: Buffer) => {
      replaceScales(bytes, 224, 448)
      return bytes
    },
    reason: 'an attention scale of stage 0 is 0.008929, not 0.01786.',
  },
])('a file with $name is run as published, and says so', async ({ alter, reason }) => {
  const installed = await florence(published.float32, alter)

  expect(await correctedGraph(installed, ruleOf(installed))).toEqual({
    file: published.float32,
    notice: `vision_encoder.onnx of "tiny-florence2" is run as published: ${reason}`,
  })
})

test('a copy that cannot be written leaves the published file in use, says so and leaves nothing behind', async () => {
  const installed = await florence(published.float32)
  await mkdir(join(installed.folder, ruleOf(installed).file))
  const before = await readdir(installed.folder)

  const { file, notice } = await correctedGraph(installed, ruleOf(installed))

  expect(file).toBe(published.float32)
  expect(notice).toMatch(/is run as published: a corrected copy cannot be written \(E[A-Z]+\)\.$/u)
  expect(await readdir(installed.folder)).toEqual(before)
})

test('unless it is asked for, nothing is corrected and nothing is written', async () => {
  const installed = await florence(published.float32)
  const captioner = await createCaptioner(installed)
  onTestFinished(() => captioner.close())

  await captioner.prepare()

  await expect(readFile(join(installed.folder, ruleOf(installed).file))).rejects.toMatchObject({ code: 'ENOENT' })
})

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')
}
