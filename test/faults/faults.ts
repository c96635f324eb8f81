/**
 * `npm run faults -- --steps 10000 --seed 1 --seeds 5 --minutes 20`: the fault machine for as long as one likes. Ends
 * with exit code 1 and the shortest script that was found for the first thing that went wrong.
 */
import { parseArgs } from 'node:util'
import { runMachine } from './machine.ts'
import { shrink } from './shrink.ts'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '20' },
    mild: { type: 'boolean', default: false },
    'no-kills': { type: 'boolean', default: false },
  },
})
const [steps, first, seeds] = [Number(values.steps), Number(values.seed), Number(values.seeds)]
const untilMs = Date.now() + Number(values.minutes) * 60_000

let [all, kills, harms, obstacles, failed] = [0, 0, 0, 0, 0]
for (let seed = first; seed < first + seeds && Date.now() < untilMs; seed += 1) {
  const options = {
    seed,
    steps: Math.ceil(steps / seeds),
    kills: !values['no-kills'],
    mild: values.mild,
  }
  const outcome = await runMachine({ ...options, untilMs })
  all += outcome.steps
  kills += outcome.kills
  harms += outcome.harms
  obstacles += outcome.obstacles
  console.log(
    `seed ${seed}: ${outcome.steps} steps in ${outcome.bursts} bursts, ${outcome.kills} kills, ${outcome.harms} harms, ${outcome.obstacles} obstacles`,
  )
  if (outcome.failure === undefined) continue
  failed += 1
  console.log([...outcome.failure.script, '', ...outcome.failure.faults].map((line) => `  ${line}`).join('\n'))
  const { without, failure } = await shrink({ ...options, steps: Number.POSITIVE_INFINITY }, outcome.failure, untilMs)
  console.log(`  without ${without.size} of ${outcome.failure.burst} bursts:`)
  console.log([...failure.script, '', ...failure.faults].map((line) => `  ${line}`).join('\n'))
}
console.log(
  `${all} steps over ${seeds} seeds, ${kills} kills, ${harms} harms, ${obstacles} obstacles, ${failed} failed`,
)
process.exitCode = failed === 0 ? 0 : 1
