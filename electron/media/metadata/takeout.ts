import { isDoubtful, type TakenAt } from '../../domain/taken-at.ts'
import { localAt } from '../../domain/wall-clock.ts'
import { known, positionOf, type Facts } from './facts.ts'
import { cleanText, isRecord } from './tags.ts'

/** What a Google Takeout JSON says; its times are UTC (zone.ts finds the clock). Nothing where it is no such JSON. */
export function readTakeout(json: string, nowMs: number): Facts {
  const content = parseJson(json)
  if (!isRecord(content) || !isRecord(content['photoTakenTime'])) return {}
  const flag = (name: string): true | undefined => (content[name] === true ? true : undefined)
  const description = content['description']
  const people = peopleOf(content['people'])
  return known<Facts>({
    takenAt: takenAt(content['photoTakenTime'], nowMs),
    // What a person put on the map is in geoData; where nobody did, the camera's own is in geoDataExif.
    position: placeOf(content['geoData']) ?? placeOf(content['geoDataExif']),
    description: typeof description === 'string' ? cleanText(description) : undefined,
    people: people.length === 0 ? undefined : people,
    favourite: flag('favorited'),
    archived: flag('archived'),
    trashed: flag('trashed'),
  })
}

function takenAt(time: Record<string, unknown>, nowMs: number): TakenAt | undefined {
  const seconds = Number(time['timestamp'])
  if (!Number.isFinite(seconds) || Math.abs(seconds) >= 1e11 || seconds === 0) return undefined
  const local = localAt(Math.trunc(seconds) * 1000, 0)
  const doubtful = isDoubtful(local, nowMs)
  return { local, offsetMinutes: 0, source: 'takeout', precision: 'second', meaning: 'original', isUtc: true, doubtful }
}

function placeOf(geo: unknown): Facts['position'] {
  if (!isRecord(geo)) return undefined
  const altitude = asNumber(geo['altitude'])
  // Takeout writes 0 for "none".
  return positionOf(asNumber(geo['latitude']), asNumber(geo['longitude']), altitude === 0 ? undefined : altitude)
}

function peopleOf(people: unknown): string[] {
  if (!Array.isArray(people)) return []
  return people.flatMap((person: unknown) => {
    const name = isRecord(person) ? person['name'] : undefined
    return typeof name === 'string' ? (cleanText(name) ?? []) : []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
