/** @file Finds text in a picture: the detector's graph, what goes in and what is made of its map. */
import { AppError } from '../../api/errors.ts'
import type { GraphRule } from '../graphs/graph-check.ts'
import type { Graph } from '../graphs/session.ts'
import type { ReadingPack } from '../pack/pack.ts'
import type { Corners, Picture } from './picture.ts'
import { textBoxes } from './text-boxes.ts'

/** The graph halves a picture five times. */
const step = 32

export function detectorRule({ detector }: ReadingPack): GraphRule {
  return {
    inputs: [{ name: detector.input, type: 'float32', shape: ['batch', 3, 'height', 'width'] }],
    outputs: [{ name: detector.output, type: 'float32', shape: ['batch', 1, 'height', 'width'] }],
  }
}

/** A place where text was found. */
export interface FoundText {
  /** In fractions of the picture's width and height; may reach a little beyond it. */
  readonly corners: Corners
  /** Its shorter side in pixels of the picture that was looked at. */
  readonly height: number
  readonly score: number
  /** Too small in this look to be read; a closer one may find it. */
  readonly isThin: boolean
}

/** What the map is computed from: `[1, 3, height, width]`, blue first. */
export interface DetectorInput {
  readonly data: Float32Array
  readonly width: number
  readonly height: number
}

/** Normalises a picture; what fills it up to whole steps is the training's mean colour. */
export function detectorInput({ data, width, height }: Picture, { mean, std }: ReadingPack['detector']): DetectorInput {
  const [rowLength, rows] = [upToStep(width), upToStep(height)]
  const plane = rowLength * rows
  const out = new Float32Array(3 * plane)
  for (let channel = 0; channel < 3; channel += 1) {
    // The published numbers are meant for blue, green, red in this order, as PaddleOCR applies them.
    const [average, deviation] = [mean[channel] ?? 0, std[channel] ?? 1]
    const table = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - average) / deviation)
    for (let y = 0; y < height; y += 1) {
      let to = channel * plane + y * rowLength
      for (let from = y * width * 3 + (2 - channel); from < (y + 1) * width * 3; from += 3)
        out[to++] = table[data[from] ?? 0] ?? 0
    }
  }
  return { data: out, width: rowLength, height: rows }
}

function upToStep(length: number): number {
  return Math.max(step, Math.ceil(length / step) * step)
}

/**
 * Looks for text.
 * @param picture as large as it is to be looked at; `detector.longEdge` is the size that was measured
 * @throws AppError 'provider-failed'
 */
export async function findText(graph: Graph, pack: ReadingPack, picture: Picture): Promise<FoundText[]> {
  const { detector } = pack
  const { data, width, height } = detectorInput(picture, detector)
  const outputs = await graph.run({ [detector.input]: { data, dims: [1, 3, height, width] } })
  const map = outputs.get(detector.output)?.data
  if (map?.length !== width * height)
    throw new AppError('provider-failed', `The text detector gave ${map?.length ?? 0} values for ${width * height}.`)
  return textBoxes(map, width, height, detector).map(({ corners, score, isThin }) => {
    const [a, b, c, d] = corners
    // A pixel's middle is at a half.
    const fraction = ({ x, y }: { x: number; y: number }) => ({
      x: (x + 0.5) / picture.width,
      y: (y + 0.5) / picture.height,
    })
    return {
      corners: [fraction(a), fraction(b), fraction(c), fraction(d)] as const,
      height: Math.min(Math.hypot(a.x - b.x, a.y - b.y), Math.hypot(a.x - d.x, a.y - d.y)),
      score,
      isThin,
    }
  })
}
