/** A person at work in a process of its own, to be killed: `act-in-child.ts <library> <chance>`. */
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { createRandom } from '../random.ts'
import { doSomething, worldOf } from './random-acts.ts'

const [home = '', chance = ''] = process.argv.slice(2)
const library = openLibrary({
  folder: home,
  packFolders: [],
  cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
  threadUrl: new URL('../../electron/thread.ts', import.meta.url),
})
const client = connect(contract, answer(contract, library.handlers))
const next = createRandom(chance)
const world = await worldOf(client, next)
const doneNow = async (): Promise<number> => {
  const { entries } = await client.history.list({ limit: 200 })
  return entries.filter((entry) => entry.state === 'done').length
}
const before = await doneNow()
console.log('begun')
// Fewer than the log keeps.
for (let step = 0; step < 150; step += 1)
  if (next() < 0.2 && (await doneNow()) > before) await client.history.undo({})
  else if (next() < 0.1) await client.history.redo({})
  else await doSomething(world)
await library.close()
