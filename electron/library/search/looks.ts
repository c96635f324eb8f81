/** The pixels' side of a search: what pictures show, by the embedding model that answers. */
import type { Calibration } from '../../inference/pack/pack.ts'
import { cosineOfMatch, cutoffAmong, doubtAmong, matchProbability } from '../../domain/calibration.ts'
import { alternatives } from '../../domain/query/free-words.ts'
import { contradicted, mostWitnesses, type Witnesses } from './witness.ts'
import { maxNeighbours, type VectorTable } from '../../store/vectors/vectors.ts'

export interface Semantic {
  readonly vectors: Pick<VectorTable, 'nearest' | 'resembling' | 'count'>
  readonly calibration: Calibration
  readonly embed: (text: string) => Promise<Float32Array>
  /** The texts that stand for photos. */
  readonly textsOf: Witnesses['textsOf']
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
  semantic: Semantic,
  wanted: string,
  { allowed, limit }: { allowed: readonly number[] | undefined; limit: number },
): Promise<Looks> {
  const { embed, vectors, calibration } = semantic
  const texts = alternatives(wanted)
  const asked = texts.length > mostAlternatives ? [wanted] : texts
  const photos = vectors.count()
  const cutoff = cutoffAmong(photos, calibration)
  const doubt = doubtAmong(photos, calibration.witness)
  const probabilities = new Map<number, number>()
  let isCut = false
  for (const [text, vector] of await Promise.all(asked.map(async (text) => [text, await embed(text)] as const))) {
    const neighbours = vectors.nearest(vector, maxNeighbours, { among: allowed, exact: limit })
    const hits = neighbours.filter(({ cosine }) => matchProbability(cosine, calibration) >= cutoff)
    const doubted = await doubtedBy(
      semantic,
      text,
      hits.map(({ id }) => id),
    )
    for (const { id, cosine } of neighbours) {
      const probability = matchProbability(cosine - (doubted.has(id) ? doubt : 0), calibration)
      if (probability > (probabilities.get(id) ?? -1)) probabilities.set(id, probability)
    }
    isCut ||= neighbours.length >= maxNeighbours && hits.length === neighbours.length
  }
  return { cutoff, probabilities, isCut }
}

/** Those of the few hits whose own texts say otherwise, where it is known how this pack's words lie. */
async function doubtedBy(
  { embed, textsOf, calibration: { witness } }: Semantic,
  text: string,
  hits: readonly number[],
): Promise<ReadonlySet<number>> {
  if (witness === undefined || hits.length === 0 || hits.length > mostWitnesses) return new Set()
  return contradicted({ embed, textsOf }, text, hits, witness)
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
