/** Which things tell one photo from another: a dog does, that it is day does not. */
import { kindsOf, things } from './vocabulary.ts'

/** Where, when and how a picture was taken, and what half of all pictures have. */
const backdrops: ReadonlySet<string> = new Set([
  ...['outdoors', 'indoors', 'weather', 'daylight', 'night', 'sunset', 'sunrise', 'sky', 'waves', 'underwater'],
  ...['autumn', 'reflection', 'shadow', 'silhouette', 'stars', 'moon', 'aerial view', 'close-up'],
  ...['black and white photo', 'party', 'window', 'wall', 'clothes', 'face', 'hand'],
])

/** Of the most general kind that a thing is of; itself where it is of none. */
export function rootOf(name: string): string {
  return kindsOf(name).at(-1) ?? name
}

/** Whether a thing is what a picture is of, and not only what lies around it. */
export function isSubject(name: string): boolean {
  const root = rootOf(name)
  return !backdrops.has(root) && !root.endsWith(' mood')
}

const members = new Map<string, string[]>()
for (const { name } of things) for (const kind of kindsOf(name)) members.set(kind, [...(members.get(kind) ?? []), name])

/** The things that are of this kind, itself left out. */
export function membersOf(kind: string): readonly string[] {
  return members.get(kind) ?? []
}

/** Subjects first, a dog before pets and animals; else in the order given. What lies around them comes last. */
export function mostTelling(names: readonly string[]): readonly string[] {
  const rank = (name: string): number => (isSubject(name) ? 0 : 100) - kindsOf(name).length
  return names.toSorted((a, b) => rank(a) - rank(b))
}
