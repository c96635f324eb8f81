/** Looks for damage in all of a library, a table at a time, when nobody waits for anything. */
import type { Store } from '../store/store.ts'

/** After opening, and between one look and the next; a machine that is switched on in the morning looks once a day. */
const firstMs = 2 * 60_000
const againMs = 24 * 60 * 60_000
/** While there is work the file changes and the disk is busy. */
const busyMs = 60_000
/** Between tables, for whoever asks meanwhile. */
const breathMs = 200

export interface IdleCheckParts {
  readonly store: Pick<Store, 'soundness' | 'markSuspect'>
  readonly isBusy: () => boolean
  /** Something is damaged, and the next opening will look at all of it. */
  readonly onDamage: () => void
  /** For tests: all waits shortened to this. */
  readonly waitMs?: number | undefined
}

/** Begins to look from time to time, until the returned function is called. */
export function startIdleCheck({ store, isBusy, onDamage, waitMs }: IdleCheckParts): () => void {
  let looking: Iterator<string, void> | undefined
  let timer = later(firstMs)

  function later(ms: number): NodeJS.Timeout {
    return setTimeout(look, waitMs ?? ms).unref()
  }

  function look(): void {
    const next = lookOnce()
    if (next === 'busy') timer = later(busyMs)
    else if (next === 'ok') timer = later(breathMs)
    else if (next === undefined) {
      looking = undefined
      timer = later(againMs)
    } else {
      store.markSuspect()
      onDamage()
    }
  }

  /** `ok`, `busy`, a complaint, or undefined at the end. */
  function lookOnce(): string | undefined {
    try {
      if (isBusy()) return 'busy'
      looking ??= store.soundness()
      const { done, value } = looking.next()
      return done === true ? undefined : value
    } catch {
      return undefined // what cannot be asked (the disk is gone) is another's matter, told elsewhere
    }
  }

  return () => clearTimeout(timer)
}
