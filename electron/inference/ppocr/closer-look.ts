/**
 * @file Looks again, and closer, where the first look saw small text: a line of a few pixels is found as a smear, and
 * its neighbours grow into it. Pictures without text never come here.
 */
import type { FoundText } from './detector.ts'
import type { Frame, Picture } from './picture.ts'
import { zoomed } from './zoom.ts'

/** The picture that was looked at first, and the same at the size it is read from. */
export interface Looks {
  readonly small: Picture
  readonly large: Picture
}

/** A line so high, in pixels of the look, is found and bounded well (measured 2026-11 on 21 pictures). */
const wellSeen = 24
/** Nothing is enlarged by more: there is nothing more to see. */
const mostZoom = 2
/** A look that gains less is not worth its time. */
const worthwhile = 1.25
/** Long side of a closer look in pixels; its memory grows with its square. */
const longestLook = 1920
/** A picture smaller than this is seen enlarged as well: its letters are few pixels, whatever their share of it. */
const smallEdge = 960
const smallZoom = 2.5
/** Parts of a picture that are looked at again. */
const mostParts = 6

/**
 * Looks closer at the parts where text is small.
 * @param found by the first look
 * @param look finds text in a picture
 * @returns what was found in all, some of it by both looks: whoever reads it sees which one saw better
 */
export async function lookCloser(
  { small, large }: Looks,
  found: readonly FoundText[],
  look: (picture: Picture) => Promise<FoundText[]>,
): Promise<FoundText[]> {
  const readable = found.filter(isReadable)
  const edge = Math.max(large.width, large.height)
  // A small picture has nothing more to see than its first look saw.
  if (found.length === 0 || (readable.length === 0 && edge < smallEdge)) return []
  if (edge < smallEdge) {
    const whole = { left: 0, top: 0, width: large.width, height: large.height }
    const again = await look(zoomed(large, whole, Math.min(smallZoom, longestLook / edge)))
    return [...readable, ...again.filter(isReadable)]
  }
  const all: FoundText[] = []
  for (const [index, part] of partsOf(found, small).entries()) {
    const frame = frameOf(part.frame, large)
    const zoom = zoomFor(part.found, frame, large.width / small.width)
    const gain = (zoom * large.width) / small.width
    if (gain < worthwhile || index >= mostParts) {
      all.push(...part.found.filter(isReadable))
      continue
    }
    const again = (await look(zoomed(large, frame, zoom))).filter(isReadable).map((each) => inWhole(each, frame, large))
    // What the closer look lost is kept as it was seen first.
    const before = part.found.filter(isReadable)
    all.push(...again, ...before.filter((one) => !again.some((each) => covers(each, one))))
  }
  return all
}

/** Pixels of the look for one of the large picture. */
function zoomFor(found: readonly FoundText[], frame: Frame, largeToSmall: number): number {
  const heights = found.map(({ height }) => height).sort((one, other) => one - other)
  const typical = (heights[heights.length >> 1] ?? wellSeen) * largeToSmall
  const longest = longestLook / Math.max(frame.width, frame.height)
  return Math.min(mostZoom, longest, wellSeen / typical)
}

interface Part {
  /** In fractions of the picture. */
  readonly frame: Frame
  readonly found: readonly FoundText[]
}

/** Boxes near each other belong to one part; the parts with most of them come first, mere hints last. */
function partsOf(found: readonly FoundText[], { width, height }: Picture): Part[] {
  let parts: Part[] = []
  for (const each of found) {
    const [across, down] = [(4 * each.height) / width, (4 * each.height) / height]
    const xs = each.corners.map(({ x }) => x)
    const ys = each.corners.map(({ y }) => y)
    const [left, top] = [Math.min(...xs) - across, Math.min(...ys) - down]
    let joined: Part = {
      frame: { left, top, width: Math.max(...xs) + across - left, height: Math.max(...ys) + down - top },
      found: [each],
    }
    const apart: Part[] = []
    for (const part of parts) {
      if (touch(part.frame, joined.frame))
        joined = { frame: around(part.frame, joined.frame), found: [...part.found, ...joined.found] }
      else apart.push(part)
    }
    parts = [...apart, joined]
  }
  const worth = ({ found: each }: Part): number => each.length + each.filter(isReadable).length * found.length
  return parts.sort((one, other) => worth(other) - worth(one))
}

function isReadable({ isThin }: FoundText): boolean {
  return !isThin
}

function touch(one: Frame, other: Frame): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

function around(one: Frame, other: Frame): Frame {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)]
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  }
}

/** Whole pixels of the large picture, inside it. */
function frameOf({ left, top, width, height }: Frame, large: Picture): Frame {
  const from = { x: Math.max(0, Math.floor(left * large.width)), y: Math.max(0, Math.floor(top * large.height)) }
  const to = {
    x: Math.min(large.width, Math.ceil((left + width) * large.width)),
    y: Math.min(large.height, Math.ceil((top + height) * large.height)),
  }
  return { left: from.x, top: from.y, width: Math.max(1, to.x - from.x), height: Math.max(1, to.y - from.y) }
}

/** Whether the middle of one lies in the frame of the other. */
function covers(one: FoundText, other: FoundText): boolean {
  const middle = (axis: 'x' | 'y'): number => other.corners.reduce((sum, corner) => sum + corner[axis], 0) / 4
  return (['x', 'y'] as const).every((axis) => {
    const values = one.corners.map((corner) => corner[axis])
    return Math.min(...values) <= middle(axis) && middle(axis) <= Math.max(...values)
  })
}

function inWhole(found: FoundText, frame: Frame, large: Picture): FoundText {
  const [a, b, c, d] = found.corners
  const moved = ({ x, y }: { x: number; y: number }) => ({
    x: (frame.left + x * frame.width) / large.width,
    y: (frame.top + y * frame.height) / large.height,
  })
  return { ...found, corners: [moved(a), moved(b), moved(c), moved(d)] }
}
