import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  catalogueSchema,
  filesOnHub,
  freeLicences,
  licencesOf,
  readCatalogue,
} from '../../electron/library/packs/catalogue.ts'
import { startTinyCatalogue, type TinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import { temporaryFolder } from './open-test-library.ts'

const models = fileURLToPath(new URL('../../models', import.meta.url))
const script = fileURLToPath(new URL('../../scripts/pin-packs.ts', import.meta.url))

describe('the catalogue', () => {
  it('offers sets that embed and caption and one that reads words, each file pinned by commit, length and hash', async () => {
    const { sets, packs } = await readCatalogue(join(models, 'catalog.json'))

    expect(
      sets.map(({ id }) => [id, packs.filter(({ pack }) => pack.set === id).map(({ pack }) => pack.task)]),
    ).toEqual([
      ['default', ['embedding', 'caption']],
      ['small', ['embedding', 'caption']],
      ['best', ['embedding', 'caption']],
      ['words', ['read']],
    ])
    expect(packs.filter(({ pack }) => pack.scope !== 'photos')).toEqual([])
    // The same bytes never carry two hashes, nor one hash two lengths.
    const pins = packs.flatMap(({ pack }) => pack.files)
    const lengths = new Map(pins.map(({ sha256, bytes }) => [sha256, bytes]))
    expect(pins.filter(({ sha256, bytes }) => lengths.get(sha256) !== bytes)).toEqual([])
  })

  it('holds only weights that anybody may use for anything, with their licence in the repository', async () => {
    const catalogue = await readCatalogue(join(models, 'catalog.json'))
    const restricted: unknown = JSON.parse(readFileSync(join(models, 'catalog.json'), 'utf8'), (key, value: unknown) =>
      key === 'id' && value === 'MIT' ? 'CC-BY-NC-4.0' : value,
    )

    const texts = await licencesOf(catalogue, catalogue.packs)

    expect(freeLicences).toEqual(['Apache-2.0', 'MIT'])
    expect(catalogue.packs.filter(({ pack, licence }) => pack.licence !== licence.id)).toEqual([])
    expect(texts.every(({ text, notices }) => text.length > 500 && notices.length > 0)).toBe(true)
    expect(catalogueSchema.safeParse(restricted).success).toBe(false)
  })

  it('names files at their commit, on the hub or a mirror', async () => {
    const { packs } = await readCatalogue(join(models, 'catalog.json'))
    const [first] = packs
    if (first === undefined) throw new Error('the catalogue is empty')

    const [file] = filesOnHub(first, 'https://hf-mirror.com/')

    expect(file?.url.href).toBe(
      'https://hf-mirror.com/onnx-community/siglip2-base-patch16-224-ONNX/resolve/ba1f3b0843f24bc5417d38e19c37b287d719b2f4/onnx/vision_model_fp16.onnx',
    )
    expect(() => filesOnHub(first, 'no address')).toThrow('is not the address of a mirror')
  })
})

interface Ran {
  readonly code: number | null
  readonly out: string
}

function runScript(folder: string, hub: string, ...more: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [script, '--models', folder, '--hub', hub, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_PROXY: '127.0.0.1' },
  })
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (out += text.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

/** The tiny catalogue in which `clip-two` is not pinned yet and would take the place of nothing. */
function withUnpinned({ entries }: TinyCatalogue): string {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  cpSync(join(models, 'licences'), join(folder, 'licences'), { recursive: true })
  const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value))
  const bare = entries.map((entry) => ({
    ...entry,
    pack: { ...entry.pack, files: entry.pack.files.map(({ path }) => ({ path })) },
  }))
  const sets = [{ id: 'default', title: 'Recommended', about: 'For most machines.' }]
  const [first, ...others] = entries.slice(0, 2)
  write('catalog.json', { format: 1, sets, packs: [{ ...first, restsOnOneSource: true }, ...others] })
  write('unpinned.json', {
    format: 1,
    packs: [
      { why: 'look at it', ...bare[2] },
      { why: 'nobody has it', ...bare[2], repo: 'tiny/nowhere' },
    ],
  })
  return folder
}

describe('the script that pins packs', () => {
  it('completes what the hub knows, keeps what it does not, and finds the pins right', async () => {
    const tiny = await startTinyCatalogue()
    const folder = withUnpinned(tiny)
    const before = readFileSync(join(folder, 'catalog.json'), 'utf8')

    const looked = await runScript(folder, tiny.hub.url)
    const untouched = readFileSync(join(folder, 'catalog.json'), 'utf8')
    const wrote = await runScript(folder, tiny.hub.url, '--write')

    expect(looked.code).toBe(0)
    expect(untouched).toBe(before)
    expect(wrote).toMatchObject({ code: 0, out: expect.stringContaining('clip-two: completed') as unknown })
    expect(wrote.out).toContain('rested on one source until now')
    const { packs } = catalogueSchema.parse(JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')))
    expect(packs).toEqual(tiny.entries)
    expect(JSON.parse(readFileSync(join(folder, 'unpinned.json'), 'utf8'))).toMatchObject({
      packs: [{ repo: 'tiny/nowhere' }],
    })
  })

  it('fails and writes nothing when the hub contradicts a pin', async () => {
    const tiny = await startTinyCatalogue()
    const folder = withUnpinned(tiny)
    tiny.hub.put(tiny.hubPath('clip-one', 'vision.onnx'), Buffer.alloc(500))
    const before = readFileSync(join(folder, 'catalog.json'), 'utf8')

    const { code, out } = await runScript(folder, tiny.hub.url, '--write')

    expect(code).toBe(1)
    expect(out).toContain('clip-one: vision.onnx is pinned to 63490 bytes')
    expect(readFileSync(join(folder, 'catalog.json'), 'utf8')).toBe(before)
  })

  it('hashes small files that lie in git themselves, and holds them to the hash of git', async () => {
    const tiny = await startTinyCatalogue()
    const folder = withUnpinned(tiny)
    tiny.hub.put(tiny.hubPath('clip-one', 'text.onnx'), Buffer.from('{}'))

    const { code, out } = await runScript(folder, tiny.hub.url)

    expect(code).toBe(1)
    expect(out).toContain('the hub has 2 bytes, 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })
})
