/** The parts of reading that are arithmetic: rectangles, boxes, batches, decoding, repairs. */
import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { decodeLine } from '../../electron/inference/ppocr/ctc.ts'
import { withoutDoubles } from '../../electron/inference/ppocr/doubles.ts'
import { batchesOf } from '../../electron/inference/ppocr/line-batches.ts'
import { readingCorners } from '../../electron/inference/ppocr/line-crop.ts'
import { cornersOf, smallestRectangle, type Rectangle } from '../../electron/inference/ppocr/rectangle.ts'
import { withSharpS } from '../../electron/inference/ppocr/sharp-s.ts'
import { textBoxes } from '../../electron/inference/ppocr/text-boxes.ts'

const rule = { threshold: 0.3, leastMean: 0.6, unclip: 1.5 }

describe('the smallest rectangle', () => {
  it('is the rectangle itself, however it lies', () => {
    const size = fc.double({ min: 2, max: 500, noNaN: true })
    fc.assert(
      fc.property(size, size, fc.double({ min: -3, max: 3, noNaN: true }), (width, height, angle) => {
        const axis = { x: Math.cos(angle), y: Math.sin(angle) }
        const given: Rectangle = { centre: { x: 40, y: -7 }, axis, width, height }

        const found = smallestRectangle(cornersOf(given))

        expect(found.width * found.height).toBeCloseTo(width * height, 3)
        expect(found.centre.x).toBeCloseTo(40, 6)
        expect(found.centre.y).toBeCloseTo(-7, 6)
      }),
    )
  })

  it('holds every point', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 99 }), y: fc.integer({ min: 0, max: 99 }) })
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
        const { centre, axis, width, height } = smallestRectangle(points)

        for (const { x, y } of points) {
          const along = (x - centre.x) * axis.x + (y - centre.y) * axis.y
          const across = (y - centre.y) * axis.x - (x - centre.x) * axis.y
          expect(Math.abs(along)).toBeLessThanOrEqual(width / 2 + 1e-6)
          expect(Math.abs(across)).toBeLessThanOrEqual(height / 2 + 1e-6)
        }
      }),
    )
  })
})

describe('boxes of a map', () => {
  const width = 64
  const map = (paint: (x: number, y: number) => number) =>
    Float32Array.from({ length: width * 48 }, (_, at) => paint(at % width, Math.floor(at / width)))

  it('are the patches that are sure, grown on every side', () => {
    const inside = (x: number, y: number) => x >= 10 && x <= 40 && y >= 20 && y <= 28
    const boxes = textBoxes(
      map((x, y) => (inside(x, y) ? 0.9 : 0)),
      width,
      48,
      rule,
    )

    // 30 × 8 px: grown by 240 × 1.5 / 76.
    const by = (30 * 8 * 1.5) / 76
    expect(boxes).toHaveLength(1)
    const [a, , c] = boxes[0]?.corners ?? []
    expect(a?.x).toBeCloseTo(10 - by)
    expect(a?.y).toBeCloseTo(20 - by)
    expect(c?.x).toBeCloseTo(40 + by)
    expect(c?.y).toBeCloseTo(28 + by)
  })

  it.each([
    ['nothing', () => 0],
    ['a patch that is too thin', (x: number, y: number) => (y === 5 && x > 3 && x < 30 ? 1 : 0)],
    ['a patch that is in doubt', (x: number, y: number) => (y > 5 && y < 15 && x > 3 && x < 30 ? 0.5 : 0)],
    ['numbers that are none', () => NaN],
  ])('are none where there is %s', (_, paint) => {
    expect(textBoxes(map(paint), width, 48, rule)).toEqual([])
  })

  it('keep apart what does not touch', () => {
    const boxes = textBoxes(
      map((x, y) => (y > 10 && y < 20 && x % 32 > 4 && x % 32 < 24 ? 1 : 0)),
      width,
      48,
      rule,
    )

    expect(boxes).toHaveLength(2)
  })
})

describe('decoding a line', () => {
  const letters = ['a', 'b', 'ß', ' ']
  /** One letter a step; `-` is nothing. */
  const odds = (steps: string) =>
    Float32Array.from(
      Array.from(steps).flatMap((letter) =>
        [0, 1, 2, 3, 4].map((each) => (each === letters.indexOf(letter) + 1 ? 0.8 : 0.05)),
      ),
    )

  it.each([
    ['aab', 'ab'],
    ['a-ab', 'aab'],
    ['---', ''],
    ['-a b-', 'a b'],
    ['  a  ', 'a'],
    // The gap before the last pair is three times the usual one.
    ['a-b-a------b-a', 'aba ba'],
    ['a---b---a---b', 'abab'],
  ])('%j says %j', (steps, text) => {
    expect(decodeLine(odds(steps), steps.length, letters).text).toBe(text)
  })

  it('is as sure as its letters are', () => {
    expect(decodeLine(odds('ab'), 2, letters).confidence).toBeCloseTo(0.8)
    expect(decodeLine(odds('--'), 2, letters).confidence).toBe(0)
  })
})

it('lines go together by width, none is lost, and no run is larger than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 8, max: 2048 }), { maxLength: 60 }), (widths) => {
      const batches = batchesOf(widths)

      expect(batches.flatMap(({ lines }) => lines).sort((one, other) => one - other)).toEqual([...widths.keys()])
      for (const { lines, width } of batches) {
        expect(Math.max(...lines.map((line) => widths[line] ?? 0))).toBeLessThanOrEqual(width)
        expect(lines.length * width).toBeLessThanOrEqual(6144)
      }
    }),
  )
})

it('a line that stands is laid down', () => {
  const standing = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 60 },
    { x: 0, y: 60 },
  ] as const

  expect(readingCorners(standing)).toEqual([standing[1], standing[2], standing[3], standing[0]])
})

it.each([
  ['Potsdamer Strabe', 'Potsdamer Straße'],
  ['GroBes Fruhstuck', 'Großes Fruhstuck'],
  ['FuBgangerzone', 'Fußgangerzone'],
  ['Fuβweg', 'Fußweg'],
  ['NOTABENE', 'NOTABENE'],
  ['vitamin B', 'vitamin B'],
  ['βιβλίο', 'βιβλίο'],
  ['GitHub', 'GitHub'],
])('%s is %s', (read, meant) => {
  expect(withSharpS(read)).toBe(meant)
})

it('of a line that was read twice the longer sure reading stays', () => {
  const box = (left: number, right: number) =>
    [
      { x: left, y: 0.4 },
      { x: right, y: 0.4 },
      { x: right, y: 0.5 },
      { x: left, y: 0.5 },
    ] as const
  const whole = { text: 'HARBOUR STREET', confidence: 0.9, corners: box(0.1, 0.6) }
  const part = { text: 'STREET', confidence: 0.99, corners: box(0.35, 0.6) }
  const wrong = { text: 'HARBOUR STRFFT 999', confidence: 0.4, corners: box(0.1, 0.6) }
  const other = { text: '7', confidence: 0.9, corners: box(0.8, 0.9) }

  expect(withoutDoubles([wrong, part, whole, other])).toEqual([whole, other])
})
