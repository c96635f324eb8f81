/** Small print in a picture of fifty megapixels: seen where something is seen at all, read closer, in a bounded number of looks. */
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { lookCloser } from '../../electron/inference/ppocr/closer-look.ts'
import type { FoundText } from '../../electron/inference/ppocr/detector.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'
import { openTestLibrary, temporaryFolder } from '../library/open-test-library.ts'
import { wordsFolder } from './reader-pack.ts'

const size = { width: 8660, height: 5774 }

/** A name that the first look sees, and small print below it that it cannot see: 32 px are 3.5 there. */
const signs = [
  { name: 'HARBOUR', print: 'Ferry at noon', left: 620, top: 480 },
  { name: 'MUSEUM', print: 'Closed on Monday', left: 7300, top: 900 },
  { name: 'LIBRARY', print: 'Ring for entry', left: 4000, top: 2700 },
  { name: 'STATION', print: 'Platform seven', left: 900, top: 5000 },
] as const

interface Drawn {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

async function lettersOf(text: string, px: number) {
  const rgba = { text, font: `DejaVu Sans Bold ${px}`, dpi: 72, rgba: true }
  const { data, info } = await sharp({ text: rgba }).png().toBuffer({ resolveWithObject: true })
  return { input: data, width: info.width, height: info.height }
}

/** Writes the picture; gives where each line was drawn, in its pixels. */
async function drawSigns(path: string): Promise<readonly Drawn[]> {
  const layers: { input: Buffer; left: number; top: number }[] = []
  const drawn: Drawn[] = []
  for (const { name, print, left, top } of signs) {
    const board = { width: 700, height: 300, channels: 3 as const, background: '#f4f4ee' }
    layers.push({ input: await sharp({ create: board }).png().toBuffer(), left: left - 60, top: top - 60 })
    for (const [text, px, below] of [
      [name, 90, 0],
      [print, 32, 120],
    ] as const) {
      const { input, width, height } = await lettersOf(text, px)
      layers.push({ input, left, top: top + below })
      drawn.push({ text, left, top: top + below, right: left + width, bottom: top + below + height })
    }
  }
  await sharp({ create: { ...size, channels: 3, background: '#4a6a7c' } })
    .composite(layers)
    .jpeg({ quality: 90 })
    .toFile(path)
  return drawn
}

/** In pixels of the photo, of which the picture that is read has not half. */
const tolerance = 48

const tight = (text: string): string => text.toLowerCase().replaceAll(' ', '')

it('small print on signs far apart in 50 megapixels is read, and stands where it was drawn', async () => {
  const path = join(temporaryFolder(), 'square.jpg')
  const drawn = await drawSigns(path)
  const { client } = openTestLibrary(temporaryFolder(), { packFolders: [wordsFolder] })

  const { lines } = await client.photos.read({ photo: path })

  expect(lines.map(({ text }) => tight(text)).sort()).toEqual(drawn.map(({ text }) => tight(text)).sort())
  for (const { text, ...wanted } of drawn) {
    const corners = lines.find((line) => tight(line.text) === tight(text))?.corners ?? []
    const xs = corners.filter((_, at) => at % 2 === 0).map((x) => x * size.width)
    const ys = corners.filter((_, at) => at % 2 === 1).map((y) => y * size.height)
    const given = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
    // A box has a margin around its letters, and may lie aslant by a few degrees.
    for (const side of ['left', 'top', 'right', 'bottom'] as const)
      expect(Math.abs(given[side] - wanted[side]), `${text}: ${side}`).toBeLessThan(tolerance)
  }
})

describe('a closer look', () => {
  const small: Picture = { data: new Uint8Array(960 * 640 * 3), width: 960, height: 640 }
  const large: Picture = { data: new Uint8Array(4096 * 2730 * 3), width: 4096, height: 2730 }

  /** A box of the first look, `height` pixels high. */
  function box(x: number, y: number, height: number, isThin: boolean): FoundText {
    const corner = (right: number, down: number) => ({ x: (x + right) / small.width, y: (y + down) / small.height })
    const corners = [corner(0, 0), corner(40, 0), corner(40, height), corner(0, height)] as const
    return { corners, height, score: 0.9, isThin }
  }
  const everywhere = (height: number, isThin: boolean) =>
    Array.from({ length: 20 }, (_, at) => box(40 + 180 * (at % 5), 40 + 150 * Math.floor(at / 5), height, isThin))

  it('is taken six times at most, none larger than 1920 px, and no line of the first look is lost', async () => {
    const looks: Picture[] = []

    const found = await lookCloser({ small, large }, everywhere(6, false), (picture) => {
      looks.push(picture)
      return Promise.resolve([])
    })

    expect(looks).toHaveLength(6)
    expect(Math.max(...looks.flatMap(({ width, height }) => [width, height]))).toBeLessThanOrEqual(1920)
    expect(found).toHaveLength(20)
  })

  it('is taken at what was too thin to be read, after what was not, and what it does not find is no text', async () => {
    const looks: Picture[] = []
    const readable = box(40, 590, 6, false)

    const found = await lookCloser({ small, large }, [...everywhere(3, true), readable], (picture) => {
      looks.push(picture)
      return Promise.resolve(looks.length === 2 ? [box(10, 10, 8, false), box(10, 60, 3, true)] : [])
    })

    expect(looks).toHaveLength(6)
    expect(found).toContain(readable)
    expect(found.map(({ isThin }) => isThin)).toEqual([false, false])
  })

  it('is not taken at thin patches of a picture that has no more pixels than its first look', async () => {
    const found = await lookCloser({ small, large: { ...small, width: 900 } }, everywhere(3, true), () => {
      throw new Error('nothing to see')
    })

    expect(found).toEqual([])
  })
})
