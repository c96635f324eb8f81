/** Paired measuring: two ways of doing the same, in turns, so that a busy machine is busy for both. */
import { median } from './report.ts'

export interface Timed {
  /** Milliseconds by the clock. */
  readonly wallMs: number
  /** Milliseconds of processor time of the whole process, its threads included. */
  readonly cpuMs: number
}

/** Starts both clocks; the function it yields reads them. */
export function startWatch(): () => Timed {
  const cpu = process.cpuUsage()
  const begun = performance.now()
  return () => {
    const wallMs = performance.now() - begun
    const used = process.cpuUsage(cpu)
    return { wallMs, cpuMs: (used.user + used.system) / 1000 }
  }
}

export async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const read = startWatch()
  await work()
  return read()
}

export interface Pair {
  /** Ours over the yardstick, median over the rounds. */
  readonly wallRatio: number
  readonly cpuRatio: number
  /** Medians, for information. */
  readonly ours: Timed
  readonly bare: Timed
}

/** Runs both once to warm up, then `rounds` times each, changing which goes first. */
export async function inPairs(
  ours: () => Promise<unknown>,
  bare: () => Promise<unknown>,
  rounds: number,
): Promise<Pair> {
  await ours()
  await bare()
  const pairs: { ours: Timed; bare: Timed }[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await timed(ours)
      pairs.push({ ours: first, bare: await timed(bare) })
    } else {
      const first = await timed(bare)
      pairs.push({ bare: first, ours: await timed(ours) })
    }
  }
  const middle = (side: 'ours' | 'bare'): Timed => ({
    wallMs: median(pairs.map((pair) => pair[side].wallMs)),
    cpuMs: median(pairs.map((pair) => pair[side].cpuMs)),
  })
  return {
    wallRatio: median(pairs.map((pair) => pair.ours.wallMs / pair.bare.wallMs)),
    cpuRatio: median(pairs.map((pair) => pair.ours.cpuMs / pair.bare.cpuMs)),
    ours: middle('ours'),
    bare: middle('bare'),
  }
}
