import { cp, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listPacks, readPack, verifyPack } from '../../electron/inference/pack/read-pack.ts'
import { captionerFolder, clipFolder, readClip, temporaryFolder } from './tiny-packs.ts'

async function copiedClip(): Promise<string> {
  const folder = await temporaryFolder()
  await cp(clipFolder, folder, { recursive: true })
  return folder
}

test('a whole pack is read and verified', async () => {
  const installed = await readPack(clipFolder)
  const progress: number[] = []

  const verdicts = await verifyPack(installed, (done, total) => progress.push(done / total))

  expect(verdicts).toEqual([
    { path: 'text.onnx', ok: true },
    { path: 'tokenizer.json', ok: true },
    { path: 'vision.onnx', ok: true },
  ])
  expect(progress.at(-1)).toBe(1)
})

test('a changed byte and a missing file are found by verifying', async () => {
  const folder = await copiedClip()
  const installed = await readClip(folder)
  const text = join(folder, 'text.onnx')
  await truncate(text, 1000)
  await truncate(text, installed.pack.files[0]?.bytes)
  await rm(join(folder, 'vision.onnx'))

  expect(await verifyPack(installed)).toEqual([
    { path: 'text.onnx', ok: false, reason: 'its content has changed' },
    { path: 'tokenizer.json', ok: true },
    { path: 'vision.onnx', ok: false, reason: 'is missing' },
  ])
})

test.each([
  {
    name: 'a missing file',
    harm: (folder: string) => rm(join(folder, 'text.onnx')),
    sentence: 'The model pack "tiny-clip" is incomplete: text.onnx is missing.',
  },
  {
    name: 'a short file',
    harm: (folder: string) => truncate(join(folder, 'vision.onnx'), 10),
    sentence: 'The model pack "tiny-clip" is incomplete: vision.onnx has 10 bytes instead of ',
  },
  {
    name: 'no description',
    harm: (folder: string) => rm(join(folder, 'pack.json')),
    sentence: 'has no readable pack.json: it is missing.',
  },
  {
    name: 'a description that is cut off',
    harm: (folder: string) => truncate(join(folder, 'pack.json'), 100),
    sentence: 'has a pack.json that is not JSON.',
  },
  {
    name: 'a description of something else',
    harm: (folder: string) => writeFile(join(folder, 'pack.json'), '{"__proto__": {}, "task": "embedding"}'),
    sentence: 'has a wrong pack.json: ',
  },
])('$name makes a pack damaged, and the sentence says which file', async ({ harm, sentence }) => {
  const folder = await copiedClip()
  await harm(folder)

  await expect(readPack(folder)).rejects.toMatchObject({
    code: 'pack-damaged',
    message: expect.stringContaining(sentence) as unknown,
    hint: 'Download or import this model pack again.',
  })
})

test.each(['../outside.onnx', '/etc/passwd', 'a/../../b', ''])('a pack cannot name the file %j', async (path) => {
  const folder = await copiedClip()
  const { pack } = await readClip(folder)
  await writeFile(join(folder, 'pack.json'), JSON.stringify({ ...pack, vision: { ...pack.vision, file: path } }))

  await expect(readPack(folder)).rejects.toMatchObject({ code: 'pack-damaged' })
})

test('a graph that is used but not declared would never be verified, so it is refused', async () => {
  const folder = await copiedClip()
  const { pack } = await readClip(folder)
  const files = pack.files.filter(({ path }) => path !== 'text.onnx')
  await writeFile(join(folder, 'pack.json'), JSON.stringify({ ...pack, files }))

  await expect(readPack(folder)).rejects.toMatchObject({
    message: 'The model pack "tiny-clip" uses text.onnx but does not declare it in its files.',
  })
})

test('listing skips what is no pack and says what is wrong with a damaged one', async () => {
  const folder = await temporaryFolder()
  await cp(clipFolder, join(folder, 'b-clip'), { recursive: true })
  await cp(captionerFolder, join(folder, 'a-captioner'), { recursive: true })
  await cp(clipFolder, join(folder, 'broken'), { recursive: true })
  await rm(join(folder, 'broken', 'vision.onnx'))
  await writeFile(join(folder, 'README.md'), 'no pack')

  const { packs, problems } = await listPacks([folder, join(folder, 'absent')])

  expect(packs.map(({ pack }) => pack.id)).toEqual(['tiny-captioner', 'tiny-clip'])
  expect(problems.map(({ message }) => message)).toEqual([
    'The model pack "tiny-clip" is incomplete: vision.onnx is missing.',
  ])
})
