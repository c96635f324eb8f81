/** @file Pixels into a model's input. */
import { AppError } from '../../api/errors.ts'
import type { ImageRule } from './pack.ts'

/** Length in floats of one picture's input: 3 planes. */
export function inputLength(rule: ImageRule): number {
  return 3 * rule.width * rule.height
}

/**
 * Normalises one picture: `(byte / 255 - mean) / std` per channel, interleaved RGB into three planes.
 * @param rgb `width * height * 3` bytes, sRGB, already resized by the rule's fit and kernel
 * @param out receives `3 * height * width` floats from `offset` on
 * @throws AppError 'internal' when the lengths do not fit
 */
export function normalisePixels(rgb: Uint8Array, rule: ImageRule, out: Float32Array, offset: number): void {
  const plane = rule.width * rule.height
  if (rgb.length !== 3 * plane || offset < 0 || offset + 3 * plane > out.length)
    throw new AppError('internal', `A picture of ${rgb.length} bytes does not fit a model input of ${3 * plane}.`)
  const [red, green, blue] = lookupTables(rule)
  let r = offset
  let g = offset + plane
  let b = offset + 2 * plane
  for (let index = 0; index < rgb.length; index += 3) {
    // A Uint8Array yields 0..255 and the tables have 256 entries; the fallbacks only satisfy the types.
    out[r++] = red[rgb[index] ?? 0] ?? 0
    out[g++] = green[rgb[index + 1] ?? 0] ?? 0
    out[b++] = blue[rgb[index + 2] ?? 0] ?? 0
  }
}

type Tables = readonly [Float32Array, Float32Array, Float32Array]
const tablesByRule = new WeakMap<ImageRule, Tables>()

function lookupTables(rule: ImageRule): Tables {
  const known = tablesByRule.get(rule)
  if (known !== undefined) return known
  const table = (channel: 0 | 1 | 2): Float32Array =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - rule.mean[channel]) / rule.std[channel])
  const tables: Tables = [table(0), table(1), table(2)]
  tablesByRule.set(rule, tables)
  return tables
}
