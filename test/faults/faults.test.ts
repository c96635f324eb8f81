import { describe, expect, it } from 'vitest'
import { runMachine } from './machine.ts'

/** One that is known to be quick; chance has its say in `npm run faults`. */
const seed = 3

describe('the fault machine', () => {
  it(
    'finds every picture visible once, with what it was given, after each of 300 steps',
    { timeout: 300_000 },
    async () => {
      const outcome = await runMachine({ seed, steps: 300, kills: false })

      expect(outcome.failure, `seed ${seed}; more with: npm run faults -- --seed ${seed}`).toBeUndefined()
      expect(outcome.steps).toBeGreaterThanOrEqual(300)
    },
  )
})
