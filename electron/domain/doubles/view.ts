/** Parts of pictures, and where each cell of them lies: worked out once for what every picture is seen through. */

/** Which part of a picture is seen: of this size, turned, moved by shares of the picture's edges. */
export interface View {
  readonly scale: number
  /** Radians. */
  readonly turn: number
  readonly right: number
  readonly down: number
}

export const wholeView: View = { scale: 1, turn: 0, right: 0, down: 0 }

/** For each cell: the upper left one of four that it lies between, and how far it is from that one. */
export interface Samples {
  readonly at: Uint16Array
  readonly right: Float64Array
  readonly down: Float64Array
}

/** Cameras have a few shapes of picture; crops by hand have any. */
const mostShapes = 24

const kept = new WeakMap<View, Map<number, Samples>>()

/** A view that is used for many pictures, so that its samples are worth keeping. */
export function lasting(view: View): View {
  kept.set(view, new Map())
  return view
}

/** Of `edge` × `edge` cells of a picture of this width by height; good until the next call. */
export function samplesOf(view: View, edge: number, aspect: number): Samples {
  const known = kept.get(view)
  // One number for both: no picture is a million times as wide as high.
  const shape = edge + aspect / 1e6
  const found = known?.get(shape)
  if (found !== undefined) return found
  if (known === undefined) return workOut(view, aspect, edge, scratchOf(edge))
  if (known.size >= mostShapes) known.clear()
  const worked = workOut(view, aspect, edge, noSamples(edge))
  known.set(shape, worked)
  return worked
}

/** Laying one picture over another tries hundreds of views, each once. */
const scratch = new Map<number, Samples>()

function scratchOf(edge: number): Samples {
  const found = scratch.get(edge) ?? noSamples(edge)
  scratch.set(edge, found)
  return found
}

function noSamples(edge: number): Samples {
  const count = edge * edge
  return { at: new Uint16Array(count), right: new Float64Array(count), down: new Float64Array(count) }
}

function workOut({ turn, scale, right, down }: View, aspect: number, edge: number, samples: Samples): Samples {
  const last = edge - 1.001
  const within = (place: number): number => (place < 0 ? 0 : place > last ? last : place)
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  for (let row = 0; row < edge; row++)
    for (let column = 0; column < edge; column++) {
      const across = ((column + 0.5) / edge - 0.5) * aspect
      const along = (row + 0.5) / edge - 0.5
      const x = within((((cosine * across - sine * along) / aspect) * scale + right + 0.5) * edge - 0.5)
      const y = within(((sine * across + cosine * along) * scale + down + 0.5) * edge - 0.5)
      const cell = row * edge + column
      samples.at[cell] = Math.floor(y) * edge + Math.floor(x)
      samples.right[cell] = x - Math.floor(x)
      samples.down[cell] = y - Math.floor(y)
    }
  return samples
}
