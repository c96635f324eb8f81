/** Asks the texts of pictures that seem to show what is looked for whether they say otherwise. */
import { contradicts, namesIn, runsOf, type WitnessScale } from '../../domain/words/text-witness.ts'
import { cosineOf } from '../../store/vectors/packed-vectors.ts'

/** Of more pictures than these nobody asks: that many are no chance. */
export const mostWitnesses = 25

export interface Witnesses {
  readonly embed: (text: string) => Promise<Float32Array>
  /** The texts that stand for these photos; some have none. */
  readonly textsOf: (photoIds: readonly number[]) => ReadonlyMap<number, string>
}

/** Of the photos given those whose own texts contradict the words. */
export async function contradicted(
  { embed, textsOf }: Witnesses,
  words: string,
  photoIds: readonly number[],
  scale: WitnessScale,
): Promise<ReadonlySet<number>> {
  const asked = runsOf(words)
  const texts = textsOf(photoIds)
  if (asked.length === 0 || texts.size === 0) return new Set()
  const names = [...new Set(asked.flatMap(namesIn))]
  const vectors = new Map(await Promise.all(names.map(async (name) => [name, await embed(name)] as const)))
  const found = new Set<number>()
  for (const [id, text] of texts) {
    const said = await Promise.all(runsOf(text).map((run) => embed(run.join(' '))))
    const nearness = (name: string): number => {
      const vector = vectors.get(name)
      return vector === undefined ? 0 : Math.max(0, ...said.map((each) => cosineOf(vector, each)))
    }
    if (said.length > 0 && contradicts(asked, nearness, scale)) found.add(id)
  }
  return found
}
