/**
 * Which photo a file is: bytes before names. The rules in words, with their truth table, stand in docs/identity.md.
 */

/** A photo that a file which was just read may be. */
export interface IdentityCandidate {
  readonly photoId: number
  /** One of its files has, or had, exactly these bytes. */
  readonly sameBytes: boolean
  /** It shows this picture now. */
  readonly samePicture: boolean
  /** Another of its files is where it was. */
  readonly present: boolean
  /** A vanished file of it had the same name. */
  readonly sameName: boolean
  /** It is the photo of this path, and the path was never gone in between. */
  readonly own: boolean
  /** What a person made rests on it. */
  readonly hasWork: boolean
  /** It came with the scan that saw this file change. */
  readonly fresh: boolean
}

export type Verdict =
  /** The file is a new photo. */
  | { readonly kind: 'new' }
  /** What was known of other files may have moved on: ask again when all of them have been read. */
  | { readonly kind: 'later' }
  | { readonly kind: 'known'; readonly photoId: number }
  /** The photo shows another picture from now on; photos in `absorbed` are copies of that. */
  | { readonly kind: 'edited'; readonly photoId: number; readonly absorbed: readonly number[] }

/**
 * @param settled every other file that was seen to change or come has been read
 */
export function identify(candidates: readonly IdentityCandidate[], settled: boolean): Verdict {
  const own = candidates.find((each) => each.own)
  const edited = own !== undefined && !own.samePicture && !own.sameBytes && !own.present
  const copies = candidates.filter((each) => each.sameBytes && each.fresh && !each.hasWork && !each.own)
  // A copy of what this file has become, seen first: the file that was edited keeps what people made.
  if (edited && own.hasWork && copies.length > 0) {
    if (!settled) return { kind: 'later' }
    return { kind: 'edited', photoId: own.photoId, absorbed: copies.map((each) => each.photoId) }
  }
  const known = best(candidates.filter(isKnown))
  if (known !== undefined) return { kind: 'known', photoId: known.photoId }
  if (own === undefined || own.present) return { kind: 'new' }
  return settled ? { kind: 'edited', photoId: own.photoId, absorbed: [] } : { kind: 'later' }
}

/**
 * Same bytes: a copy, a move, or the file itself. Same picture with other metadata: the file itself, or a photo whose
 * files have all vanished (moved and edited at once); otherwise two files that differ in date or text would be one.
 */
function isKnown(each: IdentityCandidate): boolean {
  return each.samePicture && (each.sameBytes || each.own || !each.present)
}

function best(candidates: readonly IdentityCandidate[]): IdentityCandidate | undefined {
  const rank = (each: IdentityCandidate): number =>
    (each.sameBytes ? 8 : 0) + (each.own ? 4 : 0) + (each.present ? 0 : 2) + (each.sameName ? 1 : 0)
  return candidates.toSorted((a, b) => rank(b) - rank(a) || a.photoId - b.photoId)[0]
}
