/** What every window asks every second, in a small library and a large one: it must not grow with the library. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { timed } from './pairs.ts'
import { median, type Figure, type Section } from './report.ts'
import { fillLibrary } from './synthetic-library.ts'

const demo = fileURLToPath(new URL('../../models/demo', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
/** The large library against the small one: what is kept while writing is read in the same time at any size. */
const mostGrowth = 3
const rounds = 21

const questions: Readonly<Record<string, (client: Client<typeof contract>) => Promise<unknown>>> = {
  status: (client) => client.library.status({}),
  'counts of sets': (client) => client.photos.counts({}),
  folders: (client) => client.folders.list({}),
  'timeline of everything': (client) => client.photos.timeline({ kind: 'everything' }),
  explore: (client) => client.explore.overview({}),
}
/** These answer with as much as there is. */
const growing = new Set(['timeline of everything', 'explore'])
/** Promised, whatever the machine. */
const promisedMs: Readonly<Record<string, number>> = { explore: 50 }

interface Opened {
  readonly client: Client<typeof contract>
  close(): Promise<void>
}

async function openFilled(count: number): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
  const { pack } = await readPack(join(demo, 'embedding'))
  if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
  fillLibrary(folder, { count, pack, hasFacts: true })
  const library = openLibrary({ folder, packFolders: [demo], cataloguePath: cataloguePath(), threadUrl })
  return {
    client: connect(contract, answer(contract, library.handlers, console.error)),
    async close() {
      await library.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Asked in turns, so that a busy machine is busy for both sizes. */
export async function benchCounts(small: number, large: number): Promise<Section> {
  const [few, many] = [await openFilled(small), await openFilled(large)]
  const figures: Figure[] = []
  const begun = await timed(() => many.client.explore.overview({}))
  figures.push({ name: 'all moments found for the first time', value: begun.wallMs, unit: 'ms' })
  await few.client.explore.overview({})
  try {
    for (const [name, ask] of Object.entries(questions)) {
      const times: { few: number; many: number }[] = []
      for (let round = 0; round < rounds; round += 1)
        times.push({
          few: (await timed(() => ask(few.client))).wallMs,
          many: (await timed(() => ask(many.client))).wallMs,
        })
      const [before, after] = [median(times.map((time) => time.few)), median(times.map((time) => time.many))]
      figures.push({
        name: `${large.toLocaleString('en')} photos: ${name}`,
        value: after,
        unit: 'ms',
        atMost: promisedMs[name],
      })
      if (!growing.has(name))
        figures.push({
          name: `${name}: against ${small.toLocaleString('en')} photos`,
          value: after / before,
          unit: '×',
          atMost: mostGrowth,
        })
    }
  } finally {
    await few.close()
    await many.close()
  }
  return { name: 'What windows ask every second', figures }
}
