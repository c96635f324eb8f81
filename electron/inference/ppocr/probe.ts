/** @file A fixed input for the graphs that read, made by arithmetic, by which devices are judged. */
import type { Graph } from '../graphs/session.ts'
import type { ReadingPack } from '../pack/pack.ts'
import { detectorInput } from './detector.ts'
import type { Picture } from './picture.ts'

const edge = 320

/** Rows of dark strokes of different lengths on a light ground, which the detector takes for print. */
function strokes(): Picture {
  const data = new Uint8Array(edge * edge * 3).fill(235)
  for (let y = 0; y < edge; y += 1)
    for (let x = 0; x < edge; x += 1) {
      const isStroke = y % 40 > 12 && y % 40 < 30 && (x % 11 < 3 || (y % 8 < 2 && x % 22 < 9)) && x > 20 + (y >> 2)
      if (isStroke && x < edge - 30) data.fill(20 + (x % 60), (y * edge + x) * 3, (y * edge + x) * 3 + 3)
    }
  return { data, width: edge, height: edge }
}

/** The detector's map of the strokes. */
export async function probeDetector(graph: Graph, { detector }: ReadingPack): Promise<Float32Array> {
  const { data, width, height } = detectorInput(strokes(), detector)
  const outputs = await graph.run({ [detector.input]: { data, dims: [1, 3, height, width] } })
  return outputs.get(detector.output)?.data ?? new Float32Array(0)
}

/** The odds of each letter at each step of a line of strokes. */
export async function probeLines(graph: Graph, { reader }: ReadingPack): Promise<Float32Array> {
  const [width, height] = [edge, reader.height]
  const data = Float32Array.from({ length: 3 * width * height }, (_, at) =>
    at % 17 < 4 || (Math.floor(at / width) % 13 < 2 && at % 34 < 17) ? -0.8 : 0.7,
  )
  const outputs = await graph.run({ [reader.input]: { data, dims: [1, 3, height, width] } })
  return outputs.get(reader.output)?.data ?? new Float32Array(0)
}
