/** @file Reads lines of text: the reader's graph and, where a pack has one, the graph that knows what is upside down. */
import { AppError } from '../../api/errors.ts'
import type { GraphRule } from '../graphs/graph-check.ts'
import type { Graph } from '../graphs/session.ts'
import type { ReadingPack } from '../pack/pack.ts'
import { decodeLine, type ReadText } from './ctc.ts'
import { batchesOf } from './line-batches.ts'
import { drawLine, sidesOf, turnedAround } from './line-crop.ts'
import type { Corners, Picture } from './picture.ts'

/** Longer lines are squeezed: no line of print is longer, and a wall that is taken for one must not cost the memory. */
const longestLine = 2048

type Direction = NonNullable<ReadingPack['direction']>
type TakeTurn = <Result>(run: () => Promise<Result>) => Promise<Result>

export function lineRule({ reader }: ReadingPack): GraphRule {
  return {
    inputs: [{ name: reader.input, type: 'float32', shape: ['batch', 3, reader.height, 'width'] }],
    outputs: [{ name: reader.output, type: 'float32', shape: ['batch', 'steps', reader.classes] }],
  }
}

export function directionRule({ input, output, width, height }: Direction): GraphRule {
  return {
    inputs: [{ name: input, type: 'float32', shape: ['batch', 3, height, width] }],
    outputs: [{ name: output, type: 'float32', shape: ['batch', 2] }],
  }
}

/**
 * Which lines are upside down.
 * @param lines corners in pixels of the picture
 * @returns the lines, those turned that the graph is sure about
 */
export async function turnUpright(
  { graph, rule, takeTurn }: { readonly graph: Graph; readonly rule: Direction; readonly takeTurn: TakeTurn },
  picture: Picture,
  lines: readonly Corners[],
): Promise<Corners[]> {
  const upright: Corners[] = []
  const size = 3 * rule.width * rule.height
  for (let from = 0; from < lines.length; from += 8) {
    const some = lines.slice(from, from + 8)
    const data = new Float32Array(some.length * size)
    for (const [index, corners] of some.entries())
      drawLine(picture, corners, data, {
        width: Math.min(rule.width, lineWidth(corners, rule.height)),
        height: rule.height,
        offset: index * size,
        rowLength: rule.width,
      })
    const dims = [some.length, 3, rule.height, rule.width]
    const outputs = await takeTurn(() => graph.run({ [rule.input]: { data, dims } }))
    const odds = outputs.get(rule.output)?.data ?? new Float32Array(0)
    for (const [index, corners] of some.entries())
      upright.push((odds[2 * index + 1] ?? 0) > rule.believe ? turnedAround(corners) : corners)
  }
  return upright
}

/**
 * Reads lines.
 * @param lines corners in pixels of the picture, in reading direction
 * @returns what each says, in their order
 * @throws AppError 'provider-failed'
 */
export async function readLines(
  {
    graph,
    pack,
    letters,
    takeTurn,
  }: {
    readonly graph: Graph
    readonly pack: ReadingPack
    readonly letters: readonly string[]
    readonly takeTurn: TakeTurn
  },
  picture: Picture,
  lines: readonly Corners[],
): Promise<ReadText[]> {
  const { reader } = pack
  const texts: ReadText[] = lines.map(() => ({ text: '', confidence: 0 }))
  const widths = lines.map((corners) => lineWidth(corners, reader.height))
  for (const batch of batchesOf(widths)) {
    const plane = 3 * reader.height * batch.width
    const data = new Float32Array(batch.lines.length * plane)
    for (const [index, line] of batch.lines.entries()) {
      const corners = lines[line]
      if (corners === undefined) continue
      const target = { height: reader.height, offset: index * plane, rowLength: batch.width }
      drawLine(picture, corners, data, { ...target, width: Math.min(batch.width, widths[line] ?? 0) })
    }
    const dims = [batch.lines.length, 3, reader.height, batch.width]
    const outputs = await takeTurn(() => graph.run({ [reader.input]: { data, dims } }))
    const given = outputs.get(reader.output)
    const [, steps = 0, classes = 0] = given?.dims ?? []
    if (given === undefined || classes !== letters.length + 1)
      throw new AppError('provider-failed', `The line reader knows ${classes} letters, its list ${letters.length + 1}.`)
    for (const [index, line] of batch.lines.entries())
      texts[line] = decodeLine(
        given.data.subarray(index * steps * classes, (index + 1) * steps * classes),
        steps,
        letters,
      )
  }
  return texts
}

function lineWidth(corners: Corners, height: number): number {
  const [width, tall] = sidesOf(corners)
  return Math.max(8, Math.min(longestLine, Math.ceil((height * width) / Math.max(1, tall))))
}
