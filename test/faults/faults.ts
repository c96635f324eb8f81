/**
 * `npm run faults -- --steps 10000 --seed 1 --seeds 5 --minutes 20`: the fault machine for as long as one likes. Ends
 * with exit code 1 and the script of the first thing that went wrong.
 */
import { parseArgs } from 'node:util'
import { runMachine } from './machine.ts'

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '20' },
    'no-kills': { type: 'boolean', default: false },
  },
})
const [steps, first, seeds] = [Number(values.steps), Number(values.seed), Number(values.seeds)]
const untilMs = Date.now() + Number(values.minutes) * 60_000

let [all, kills, failed] = [0, 0, 0]
for (let seed = first; seed < first + seeds && Date.now() < untilMs; seed += 1) {
  const outcome = await runMachine({ seed, steps: Math.ceil(steps / seeds), kills: !values['no-kills'], untilMs })
  all += outcome.steps
  kills += outcome.kills
  console.log(`seed ${seed}: ${outcome.steps} steps in ${outcome.bursts} bursts, ${outcome.kills} kills`)
  if (outcome.failure === undefined) continue
  failed += 1
  console.log([...outcome.failure.script, '', ...outcome.failure.faults].map((line) => `  ${line}`).join('\n'))
}
console.log(`${all} steps over ${seeds} seeds, ${kills} kills, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
