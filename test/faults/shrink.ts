/** The shortest way to the same end: bursts that a failure does without are left out, halves first, single ones last. */
import { runMachine, type MachineOptions, type Outcome } from './machine.ts'

/** What depends on the moment a program was killed in may need another try. */
const tries = 2

/**
 * @param failed what went wrong, with these options
 * @returns the outcome of the shortest run that was found, which fails as well
 */
export async function shrink(
  options: MachineOptions,
  failed: NonNullable<Outcome['failure']>,
  untilMs: number,
): Promise<{ readonly without: ReadonlySet<number>; readonly failure: NonNullable<Outcome['failure']> }> {
  let without: ReadonlySet<number> = new Set()
  let failure = failed
  for (let length = Math.ceil(failed.burst / 2); length >= 1; length = Math.floor(length / 2))
    for (let from = 1; from < failed.burst && Date.now() < untilMs; from += length) {
      const tried = new Set([...without, ...Array.from({ length }, (_, index) => from + index)])
      // The last one is where it shows.
      tried.delete(failed.burst)
      if (tried.size === without.size) continue
      const again = await failureOf({ ...options, without: tried, bursts: failed.burst })
      if (again === undefined) continue
      without = tried
      failure = again
    }
  return { without, failure }
}

async function failureOf(options: MachineOptions): Promise<Outcome['failure']> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { failure } = await runMachine(options)
    if (failure !== undefined) return failure
  }
  return undefined
}
