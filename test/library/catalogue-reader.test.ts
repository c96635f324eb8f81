/** A reader of words from the catalogue: its files come from two repositories, which call both graphs the same. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CatalogueEntry } from '../../electron/library/packs/catalogue.ts'
import { lettersInDescription } from '../../electron/inference/ppocr/letters.ts'
import { startHub } from '../download/hub.ts'
import { readReadingPack, wordFixtures, wordsFolder } from '../inference/reader-pack.ts'
import { openTestLibrary, temporaryFolder } from './open-test-library.ts'

const licences = join(import.meta.dirname, '../../models/licences')

it('comes from two repositories, reads its letters from their description, and takes the place of the built-in one', async () => {
  const { filesIn = '', pack } = await readReadingPack()
  const bytesOf = (path: string): Buffer => readFileSync(join(filesIn, path))
  const keys = bytesOf(pack.reader.letters).toString('utf8').replace(/\n$/u, '').split('\n')
  const yml = `PostProcess:\n  name: CTCLabelDecode\n  character_dict:\n${keys.map((key) => `  - ${quote(key)}\n`).join('')}`
  const [det, rec] = [
    { repo: 'paddle/det', commit: createHash('sha1').update('det').digest('hex') },
    { repo: 'paddle/rec', commit: createHash('sha1').update('rec').digest('hex') },
  ]
  const files = new Map([
    ['detector.onnx', bytesOf(pack.detector.file)],
    ['inference.onnx', bytesOf(pack.reader.file)],
    ['inference.yml', Buffer.from(yml)],
  ])
  const hub = await startHub({
    files: {
      [`${det.repo}/resolve/${det.commit}/inference.onnx`]: bytesOf(pack.detector.file),
      [`${rec.repo}/resolve/${rec.commit}/inference.onnx`]: bytesOf(pack.reader.file),
      [`${rec.repo}/resolve/${rec.commit}/inference.yml`]: Buffer.from(yml),
    },
  })
  const entry: CatalogueEntry = {
    ...rec,
    elsewhere: { 'detector.onnx': { ...det, path: 'inference.onnx' } },
    upstream: { name: 'paddle', address: 'https://example.org/paddle' },
    licence: { id: 'Apache-2.0', text: 'licences/Apache-2.0.txt', notice: 'By the PaddlePaddle authors.' },
    cost: { photoMs: 1, basis: 'none' },
    pack: {
      ...pack,
      ...{ package: undefined, direction: undefined, id: 'reader-two', revision: 'two' },
      detector: { ...pack.detector, file: 'detector.onnx' },
      reader: { ...pack.reader, file: 'inference.onnx', letters: 'inference.yml' },
      files: [...files].map(([path, bytes]) => ({
        path,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    },
  }
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  cpSync(licences, join(folder, 'licences'), { recursive: true })
  const cataloguePath = join(folder, 'catalog.json')
  const sets = [{ id: 'words', title: 'Words in photos', about: 'Reads.' }]
  writeFileSync(cataloguePath, JSON.stringify({ format: 1, sets, packs: [entry] }))
  const photos = temporaryFolder()
  mkdirSync(photos, { recursive: true })
  cpSync(join(wordFixtures, 'sign.png'), join(photos, 'sign.png'))
  const { client } = openTestLibrary(temporaryFolder(), {
    packFolders: [wordsFolder],
    cataloguePath,
    network: {
      environment: { HF_ENDPOINT: hub.url },
      patience: { answerMs: 2000, idleMs: 2000 },
      rest: () => Promise.resolve(),
    },
  })
  await client.index.run({ folders: [photos] })
  const [photo] = (await client.photos.list({})).photos
  if (photo === undefined) throw new Error('one was indexed')
  const before = await client.photos.words({ photo: photo.id })

  const { advised } = await client.packs.catalog({})
  await client.packs.install({ what: 'words', accept: true })
  await client.index.run({})

  const after = await client.photos.words({ photo: photo.id })
  expect(advised).toBeUndefined() // nothing that reads is a choice of what sees photos
  expect([before.model, after.model]).toEqual(['ppocr-v4-mobile@gutenye-1.4.2', 'reader-two@two'])
  expect(after.lines.map(({ text }) => text)).toEqual(before.lines.map(({ text }) => text))
  expect(after.lines.length).toBeGreaterThan(0)
})

const quote = (key: string): string => (/^[\p{L}\p{N}]$/u.test(key) ? key : `'${key.replaceAll("'", "''")}'`)

it('knows letters in every way that a description may write them', () => {
  const text = [
    '  character_dict:',
    "  - '!'",
    "  - ''''",
    String.raw`  - "\u3000"`,
    String.raw`  - "\x41"`,
    String.raw`  - "\U0001F600"`,
    String.raw`  - "\\"`,
    '  - "\\""',
    '  - ß',
    'Global:',
    '  - no letter',
  ].join('\n')

  expect(lettersInDescription(text)).toEqual(['!', "'", '\u3000', 'A', '😀', '\\', '"', 'ß'])
  expect(lettersInDescription('Global: {}')).toEqual([])
})
