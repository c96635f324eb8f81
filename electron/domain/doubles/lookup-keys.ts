/**
 * Keys under which a picture is kept and asked for, so that its copies are found without comparing all with all: bands
 * of signs of its spectrum (multi-index hashing, Norouzi 2012), and for asking also with the weakest signs turned, which
 * are those that a copy may have otherwise (multi-probe, Lv 2007).
 */
import { seen } from './grey-grid.ts'
import { cuts, turns, type Likeness } from './same-shot.ts'
import { spectrumOf, waveCount } from './spectrum.ts'
import type { View } from './view.ts'

/** The signs of a spectrum in two halves of 30 bits. */
export interface Signs {
  readonly low: number
  readonly high: number
}

export interface KeptKey extends Signs {
  readonly key: number
  /** Where a key is shared by too many: twice as long. */
  readonly finer: number
}

export interface LookupKeys {
  readonly kept: readonly KeptKey[]
  readonly asked: readonly KeptKey[]
}

const bandCount = 3
const bandBits = waveCount / bandCount
/** Keys asked for a band of the whole picture, and of a part of it, its own included. */
const probesOfWhole = 8
const probesOfPart = 3
/** So many of the weakest signs are turned. */
const weakest = 5

/** Signs of copies differ in 6 at most, on the corpus; of other photos 10 at least. */
export const mostSignsApart = 9

/** How many signs are others. */
export function signsApart(one: Signs, other: Signs): number {
  return ones(one.low ^ other.low) + ones(one.high ^ other.high)
}

function ones(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/**
 * Keeps the whole and its cuts; asks for the whole among both, and for cuts and turns among wholes. So a picture and its
 * crop find each other, whichever came first.
 */
export function lookupKeysOf({ coarse, aspect }: Likeness): LookupKeys {
  const seenBy = (view: View): Float32Array => spectrumOf(seen(coarse, view, aspect))
  const whole = spectrumOf(coarse)
  const cut = cuts.map(seenBy)
  const turned = turns.map(seenBy)
  return {
    kept: [
      ...keysOf(whole, { isPart: false, probes: 1 }),
      ...cut.flatMap((each) => keysOf(each, { isPart: true, probes: 1 })),
    ],
    asked: [
      ...keysOf(whole, { isPart: false, probes: probesOfWhole }),
      ...keysOf(whole, { isPart: true, probes: probesOfWhole }),
      ...[...cut, ...turned].flatMap((each) => keysOf(each, { isPart: false, probes: probesOfPart })),
    ],
  }
}

interface KeyWish {
  readonly isPart: boolean
  readonly probes: number
}

function keysOf(spectrum: Float32Array, { isPart, probes }: KeyWish): readonly KeptKey[] {
  const signs = signsOf(spectrum)
  const bands = Array.from({ length: bandCount }, (_, band) => bandOf(spectrum, band))
  return bands.flatMap((bits, band) => {
    const prefix = (band * 2 + (isPart ? 1 : 0)) * 2 ** bandBits
    const next = bands[(band + 1) % bandCount] ?? 0
    return turnedBands(spectrum, { band, bits, probes }).map((probe) => ({
      key: prefix + probe,
      // Longer than any key of one band, so that both may lie in one table.
      finer: (prefix + probe + 2 ** (bandBits + 3)) * 2 ** bandBits + next,
      ...signs,
    }))
  })
}

function signsOf(spectrum: Float32Array): Signs {
  let [low, high] = [0, 0]
  for (const [index, value] of spectrum.entries()) {
    if (value <= 0) continue
    if (index < 30) low |= 1 << index
    else high |= 1 << (index - 30)
  }
  return { low, high }
}

/** Every third wave, so that each band has long and short ones. */
function bandOf(spectrum: Float32Array, band: number): number {
  let bits = 0
  for (let index = 0; index < bandBits; index++) if ((spectrum[index * bandCount + band] ?? 0) > 0) bits |= 1 << index
  return bits
}

/**
 * Which of the weakest signs are turned, by rank, the likeliest first: what has the least to be turned by the next one
 * is so on average over photos, and sorting it anew for each would take longer than the lookup.
 */
const turnings: readonly (readonly number[])[] = [[0], [1], [2], [0, 1], [3], [0, 2], [4]]

/** The band itself, then with weak signs turned. */
function turnedBands(
  spectrum: Float32Array,
  { band, bits, probes }: { readonly band: number; readonly bits: number; readonly probes: number },
): readonly number[] {
  if (probes === 1) return [bits]
  const weak = weakestOf(spectrum, band)
  const found = [bits]
  for (const ranks of turnings.slice(0, probes - 1)) {
    let turned = bits
    for (const rank of ranks) turned ^= 1 << (weak[rank] ?? 0)
    found.push(turned)
  }
  return found
}

/** Places in a band, those of the weakest waves first. */
function weakestOf(spectrum: Float32Array, band: number): readonly number[] {
  const places: number[] = []
  const doubts: number[] = []
  for (let index = 0; index < bandBits; index++) {
    const doubt = Math.abs(spectrum[index * bandCount + band] ?? 0)
    let at = places.length
    while (at > 0 && (doubts[at - 1] ?? 0) > doubt) at -= 1
    if (at >= weakest) continue
    places.splice(at, 0, index)
    doubts.splice(at, 0, doubt)
    if (places.length > weakest) {
      places.pop()
      doubts.pop()
    }
  }
  return places
}
