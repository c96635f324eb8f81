/**
 * @file How many threads and how many photos a run: measured on this machine, on the pack in use, beside the decodes
 * that go on. A few runs; the winner is kept with the machine's notes.
 */
import type { Tuning } from '../../api/device.ts'

export type Measured = Tuning['measured'][number]

/** Below this a larger batch is not worth its memory and the longer wait of words typed meanwhile. */
const worthwhileGain = 1.05
const timedMs = 40
const timedRuns = 3

/** Milliseconds that a run of so many photos takes. */
export type TimeRun = (batch: number) => Promise<number>

/** Thread counts worth measuring on so many cores: one, half of them, and up to all but one; four at most. */
export function threadChoices(cores: number): number[] {
  const wanted = [1, Math.floor(cores / 2), cores - 1, cores].map((count) => Math.max(1, Math.min(4, count)))
  return [...new Set(wanted)].sort((a, b) => a - b)
}

/** Batches of 1, 2, 4, … up to `largest`, until the time is up. */
export async function measureBatches(
  time: TimeRun,
  { threads, largest, budgetMs }: { readonly threads: number; readonly largest: number; readonly budgetMs: number },
): Promise<Measured[]> {
  const measured: Measured[] = []
  let spentMs = 0
  for (let batch = 1; batch <= largest; batch *= 2) {
    const former = measured.at(-1)
    // One more run of this size would go beyond the budget.
    if (former !== undefined && spentMs + batch * former.msPerPhoto > budgetMs) break
    const { msPerPhoto, tookMs } = await measure(time, batch)
    measured.push({ threads, batch, msPerPhoto })
    spentMs += tookMs
  }
  return measured
}

/** The fastest of a few runs. */
export async function measure(time: TimeRun, batch: number): Promise<{ msPerPhoto: number; tookMs: number }> {
  let best = Number.POSITIVE_INFINITY
  let tookMs = 0
  for (let runs = 0; runs < timedRuns && (runs === 0 || tookMs < timedMs); runs++) {
    const ms = await time(batch)
    best = Math.min(best, ms)
    tookMs += ms
  }
  return { msPerPhoto: Math.max(0.001, best / batch), tookMs }
}

/**
 * Chooses what gets most photos through decoder and model together.
 *
 * With `t` threads the model alone makes at most `1 / m` photos a millisecond, `m` its time per photo. All cores
 * together make at most `cores / (d + t m)`, with `d` a photo's decode on one core. The smaller of the two is the
 * rate. So on a machine whose decoder leaves cores idle more threads win, and where it does not one thread wins,
 * since two never halve the time. Among equals fewer threads and smaller batches: they leave more to others and let
 * words in sooner.
 */
export function chooseTuning(
  measured: readonly Measured[],
  { cores, decodeMs }: { readonly cores: number; readonly decodeMs: number },
): { readonly threads: number; readonly batch: number; readonly photosPerSecond: number } {
  const rated = measured.map((each) => {
    const alone = 1 / each.msPerPhoto
    const together = cores / (decodeMs + each.threads * each.msPerPhoto)
    return { ...each, rate: 1000 * Math.min(alone, together) }
  })
  const best = Math.max(...rated.map(({ rate }) => rate))
  const [choice] = rated
    .filter(({ rate }) => rate * worthwhileGain >= best)
    .sort((a, b) => a.threads - b.threads || a.batch - b.batch || b.rate - a.rate)
  return { threads: choice?.threads ?? 1, batch: choice?.batch ?? 1, photosPerSecond: choice?.rate ?? 0 }
}
