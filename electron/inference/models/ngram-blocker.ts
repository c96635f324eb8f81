/** @file Keeps a caption from repeating itself. */

/**
 * The tokens that would complete an n-gram the sequence already holds (the rule of Paulus et al. 2017, as in
 * Hugging Face's `no_repeat_ngram_size`; the start token counts as part of the sequence).
 * @param size length of the n-grams that may occur once; 0 blocks nothing
 */
export function blockedTokens(ids: readonly number[], size: number): Set<number> {
  const blocked = new Set<number>()
  if (size <= 0 || ids.length + 1 < size) return blocked
  const tail = ids.length - (size - 1)
  for (let start = 0; start + size <= ids.length; start++) {
    let same = true
    for (let step = 0; same && step < size - 1; step++) same = ids[start + step] === ids[tail + step]
    const completing = ids[start + size - 1]
    if (same && completing !== undefined) blocked.add(completing)
  }
  return blocked
}
