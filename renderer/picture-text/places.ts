/** Where a line of text lies in a picture, as its drawing needs it; and what of it leads somewhere. */
import type { PictureLine } from '../../electron/api/words.ts'

export interface Place {
  /** Upper left corner in pixels of the picture. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Degrees, clockwise. */
  readonly turn: number
}

export function placeOf({ corners }: PictureLine, width: number, height: number): Place {
  const [ax = 0, ay = 0, bx = 0, by = 0, , , dx = 0, dy = 0] = corners
  const [across, down] = [
    [(bx - ax) * width, (by - ay) * height],
    [(dx - ax) * width, (dy - ay) * height],
  ] as const
  return {
    x: ax * width,
    y: ay * height,
    width: Math.hypot(...across),
    height: Math.hypot(...down),
    turn: (Math.atan2(across[1], across[0]) * 180) / Math.PI,
  }
}

/** The address of a page that a line names, with its scheme; only what is certain to be one. */
export function linkIn(text: string): string | undefined {
  const [page] = /\b(?:https?:\/\/|www\.)[\w-]+(?:\.[\w-]+)+(?:\/[\w%./?=&#~+-]*)?/iu.exec(text) ?? []
  if (page !== undefined) return /^https?:/iu.test(page) ? page : `https://${page}`
  const [mail] = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/u.exec(text) ?? []
  return mail === undefined ? undefined : `mailto:${mail}`
}
