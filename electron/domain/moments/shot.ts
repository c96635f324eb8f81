/** What is known of a photo that decides which moment it belongs to. */
export type Position = readonly [latitude: number, longitude: number]

export interface Shot {
  readonly id: number
  /** Wall clock of the camera, `YYYY-MM-DDTHH:MM:SS`; `YYYY-MM-DD` where only the day is known. */
  readonly at: string
  readonly position?: Position | undefined
  /** The folder of its file. */
  readonly folder?: string | undefined
}

/** On the camera's clock, which knows no zones. */
export const secondsOf = (at: string): number => Date.parse(`${at.slice(0, 19)}${at.length > 16 ? '' : ':00'}Z`) / 1000

export const hasTime = ({ at }: Shot): boolean => at.length >= 16

export const dayOf = (at: string): string => at.slice(0, 10)

const kmOfDegree = 111.2

/** Near enough within a country: on a plane that touches the globe between both. */
export function kilometresBetween(a: Position, b: Position): number {
  const east = Math.abs(((a[1] - b[1] + 540) % 360) - 180)
  const width = Math.cos((((a[0] + b[0]) / 2) * Math.PI) / 180)
  return kmOfDegree * Math.hypot(a[0] - b[0], east * width)
}
