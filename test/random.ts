/** Chance in tests: fast-check and numbers, both from the seed of the run. */
import fc from 'fast-check'

const seed = Number(process.env['SIGHTLINE_SEED'] ?? 1)
fc.configureGlobal({ seed })

export { fc }

/** Numbers from 0 to below 1, the same for the same name and seed (mulberry32). */
export function createRandom(name: string): () => number {
  let state = Array.from(name).reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0, seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
