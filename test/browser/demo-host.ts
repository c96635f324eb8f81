/** @file A host as `sightline serve` starts it, with the demo pack, for tests. Arguments: the library's folder. */
import { serve } from '../../electron/serve.ts'

const [, , library = ''] = process.argv
await serve({ library, port: 0, opens: false, firstLook: { pack: 'demo' }, stays: true }, (sentence) =>
  console.log(sentence),
)
