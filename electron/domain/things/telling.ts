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

/** A thing that stands for no others says most; a kind the more, the nearer it is to such. */
const ofItself = 3
const specificity = (name: string): number =>
  membersOf(name).length === 0 ? ofItself : Math.min(ofItself, 1 + kindsOf(name).length)

/**
 * Things with the number of photos that show them, for whoever looks around: by number, weighed by how much each says;
 * after them where they are ("beach", "kitchen"), and "outdoors" and "daylight" last, however often they are seen.
 */
export function tellingFirst<Counted extends { readonly name: string; readonly photos: number }>(
  counted: readonly Counted[],
): readonly Counted[] {
  const weight = ({ name, photos }: Counted): number => photos * specificity(name)
  const row = ({ name }: Counted): number => (isSubject(name) ? 0 : kindsOf(name).length > 0 ? 1 : 2)
  return counted.toSorted(
    (a, b) => row(a) - row(b) || weight(b) - weight(a) || specificity(b.name) - specificity(a.name),
  )
}

/** Subjects first, a dog before pets and animals; else in the order given. What lies around them comes last. */
export function mostTelling(names: readonly string[]): readonly string[] {
  const rank = (name: string): number => (isSubject(name) ? 0 : 100) - kindsOf(name).length
  return names.toSorted((a, b) => rank(a) - rank(b))
}
