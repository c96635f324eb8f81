import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArchive } from '../../electron/download/archive.ts'
import { findTextInArchive, unpackFiles } from '../../electron/download/unpack.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { makeTar, makeTarGz, makeZip, type Member } from './make-archive.ts'

const kinds = [
  ['zip', makeZip],
  ['tar', makeTar],
  ['tar.gz', makeTarGz],
] as const

function put(bytes: Buffer, extension: string): string {
  const path = join(temporaryFolder(), `pack.${extension}`)
  writeFileSync(path, bytes)
  return path
}

async function readAll(path: string): Promise<void> {
  for await (const entry of readArchive(path))
    for await (const piece of entry.read()) expect(piece.length).toBeGreaterThan(0)
}

describe.each(kinds)('a pack in a .%s', (extension, make) => {
  const long = `tiny/${'a-long-name-'.repeat(12)}.onnx`
  const weights = randomBytes(100_000)
  const members: Member[] = [
    { path: 'tiny/' },
    { path: 'tiny/notes.txt', bytes: Buffer.from('not asked for') },
    { path: 'tiny/onnx/model.onnx', bytes: weights },
    { path: long, bytes: Buffer.from('Ü 犬') },
    { path: 'tiny/pack.json', bytes: Buffer.from('{"here": true}') },
  ]

  it('gives its description and the wanted files, in one folder or at the top', async () => {
    const path = put(make(members), extension)
    const flat = put(make([{ path: 'pack.json', bytes: Buffer.from('{}') }]), extension)
    const folder = temporaryFolder()

    const found = await findTextInArchive(path, 'pack.json', 1000)
    const atTop = await findTextInArchive(flat, 'pack.json', 1000)
    const wanted = new Map([
      ['onnx/model.onnx', weights.length],
      [long.slice(5), 6],
      ['missing', 1],
    ])
    const unpacked = await unpackFiles(path, found?.prefix ?? '', wanted, folder)

    expect(found).toEqual({ prefix: 'tiny/', text: '{"here": true}' })
    expect(atTop).toEqual({ prefix: '', text: '{}' })
    expect([...unpacked].sort()).toEqual([long.slice(5), 'onnx/model.onnx'].sort())
    expect(readFileSync(join(folder, 'onnx/model.onnx')).equals(weights)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual([long.slice(5), 'onnx'].sort())
  })

  it.each<[string, Member]>([
    ['a name that climbs out', { path: 'tiny/../../evil', bytes: Buffer.from('x') }],
    ['an absolute name', { path: '/etc/evil', bytes: Buffer.from('x') }],
    ['a name with a backslash', { path: 'tiny\\..\\evil', bytes: Buffer.from('x') }],
    ['a drive letter', { path: 'C:evil', bytes: Buffer.from('x') }],
    ['a link', { path: 'tiny/model.onnx', link: '/etc/passwd' }],
  ])('is refused with %s', async (_, hostile) => {
    const path = put(make([...members, hostile]), extension)

    await expect(readAll(path)).rejects.toMatchObject({ code: 'pack-damaged' })
  })

  it('is refused when it ends too early or is damaged', async () => {
    const sound = make(members)
    const torn = put(sound.subarray(0, 60_000), extension)
    const dented = Buffer.from(sound)
    // A zip has its directory at the end, a tar a header before each file.
    const at = extension === 'zip' ? sound.length - 400 : 300
    dented.fill(0xaa, at, at + 370)

    await expect(readAll(torn)).rejects.toMatchObject({ code: 'pack-damaged' })
    await expect(readAll(put(dented, extension))).rejects.toMatchObject({ code: 'pack-damaged' })
  })

  it('writes no more of a file than the pack declares', async () => {
    const path = put(make(members), extension)
    const folder = temporaryFolder()

    const unpacking = unpackFiles(path, 'tiny/', new Map([['onnx/model.onnx', 10]]), folder)

    await expect(unpacking).rejects.toMatchObject({ code: 'pack-damaged' })
  })
})

describe('a bomb', () => {
  const zeros: Member[] = [{ path: 'pack.json', bytes: Buffer.alloc(70 * 1024 * 1024) }]

  it.each([
    ['zip', makeZip],
    ['tar.gz', makeTarGz],
  ] as const)('in a .%s is refused before it has unpacked', async (extension, make) => {
    const path = put(make(zeros), extension)

    await expect(readAll(path)).rejects.toMatchObject({
      code: 'pack-damaged',
      message: expect.stringContaining('far more than a model') as unknown,
    })
  })

  it('that lies about its size in a .zip is refused', async () => {
    const path = put(makeZip([{ path: 'pack.json', bytes: Buffer.alloc(1_000_000), claims: 10 }]), 'zip')

    await expect(readAll(path)).rejects.toMatchObject({ code: 'pack-damaged' })
  })
})

describe('a file that is no archive', () => {
  it('is refused with what to give instead', async () => {
    const path = put(Buffer.from('hello'), 'txt')

    await expect(readAll(path)).rejects.toMatchObject({ code: 'unsupported' })
    await expect(readAll(join(path, 'nowhere'))).rejects.toMatchObject({ code: 'unreadable' })
    expect(existsSync(path)).toBe(true)
  })
})
