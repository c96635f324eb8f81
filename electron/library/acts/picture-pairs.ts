import type { PicturePair } from '../../store/doubles/pairs.ts'

/** Every two of the pictures; of a picture with itself where it is named twice. */
export function pairsOf(pictures: readonly string[]): readonly PicturePair[] {
  const seen = new Set<string>()
  return pictures.flatMap((one, index) =>
    pictures.slice(index + 1).flatMap((other): PicturePair[] => {
      const pair: PicturePair = one <= other ? [one, other] : [other, one]
      if (seen.has(pair.join(' '))) return []
      seen.add(pair.join(' '))
      return [pair]
    }),
  )
}
