import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { isDoubtful, localAt } from './dates.ts'
import { known, positionOf, type Facts } from './facts.ts'
import { cleanText, isRecord } from './tags.ts'

export interface Sidecars {
  /** 'photo.jpg.xmp' before 'photo.xmp'. */
  readonly xmp: readonly string[]
  /** Google Takeout's JSON. */
  readonly takeout: readonly string[]
}

/** Sorts given paths into kinds. */
export function sortSidecars(paths: readonly string[]): Sidecars {
  const xmp = paths.filter((path) => /\.xmp$/i.test(path)).sort((one, other) => other.length - one.length)
  return { xmp, takeout: paths.filter((path) => /\.json$/i.test(path)) }
}

/** Looks for the sidecars of a photo in its folder, by name. An unreadable folder has none. */
export async function findSidecars(photo: string): Promise<Sidecars> {
  const folder = dirname(photo)
  const names = await readdir(folder).catch(() => [])
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))
  const existing = (candidates: readonly string[]): string[] =>
    candidates.flatMap((candidate) => {
      const name = byLowerCase.get(candidate.toLowerCase())
      return name === undefined ? [] : [join(folder, name)]
    })
  const name = basename(photo)
  return {
    xmp: existing([`${name}.xmp`, `${name.slice(0, name.length - extname(name).length)}.xmp`]),
    takeout: existing(takeoutNames(name)).slice(0, 1),
  }
}

/** Takeout cuts a JSON's name, without '.json', to 46 characters. */
const takeoutStemLength = 46

/**
 * Names under which Takeout may keep a photo's JSON, the likeliest first: x.jpg.supplemental-metadata.json (cut
 * anywhere, since 2024), x.jpg.json, x.json, x.jpg(1).json for x(1).jpg, and the original's for x-edited.jpg.
 */
export function takeoutNames(name: string): string[] {
  const extension = extname(name)
  const stem = name.slice(0, name.length - extension.length)
  const number = /\(\d+\)$/.exec(stem)?.[0] ?? ''
  const plain = number === '' ? stem : stem.slice(0, -number.length)
  const original = plain.replace(/[-_](edited|bearbeitet|modifié|editado|modificato|bewerkt|edytowane)$/i, '')
  const names = new Set<string>()
  for (const base of new Set([plain, original])) {
    const full = `${base}${extension}`
    for (let length = supplement.length; length >= 1; length--) {
      const candidate = `${full}${supplement.slice(0, length)}`
      if (length === supplement.length || candidate.length === takeoutStemLength)
        names.add(`${candidate}${number}.json`)
    }
    names.add(`${full}${number}.json`)
    names.add(`${base}${number}${extension}.json`)
    names.add(`${full.slice(0, takeoutStemLength)}${number}.json`)
    names.add(`${base}${number}.json`)
  }
  return [...names]
}

const supplement = '.supplemental-metadata'

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
