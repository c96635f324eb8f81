/**
 * A picture's own text as a witness of what the picture shows. An embedding knows that there is something black, a bird
 * and a butterfly, and not which of them is black: "a black butterfly" comes near a black bird beside a blue butterfly.
 * What is said of the picture tells: it speaks of a butterfly, and of no black one. Measured in `docs/search.md`.
 */

/** Words of a model's space: how near two texts on one subject are, and two that say the same. Cosines. */
export interface WitnessScale {
  /** Below this a text says nothing on the subject. */
  readonly related: number
  /** From this on it says the same. */
  readonly same: number
}

/** Between them things stand; they name none. */
const joining = new Set(
  (
    'a an and any are as at be by for from has have in into is it its of on or some that the their there this to was were with my our me ' +
    'photo picture image snapshot showing here we see seen view over above overhead under below beside near next together ' +
    'one two three several dressed wearing left right side among between during while ' +
    'der die das den dem des ein eine einen einem einer und oder im am an auf aus bei mit von vom zu zum zur ist sind ' +
    'foto bild über unter neben zwischen links rechts zwei drei mehrere vor hinter'
  ).split(' '),
)
/** Words of one name at most: "blue hot air balloon". */
const longestName = 4

/** The words that stand together in a text, without those that join them: "a red kite on a beach" has two such runs. */
export function runsOf(text: string): readonly (readonly string[])[] {
  const runs: string[][] = []
  for (const clause of text.toLowerCase().split(/[,;.:!?]/u)) {
    let run: string[] = []
    for (const word of clause.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []) {
      if (!joining.has(word)) run.push(word)
      else if (run.length > 0) {
        runs.push(run)
        run = []
      }
    }
    if (run.length > 0) runs.push(run)
  }
  return runs
}

/** The names that a run may consist of; of words typed one after the other nobody knows where one ends. */
export function namesIn(run: readonly string[]): readonly string[] {
  if (run.length <= 2) return [run.join(' ')]
  return run.flatMap((_, from) =>
    Array.from({ length: Math.min(longestName, run.length - from) }, (_, more) =>
      run.slice(from, from + more + 1).join(' '),
    ),
  )
}

/** How near each part of a run is to what the witness says, parted so that the least is as near as can be. */
function nearnessOfParts(run: readonly string[], nearness: (name: string) => number): readonly number[] {
  if (run.length <= 2) return [nearness(run.join(' '))]
  const best: (readonly number[])[] = [[]]
  for (let end = 1; end <= run.length; end += 1) {
    const ways = Array.from({ length: Math.min(longestName, end) }, (_, more) => {
      const from = end - more - 1
      return [...(best[from] ?? []), nearness(run.slice(from, end).join(' '))]
    })
    best.push(ways.reduce((one, other) => (Math.min(...other) > Math.min(...one) ? other : one)))
  }
  return best[run.length] ?? []
}

/**
 * Whether a text that speaks of the same things says otherwise of one of them.
 * @param runs of what is asked
 * @param nearness cosine of a name with what the witness says that is nearest to it
 */
export function contradicts(
  runs: readonly (readonly string[])[],
  nearness: (name: string) => number,
  { related, same }: WitnessScale,
): boolean {
  return runs.some((run) => nearnessOfParts(run, nearness).some((near) => near > related && near < same))
}
