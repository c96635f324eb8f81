/** Pairs joined to groups. */

type Pair = readonly [one: number, other: number]

/**
 * What hangs together by pairs, each group and the groups among each other in the order of their numbers. Two groups
 * that hold a pair parted by a person stay two, whatever ties them.
 */
export function groupsOf(
  pairs: readonly Pair[],
  parted: ReadonlyMap<number, ReadonlySet<number>>,
): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>()
  const groupOf = (photo: number): number[] => {
    const known = groups.get(photo)
    if (known !== undefined) return known
    const alone = [photo]
    groups.set(photo, alone)
    return alone
  }
  for (const [one, other] of pairs) {
    const [first, second] = [groupOf(one), groupOf(other)]
    if (first === second || areParted(first, second, parted)) continue
    const [large, small] = first.length >= second.length ? [first, second] : [second, first]
    for (const photo of small) {
      large.push(photo)
      groups.set(photo, large)
    }
  }
  return [...new Set(groups.values())]
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted((a, b) => a - b))
    .sort(([a = 0], [b = 0]) => a - b)
}

function areParted(
  one: readonly number[],
  other: readonly number[],
  parted: ReadonlyMap<number, ReadonlySet<number>>,
): boolean {
  if (parted.size === 0) return false
  const [many, few] = one.length >= other.length ? [one, other] : [other, one]
  return few.some((photo) => {
    const strangers = parted.get(photo)
    return strangers !== undefined && many.some((each) => strangers.has(each))
  })
}
