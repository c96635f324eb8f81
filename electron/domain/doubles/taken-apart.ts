/** What the clocks of cameras say of two pictures. */

export interface Moment {
  /** `YYYY-MM-DDTHH:MM:SS`; shorter where less is known. */
  readonly takenLocal: string | undefined
  readonly takenPrecision: string | undefined
  readonly takenSource: string | undefined
  readonly takenDoubtful: boolean
}

const cameras: ReadonlySet<string | undefined> = new Set(['exif', 'xmp'])
/** Clocks of two zones differ by this or a multiple of it. */
const zoneStepSeconds = 900
const widestZoneSeconds = 26 * 3600

/** Seconds between two moments that a camera wrote down; undefined where one of them is not known to the second. */
export function secondsApart(one: Moment, other: Moment): number | undefined {
  const [first, second] = [secondOf(one), secondOf(other)]
  return first === undefined || second === undefined ? undefined : Math.abs(first - second)
}

function secondOf({ takenLocal, takenPrecision, takenSource, takenDoubtful }: Moment): number | undefined {
  if (takenLocal === undefined || takenPrecision !== 'second' || takenDoubtful || !cameras.has(takenSource))
    return undefined
  const time = Date.parse(`${takenLocal}Z`)
  return Number.isNaN(time) ? undefined : time / 1000
}

/** Whether two pictures were surely taken at two moments. A copy whose clock was set to another zone was not. */
export function areTwoMoments(one: Moment, other: Moment): boolean {
  const apart = secondsApart(one, other)
  if (apart === undefined || apart < 1) return false
  return apart > widestZoneSeconds || apart % zoneStepSeconds !== 0
}
