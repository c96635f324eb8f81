import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { foldName, isCutSidecar, presentSidecars, sidecarNames } from '../../domain/sidecar-names.ts'
import { pictureExtensions } from '../file/names-of-files.ts'
import { isDoubtful, localAt } from './dates.ts'
import { known, positionOf, type Facts } from './facts.ts'
import { cleanText, isRecord } from './tags.ts'

export interface Sidecars {
  /** The nearest name first. */
  readonly xmp: readonly string[]
  /** Google Takeout's JSON. */
  readonly takeout: readonly string[]
}

/** Sorts given paths, the nearest first, into kinds. */
export function sortSidecars(paths: readonly string[]): Sidecars {
  const ofKind = (ending: RegExp): string[] => paths.filter((path) => ending.test(path))
  return { xmp: ofKind(/\.xmp$/i), takeout: ofKind(/\.json$/i) }
}

/** Looks for the sidecars of a photo in its folder, by name. An unreadable folder has none. */
export async function findSidecars(photo: string): Promise<Sidecars> {
  const folder = dirname(photo)
  const names = await readdir(folder).catch(() => [])
  const byFolded = new Map(names.map((name) => [foldName(name), name]))
  const candidates = sidecarNames(basename(photo), pictureExtensions)
  const present = presentSidecars(candidates, (name) => byFolded.get(foldName(name))).map(({ name }) => name)
  const { cut } = candidates
  const cutOnes = names.filter(
    (name) => present.length === 0 && cut !== undefined && isCutSidecar(name, cut) && /\.json$/i.test(name),
  )
  return sortSidecars([...present, ...(cutOnes.length === 1 ? cutOnes : [])].map((name) => join(folder, name)))
}

/** What a Takeout JSON says; its times are UTC. Nothing where it is no such JSON. */
export function readTakeout(json: string, nowMs: number): Facts {
  const content = parseJson(json)
  if (!isRecord(content) || !isRecord(content['photoTakenTime'])) return {}
  const seconds = Number(content['photoTakenTime']['timestamp'])
  const isTime = Number.isFinite(seconds) && Math.abs(seconds) < 1e11 && seconds !== 0
  const local = isTime ? localAt(seconds * 1000, 0) : ''
  const geo = isRecord(content['geoData']) ? content['geoData'] : {}
  const description = content['description']
  return known<Facts>({
    takenAt: isTime
      ? { local, offsetMinutes: 0, source: 'takeout', precision: 'second', doubtful: isDoubtful(local, nowMs) }
      : undefined,
    position: positionOf(asNumber(geo['latitude']), asNumber(geo['longitude']), asNumber(geo['altitude'])),
    description: typeof description === 'string' ? cleanText(description) : undefined,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
