/** Facts as a person types them, and back. */
import { humanFacts, type FactName, type FactsChange } from '../../electron/api/facts.ts'
import type { PhotoDetail } from '../../electron/api/photo.ts'

/** As it stands, for the field in which it is changed. */
export function factText(photo: PhotoDetail, name: FactName): string {
  switch (name) {
    case 'title':
      return photo.title ?? ''
    case 'keywords':
      return photo.keywords.join('\n')
    case 'taken':
      return photo.takenAt?.replace('T', ' ') ?? ''
    case 'place':
      return photo.latitude === undefined ? '' : `${photo.latitude}, ${photo.longitude ?? ''}`
  }
}

/** One a line; a list with commas, as other programs write it, is one too. None twice. */
export function keywordsIn(text: string): string[] {
  const lines = text.split(/[\n,;]/u).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== ''))]
}

const degrees = String.raw`([+-]?\d{1,3}(?:\.\d+)?)\s*°?`
const pair = new RegExp(String.raw`^${degrees}\s*([NS])?[\s,;]+${degrees}\s*([EWO])?$`, 'iu')

/** `52.52, 13.405` as maps copy it, or `52.52° N 13.405° E`. */
function positionIn(text: string): { latitude: number; longitude: number } | undefined {
  const [, latitude, south, longitude, west] = pair.exec(text.trim()) ?? []
  if (latitude === undefined || longitude === undefined) return undefined
  return {
    latitude: Number(latitude) * (south?.toUpperCase() === 'S' ? -1 : 1),
    longitude: Number(longitude) * (west?.toUpperCase() === 'W' ? -1 : 1),
  }
}

/** What was typed, for the engine; undefined where it cannot be read. */
export function factIn(name: FactName, text: string): FactsChange | undefined {
  const said = {
    title: () => text.trim(),
    keywords: () => keywordsIn(text),
    taken: () => text.trim().replace(/\s+/u, 'T'),
    place: () => positionIn(text),
  }[name]()
  const checked = said === undefined ? undefined : humanFacts.safeParse({ [name]: said })
  return checked?.success === true ? checked.data : undefined
}
