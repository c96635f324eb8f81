import { describe, expect, it } from 'vitest'
import { runMachine } from './machine.ts'

/** The run's own, printed at its start; taken anew each time, so that the runs of a year try more than one. */
const seed = Number(process.env['SIGHTLINE_SEED'])

describe('the fault machine', () => {
  it(
    'finds every picture visible once, with what it was given, after each of 300 steps and some kills',
    { timeout: 300_000 },
    async () => {
      const outcome = await runMachine({ seed, steps: 300, kills: true, mild: true })

      expect(
        outcome.failure,
        `again with: npm run faults -- --seed ${seed} --seeds 1 --steps 300 --mild`,
      ).toBeUndefined()
      expect(outcome.steps).toBeGreaterThanOrEqual(300)
    },
  )
})
