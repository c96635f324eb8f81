/** The ground, drawn somewhat larger than it is shown, so that a map that is moved copies it most of the time. */
import { drawGround, type Frame, type Ground, type GroundColours } from './base-map.ts'

/** On each side, of the map's own size. */
const margin = 0.35

interface Drawn extends Frame {
  readonly ground: Ground
  readonly colours: string
  readonly density: number
}

export class GroundCanvas {
  readonly #canvas = document.createElement('canvas')
  #drawn: Drawn | undefined

  /** Draws the frame's ground at the left upper corner of `target`; `density` is device pixels per pixel. */
  paint(
    target: CanvasRenderingContext2D,
    frame: Frame,
    {
      ground,
      colours,
      density,
    }: { readonly ground: Ground; readonly colours: GroundColours; readonly density: number },
  ): void {
    const drawn = this.#covers(frame, { ground, colours, density }) ?? this.#draw(frame, { ground, colours, density })
    if (drawn === undefined) return
    target.drawImage(
      this.#canvas,
      ...([(drawn.left - frame.left) * frame.world, (drawn.top - frame.top) * frame.world] as const),
      ...([drawn.width, drawn.height] as const),
    )
  }

  #covers(frame: Frame, how: { ground: Ground; colours: GroundColours; density: number }): Drawn | undefined {
    const drawn = this.#drawn
    if (drawn === undefined || drawn.world !== frame.world || drawn.ground !== how.ground) return undefined
    if (drawn.density !== how.density || drawn.colours !== JSON.stringify(how.colours)) return undefined
    const [right, bottom] = [drawn.left + drawn.width / drawn.world, drawn.top + drawn.height / drawn.world]
    const isInside =
      frame.left >= drawn.left &&
      frame.top >= drawn.top &&
      frame.left + frame.width / frame.world <= right &&
      frame.top + frame.height / frame.world <= bottom
    return isInside ? drawn : undefined
  }

  #draw(frame: Frame, how: { ground: Ground; colours: GroundColours; density: number }): Drawn | undefined {
    const [aside, above] = [Math.round(frame.width * margin), Math.round(frame.height * margin)]
    const drawn: Drawn = {
      left: frame.left - aside / frame.world,
      top: frame.top - above / frame.world,
      world: frame.world,
      width: frame.width + 2 * aside,
      height: frame.height + 2 * above,
      ground: how.ground,
      colours: JSON.stringify(how.colours),
      density: how.density,
    }
    this.#canvas.width = Math.round(drawn.width * how.density)
    this.#canvas.height = Math.round(drawn.height * how.density)
    const context = this.#canvas.getContext('2d', { alpha: false })
    if (context === null) return undefined
    context.setTransform(how.density, 0, 0, how.density, 0, 0)
    drawGround(context, how.ground, drawn, how.colours)
    this.#drawn = drawn
    return drawn
  }
}
