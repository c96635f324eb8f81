/**
 * @file A host as `sightline serve` starts it, for tests. Arguments: the library's folder, and the set of packs for a
 * library that has none chosen (`none`: leave it so; default: the demo), and `opens` where the browser is to be opened.
 */
import { serve } from '../../electron/serve.ts'

const [, , library = '', pack = 'demo', opens] = process.argv
await serve(
  { library, port: 0, opens: opens === 'opens', firstLook: pack === 'none' ? {} : { pack }, stays: true },
  (sentence) => console.log(sentence),
)
