/** @file A supervisor as the command line has it, over an engine whose decoder dies at `killer.jpg`. */
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { AppError } from '../../electron/api/errors.ts'
import { connect } from '../../electron/api/rpc.ts'
import { forkEngine, startEngineProcess } from '../../electron/transport/engine-process.ts'

const [, , library = '', photos = ''] = process.argv
const engine = startEngineProcess({
  launch: (birth) =>
    forkEngine(
      new URL('../../electron/engine.ts', import.meta.url),
      JSON.stringify({
        library,
        packFolders: [fileURLToPath(new URL('../fixtures/inference', import.meta.url))],
        threadUrl: new URL('./deadly-thread.ts', import.meta.url).href,
        ...birth,
      }),
    ),
  onEvent: () => undefined,
})
const client = connect(contract, engine.transport)

for (;;) {
  try {
    await client.index.run({ folders: [photos], pack: 'tiny' })
    break
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'crashed') throw error
  }
}
await engine.close()
if (engine.deaths() !== 3) throw new Error(`the engine died ${engine.deaths()} times`)
