import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodePhoto, lookAlikeThreshold, signatureDistance } from '../../electron/media/pixels/decode.ts'
import { signatureOf } from '../../electron/media/pixels/signature.ts'
import { corpus, readCsv } from './corpus.ts'
import { drawScene } from './drawn-photos.ts'

const folder = join(corpus ?? '', 'duplicates/generated')
const strong = new Set(['original', 'exact', 'pixel', 'strong'])

describe.skipIf(corpus === undefined)('signatures of the duplicates corpus', () => {
  it('finds every exact, pixel-equal and strong copy and joins no two groups', { timeout: 120_000 }, async () => {
    const rows = readCsv(join(folder, 'truth.csv'))
    const photos: { group: string; level: string; signature: Buffer }[] = []
    for (const row of rows) {
      const decoded = await decodePhoto(join(folder, row.get('file') ?? ''), { inputs: [], thumbnailSize: 256 })
      photos.push({ group: row.get('group') ?? '', level: row.get('level') ?? '', signature: decoded.signature })
    }

    const counts = { strongPairs: 0, strongFound: 0, mediumPairs: 0, mediumFound: 0, wrong: 0 }
    for (const [index, one] of photos.entries()) {
      for (const other of photos.slice(index + 1)) {
        const isFound = signatureDistance(one.signature, other.signature) < lookAlikeThreshold ? 1 : 0
        if (one.group !== other.group) counts.wrong += isFound
        else if (strong.has(one.level) && strong.has(other.level)) {
          counts.strongPairs++
          counts.strongFound += isFound
        } else if (one.level !== 'weak' && other.level !== 'weak') {
          counts.mediumPairs++
          counts.mediumFound += isFound
        }
      }
    }

    console.log('look-alikes', counts)
    expect({ missed: counts.strongPairs - counts.strongFound, wrong: counts.wrong }).toEqual({ missed: 0, wrong: 0 })
  })
})

describe('signatureDistance', () => {
  const scene = { data: drawScene(), width: 400, height: 300 }

  it('is 0 for the same picture and grows from a re-encoded to a mirrored one', async () => {
    const from = sharp(scene.data, { raw: { width: 400, height: 300, channels: 3 } })
    const jpeg = await sharp(await from.clone().jpeg({ quality: 30 }).toBuffer())
      .raw()
      .toBuffer()
    const mirrored = await from.clone().flop().raw().toBuffer()
    const distance = (data: Buffer): number => signatureDistance(signatureOf(scene), signatureOf({ ...scene, data }))

    const [same, encoded, flopped] = [distance(scene.data), distance(jpeg), distance(mirrored)]

    expect(same).toBe(0)
    expect(encoded).toBeLessThan(lookAlikeThreshold)
    expect(flopped).toBeGreaterThan(lookAlikeThreshold)
  })

  it('keeps blank pictures apart, for nothing on them can be compared', () => {
    const blank = signatureOf({ data: Buffer.alloc(400 * 300 * 3, 255), width: 400, height: 300 })

    expect([signatureDistance(blank, blank), signatureDistance(blank, signatureOf(scene))]).toEqual([1, 1])
  })

  it('is 1 for a signature of another length', () => {
    expect(signatureDistance(Buffer.alloc(8), signatureOf(scene))).toBe(1)
  })
})
