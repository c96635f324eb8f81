/**
 * @file How large the one decoded picture is from which thumbnail and model inputs are made.
 *
 * A model's input is reduced twice: from the file to the working picture (by the JPEG decoder and libvips) and from
 * there to the input, with the kernel the model was trained with. What the first step takes away the second cannot
 * bring back, so both edges keep `keep` times the input's: then no photo's input is more than 1 of 255 off Pillow's on
 * average (0.25 typically, 2026-11), for 1 to 2 % more processor time a photo than with a long edge of 512 px. Twice
 * the input left 1.03, 2.5 times took three times that. models/README.md has the figures, those of noise and fine
 * weaves included, which only a reduction of the whole file would get right; that takes 50 ms a photo.
 */

export interface Size {
  readonly width: number
  readonly height: number
}

export interface WorkingSize {
  /** Long edge in px that is wanted of a photo of this size; larger than the photo's own where all of it is wanted. */
  edgeFor(whole: Size): number
  /** Long edge in px that will do where a photo carries a picture of that size and decoding all of it is dear. */
  readonly leastEdge: number
}

/** Long edge of placeholders and signatures, and of a working picture that feeds no model. */
export const workEdge = 512
/** A reduction by less costs more detail than it saves time. */
const leastReduction = 1.25
/** Pixels of a working picture at most: a strip of 100:1 would want both edges of a small input and be huge. */
const maxWorkPixels = 2048 * 2048
const keep = 2.1
/** 200 MB of raw pixels. */
const mostWholePixels = 64_000_000

export function workingSize(wanted: {
  readonly inputs: readonly Size[]
  readonly thumbnailSize: number
  /** Long edges of the pictures that are wanted as they are. */
  readonly pictures?: readonly number[]
  /** All pixels, of photos up to `mostWholePixels`. */
  readonly all?: boolean
}): WorkingSize {
  const shown = Math.max(workEdge, wanted.thumbnailSize, ...(wanted.pictures ?? []))
  const frames = wanted.inputs.map(({ width, height }) => Math.ceil(1.5 * Math.max(width, height)))
  return {
    // A photo of 3:2 has the input's height at half as much again; less would be enlarged.
    leastEdge: Math.max(shown, ...frames),
    edgeFor(whole) {
      if (wanted.all === true && whole.width * whole.height <= mostWholePixels)
        return Math.max(whole.width, whole.height)
      const scales = wanted.inputs.map(
        (input) => keep * Math.max(input.width / whole.width, input.height / whole.height),
      )
      const most = Math.sqrt(maxWorkPixels / (whole.width * whole.height))
      const scale = Math.max(0, ...scales)
      const kept = scale > 1 / leastReduction ? 1 : scale
      return Math.max(shown, Math.ceil(Math.min(most, kept) * Math.max(whole.width, whole.height)))
    },
  }
}
