/** The pixels' side of a search: what pictures show, by the embedding model that answers. */
import type { Calibration } from '../../inference/pack/pack.ts'
import { cosineOfMatch, matchProbability } from '../../domain/calibration.ts'
import { alternatives } from '../../domain/query/free-words.ts'
import { maxNeighbours, type VectorTable } from '../../store/vectors/vectors.ts'

export interface Semantic {
  readonly vectors: VectorTable
  readonly calibration: Calibration
  readonly embed: (text: string) => Promise<Float32Array>
}

export interface Looks {
  readonly probabilities: ReadonlyMap<number, number>
  readonly cutoff: number
  /** The last one looked at matches as well: there may be more. */
  readonly isCut: boolean
}

/** At least this sure before a picture is left out for what it shows. */
const surelyShows = 0.5
/** "a or b or c": more kinds of pictures than these are not compared one by one. */
const mostAlternatives = 4

/** How likely each picture shows what the words say; with "or" between them, the likelier of the two. */
export async function looksLike(
  { embed, vectors, calibration }: Semantic,
  wanted: string,
  { allowed, limit }: { allowed: readonly number[] | undefined; limit: number },
): Promise<Looks> {
  const texts = alternatives(wanted)
  const asked = texts.length > mostAlternatives ? [wanted] : texts
  const probabilities = new Map<number, number>()
  let isCut = false
  for (const vector of await Promise.all(asked.map(embed))) {
    const neighbours = vectors.nearest(vector, maxNeighbours, { among: allowed, exact: limit })
    for (const { id, cosine } of neighbours) {
      const probability = matchProbability(cosine, calibration)
      if (probability > (probabilities.get(id) ?? -1)) probabilities.set(id, probability)
    }
    const last = neighbours.at(-1)
    isCut ||=
      neighbours.length >= maxNeighbours &&
      last !== undefined &&
      matchProbability(last.cosine, calibration) >= calibration.cutoff
  }
  return { cutoff: calibration.cutoff, probabilities, isCut }
}

/** Of the photos given those that surely show any of the things. */
export async function showing(
  { embed, vectors, calibration }: Semantic,
  things: readonly string[],
): Promise<(ids: readonly number[]) => ReadonlySet<number>> {
  const unwanted = await Promise.all(things.map(embed))
  const least = cosineOfMatch(Math.max(surelyShows, calibration.cutoff), calibration)
  return (ids) => new Set(unwanted.flatMap((vector) => vectors.resembling(vector, least, ids)))
}
