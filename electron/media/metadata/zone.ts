import tzlookup from '@photostructure/tz-lookup'
import { localAt, utcOf } from '../../domain/wall-clock.ts'
import { isDoubtful, type TakenAt } from '../../domain/taken-at.ts'

/** Formatters cost 50 µs each to make, and a library has a handful of zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC at a place and an instant, from the zone's history. `undefined` where there is no such place. */
export function offsetAt(
  place: { readonly latitude: number; readonly longitude: number },
  utcMs: number,
): number | undefined {
  try {
    const zone = tzlookup(place.latitude, place.longitude)
    const formatter =
      formatters.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    formatters.set(zone, formatter)
    const name = formatter.formatToParts(utcMs).find((part) => part.type === 'timeZoneName')?.value ?? ''
    const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::\d{2})?)?$/.exec(name)
    if (match === null) return undefined
    return (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)) * (match[1] === '-' ? -1 : 1)
  } catch {
    // Out of range, or a zone that this system does not know.
    return undefined
  }
}

/** A date that its source gave in UTC, on the clock of the place, where that is known. */
export function onClockOf(
  place: { readonly latitude: number; readonly longitude: number } | undefined,
  date: TakenAt,
  nowMs: number,
): TakenAt {
  if (date.isUtc !== true || place === undefined) return date
  const offsetMinutes = offsetAt(place, utcOf(date.local))
  if (offsetMinutes === undefined) return date
  const local = localAt(utcOf(date.local), offsetMinutes)
  const { source, precision, meaning } = date
  return { local, offsetMinutes, source, precision, meaning, isZoneOfPlace: true, doubtful: isDoubtful(local, nowMs) }
}
