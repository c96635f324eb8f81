/** Indexes folders in a process of its own, to be killed: `index-in-child.ts <library> <folder>...`. */
import { fileURLToPath } from 'node:url'
import { openLibrary } from '../../electron/library/library.ts'

const [home = '', ...folders] = process.argv.slice(2)
const library = openLibrary({
  folder: home,
  packFolders: [],
  cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
  threadUrl: new URL('../../electron/thread.ts', import.meta.url),
})
console.log('begun')
await library.handlers.index.run({ folders, ignore: [], verify: false }, new AbortController().signal)
await library.close()
