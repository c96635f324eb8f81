/**
 * @file Florence-2's frozen attention scales.
 *
 * The published exports were traced with a 224 px picture, which froze the scale `tokens ** -0.5` of the twelve channel
 * attentions as constants: 1/56, 1/28, 1/14 and 1/7 for the four stages, right for 224 px only. At 768 px they must be
 * 1/192, 1/96, 1/48 and 1/24 (DaViT, Ding et al. 2022: a stage sees a grid of size/4, /8, /16, /32 on each side). Here
 * the twelve constants are found by their names in the file's bytes and a corrected copy is written beside it. The
 * downloaded file stays as it is, and the copy can be checked against it at any time: only these constants differ.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { FlorencePack, InstalledPack } from '../pack/pack.ts'
import { writeWhole } from '../pack/write-whole.ts'

/** Blocks of the four stages, in the base and the large model alike. */
const depths = [1, 1, 9, 1]
const tracedSize = 224

interface Scale {
  readonly offset: number
  readonly stage: number
  /** 4 for float32, 2 for float16. */
  readonly bytes: number
}

export interface CorrectedGraph {
  /** Path inside the pack of the graph to open. */
  readonly file: string
  /** Why it is the published file after all. */
  readonly notice?: string
}

/**
 * Writes the corrected copy unless a true one is there already.
 * @throws nothing; what cannot be corrected is run as published, with a sentence that says so
 */
export async function correctedGraph(
  { folder, pack }: InstalledPack<FlorencePack>,
  rule: NonNullable<FlorencePack['attentionScale']>,
): Promise<CorrectedGraph> {
  const published = pack.vision.file
  try {
    const bytes = await readFile(join(folder, published))
    replaceScales(bytes, tracedSize, rule.size)
    const copy = join(folder, rule.file)
    if (!(await holds(copy, bytes))) await writeWhole(copy, bytes)
    return { file: rule.file }
  } catch (error) {
    return { file: published, notice: `${published} of "${pack.id}" is run as published: ${whyNot(error)}` }
  }
}

/**
 * Replaces the twelve scales in place.
 * @param bytes an ONNX file whose scales are those of a picture of `from` px
 * @throws AppError 'pack-damaged' unless exactly the twelve are found with the expected values; nothing is changed then
 */
export function replaceScales(bytes: Buffer, from: number, to: number): void {
  const scales = depths.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, block) => findScale(bytes, stage, block)),
  )
  const found = scales.filter((scale) => scale !== undefined)
  if (found.length !== scales.length || new Set(found.map(({ bytes: width }) => width)).size > 1)
    throw unsuitable(`${found.length} of the ${scales.length} attention scales were found.`)
  for (const scale of found) {
    const value = readScale(bytes, scale)
    const wanted = scaleOf(scale.stage, from)
    // float16 keeps eleven bits: neighbours differ by about a thousandth.
    if (Math.abs(value / wanted - 1) > 1e-3)
      throw unsuitable(
        `an attention scale of stage ${scale.stage} is ${value.toPrecision(4)}, not ${wanted.toPrecision(4)}.`,
      )
  }
  for (const scale of found) writeScale(bytes, scale, scaleOf(scale.stage, to))
}

/** `tokens ** -0.5` for a square picture: a stage's grid is `size / 4 / 2 ** stage` on each side. */
function scaleOf(stage: number, size: number): number {
  return (4 * 2 ** stage) / size
}

/**
 * A scalar TensorProto is written as its data type, then field 8 (the name), then field 9 (the raw bytes); the length
 * of the raw bytes tells float32 from float16.
 */
function findScale(bytes: Buffer, stage: number, block: number): Scale | undefined {
  const name = Buffer.from(
    `/blocks.${stage}/blocks.${stage}.${block}/channel_block/channel_attn/fn/Constant_6_output_0`,
  )
  for (const width of [4, 2]) {
    const pattern = Buffer.concat([Buffer.of(0x42, name.length), name, Buffer.of(0x4a, width)])
    const at = bytes.indexOf(pattern)
    if (at < 0) continue
    const isOnly = bytes.indexOf(pattern, at + 1) < 0
    return isOnly && at + pattern.length + width <= bytes.length
      ? { offset: at + pattern.length, stage, bytes: width }
      : undefined
  }
  return undefined
}

function readScale(bytes: Buffer, { offset, bytes: width }: Scale): number {
  return width === 4 ? bytes.readFloatLE(offset) : halfToNumber(bytes.readUInt16LE(offset))
}

function writeScale(bytes: Buffer, { offset, bytes: width }: Scale, value: number): void {
  if (width === 4) bytes.writeFloatLE(value, offset)
  else bytes.writeUInt16LE(numberToHalf(value), offset)
}

/** Positive normal float16 only: scales lie between 1/1024 and 1. */
function halfToNumber(half: number): number {
  return 2 ** ((half >> 10) - 15) * (1 + (half & 1023) / 1024)
}

function numberToHalf(value: number): number {
  const exponent = Math.floor(Math.log2(value))
  // A mantissa that rounds up to 1024 carries into the exponent by itself.
  return ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024)
}

/** A copy of another size, half written or damaged is made anew. */
async function holds(path: string, wanted: Buffer): Promise<boolean> {
  try {
    return (await readFile(path)).equals(wanted)
  } catch {
    return false // not made yet
  }
}

function whyNot(error: unknown): string {
  if (error instanceof AppError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return `a corrected copy cannot be written (${code}).`
}

function unsuitable(what: string): AppError {
  return new AppError('pack-damaged', what, { hint: 'The published file is used unchanged.' })
}
