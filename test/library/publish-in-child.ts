/** Publishes from a library, as a process of its own that a test may kill: `node publish-in-child.ts <home> start|resume|undo`. */
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'

const [home = '', what] = process.argv.slice(2)
const library = openLibrary({
  folder: home,
  packFolders: [],
  cataloguePath: cataloguePath(),
  threadUrl: new URL('../../electron/thread.ts', import.meta.url),
})
const { publish } = connect(contract, answer(contract, library.handlers, console.error))
const { run } =
  what === 'undo'
    ? await publish.takeBack({})
    : await publish.run(what === 'resume' ? { resume: true } : { everything: true })
console.log(JSON.stringify(run))
await library.close()
