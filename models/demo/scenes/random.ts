/** @file Seeded randomness: everything the generator draws follows from one whole number. */

/** A stream of pseudo-random choices that is the same on every machine for the same seed. */
export interface Random {
  /** A number in [0, 1). */
  readonly next: () => number
  /** A number in [low, high). */
  readonly between: (low: number, high: number) => number
  /** A whole number in [low, high], both included. */
  readonly whole: (low: number, high: number) => number
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean
  /** One of the values, all equally likely. */
  readonly pick: <T>(values: readonly T[]) => T
}

/** Mixes 32-bit numbers into one, so that neighbouring seeds give unrelated streams. */
export function mix(...parts: readonly number[]): number {
  let hash = 0x9e3779b9
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** FNV-1a over the UTF-16 code units, then mixed: a stable 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return mix(hash)
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, plenty for a drawing. */
export function createRandom(seed: number): Random {
  let state = mix(seed)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new RangeError('pick needs at least one value')
      return value
    },
  }
}
