/**
 * @file `npm run eval -- --only moments`: whether the moments that the library finds are the events of the made-up
 * library in `../shared/corpus` (skipped with a line where it is absent). Its photos are indexed as anybody's, without a
 * model; what is compared is which photos lie together, by the adjusted Rand index (Hubert and Arabie 1985): 1 is the
 * same grouping, 0 is chance. Fails below the limit. Nothing was fitted to it: every number of `domain/moments` says
 * where it comes from.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { corpus, readCsv } from '../media/corpus.ts'
import { adjustedRandIndex } from './adjusted-rand-index.ts'

const limit = 0.9
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)

interface Grouped {
  readonly title: string
  readonly files: readonly string[]
}

/** Every moment with its photos, as a window hears of them. */
async function momentsBelow(root: string): Promise<readonly Grouped[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-eval-'))
  const library = openLibrary({ folder, packFolders: [], cataloguePath: cataloguePath(), threadUrl })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  try {
    await client.index.run({ folders: [root] })
    const paths = new Map((await client.photos.list({ limit: 1000 })).photos.map(({ id, path }) => [id, path]))
    const { moments } = await client.moments.list({ limit: 1000 })
    return await Promise.all(
      moments.map(async ({ id, title }) => {
        const { photos } = await client.moments.photos({ moment: id })
        return { title, files: photos.map((photo) => (paths.get(photo) ?? '').slice(root.length + 1)) }
      }),
    )
  } finally {
    await library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function evaluateMoments(json: boolean): Promise<void> {
  if (corpus === undefined) return
  const folder = join(corpus, 'library_sim')
  const moments = await momentsBelow(join(folder, 'photos'))
  const momentOf = new Map(moments.flatMap(({ files }, index) => files.map((file) => [file, String(index)] as const)))
  // A photo that lies in no moment is a group of its own.
  const rows = readCsv(join(folder, 'truth.csv')).map((row) => {
    const file = row.get('file') ?? ''
    return { event: row.get('event') ?? '', moment: momentOf.get(file) ?? file }
  })
  const index = adjustedRandIndex(
    rows.map(({ event }) => event),
    rows.map(({ moment }) => moment),
  )
  const events = new Set(rows.map(({ event }) => event)).size
  console.log(`${rows.length} photos of ${events} events, found in ${moments.length} moments:`)
  for (const { title, files } of moments) console.log(`  ${String(files.length).padStart(3)}  ${title}`)
  console.log(`\nadjusted Rand index ${index.toFixed(3)} (at least ${limit})`)
  if (index < limit) {
    console.error(`The adjusted Rand index is below ${limit}`)
    process.exitCode = 1
  }
  if (json) console.log(JSON.stringify({ moments: { ari: Math.round(index * 10_000) / 10_000, photos: rows.length } }))
}
