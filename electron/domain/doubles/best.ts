/** Which of several doubles is worth keeping, and why. */
import { isNameOfCopy } from './messenger-names.ts'

export interface Candidate {
  readonly width: number
  readonly height: number
  readonly format: string
  /** Of pictures of one size the sharper has more. */
  readonly sharpness: number
  readonly sizeBytes: number
  /** Without folders. */
  readonly fileName: string
  readonly hasHumanText: boolean
  readonly albums: number
  readonly stars: number
  readonly hasCamera: boolean
}

/** Why one is better than the others, in the order in which they are asked. */
export type Merit = 'resolution' | 'original' | 'format' | 'sharpness' | 'text' | 'album' | 'stars' | 'size'

export interface Best {
  readonly index: number
  /** Each of them left some out; none where all are equal, and the first is as good as any. */
  readonly merits: readonly Merit[]
}

/** What a format can hold: raw data, then what loses nothing, then what loses least. */
const formats: readonly (readonly string[])[] = [
  ['dng', 'cr2', 'cr3', 'nef', 'arw', 'raf', 'rw2', 'orf'],
  ['heic', 'heif', 'jpeg', 'avif', 'jxl', 'tiff', 'png', 'webp', 'psd', 'bmp'],
  ['gif'],
]

/** A difference below this is none. */
const noticeable = 1.03

const nameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/u, '')

const rules: readonly {
  readonly merit: Merit
  readonly worth: (one: Candidate) => number
  readonly margin?: number
}[] = [
  { merit: 'resolution', worth: ({ width, height }) => width * height, margin: noticeable },
  { merit: 'original', worth: ({ fileName, hasCamera }) => (isNameOfCopy(nameOf(fileName)) ? 0 : hasCamera ? 2 : 1) },
  { merit: 'format', worth: ({ format }) => -formats.findIndex((rank) => rank.includes(format)) },
  { merit: 'sharpness', worth: ({ sharpness }) => sharpness, margin: 1.1 },
  { merit: 'text', worth: ({ hasHumanText }) => Number(hasHumanText) },
  { merit: 'album', worth: ({ albums }) => Math.min(1, albums) },
  { merit: 'stars', worth: ({ stars }) => stars },
  { merit: 'size', worth: ({ sizeBytes }) => sizeBytes, margin: noticeable },
]

/** The best of at least one: each rule leaves those that are nearly as good as the best by it. */
export function bestOf(candidates: readonly Candidate[]): Best {
  let left = candidates.map((candidate, index) => ({ candidate, index }))
  const merits: Merit[] = []
  for (const { merit, worth, margin = 1 } of rules) {
    const most = Math.max(...left.map(({ candidate }) => worth(candidate)))
    const better = left.filter(({ candidate }) => worth(candidate) * margin >= most)
    if (better.length > 0 && better.length < left.length) {
      merits.push(merit)
      left = better
    }
  }
  return { index: left[0]?.index ?? 0, merits }
}
