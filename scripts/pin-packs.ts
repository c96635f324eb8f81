/**
 * @file For maintainers: holds the catalogue of model packs to what a hub says of the pinned commits, and completes the
 * rows of `models/unpinned.json`, which then move into the catalogue. Fails, and writes nothing, when a pin differs.
 *
 *     npm run pin-packs                        # look only
 *     npm run pin-packs -- --write             # complete what can be completed
 *     npm run pin-packs -- --hub https://hf-mirror.com --models <folder with catalog.json>
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { getFile, piecesOf } from '../electron/download/request.ts'
import {
  catalogueEntry,
  catalogueSchema,
  defaultHub,
  placeOnHub,
  type CatalogueEntry,
} from '../electron/library/packs/catalogue.ts'

/** A file as the hub knows it. Small ones lie in git and have only git's own hash. */
const sibling = z.object({
  rfilename: z.string(),
  size: z.int().positive().optional(),
  blobId: z.string().optional(),
  lfs: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/u), size: z.int().positive() }).optional(),
})
const revision = z.object({ sha: z.string(), siblings: z.array(sibling) })
type Listing = ReadonlyMap<string, z.infer<typeof sibling>>

/** A row of the catalogue whose files lack their pins. */
const unpinnedRow = z.looseObject({
  why: z.string(),
  /** The pack of the same set that it takes the place of. */
  replaces: z.string().optional(),
  repo: z.string(),
  commit: z.string(),
  elsewhere: catalogueEntry.shape.elsewhere,
  pack: z.looseObject({ id: z.string(), set: z.string(), files: z.array(z.object({ path: z.string() })) }),
})
const unpinnedSchema = z.object({ format: z.literal(1), packs: z.array(unpinnedRow) })

/** No file that lies in git itself is near this. */
const smallFileBytes = 16 * 1024 * 1024

const asking = {
  from: 0,
  patience: { answerMs: 30_000, idleMs: 30_000 },
  environment: process.env,
  signal: new AbortController().signal,
}

async function readAll(url: string): Promise<Buffer> {
  const answer = await getFile(new URL(url), asking)
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of piecesOf(answer.body, asking)) {
    bytes += piece.length
    if (bytes > smallFileBytes) throw new Error(`${url} is larger than it may be`)
    pieces.push(piece)
  }
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`)
  return Buffer.concat(pieces)
}

async function listRevision(hub: string, repo: string, commit: string): Promise<Listing> {
  const url = `${hub}/api/models/${repo}/revision/${commit}?blobs=true`
  const { sha, siblings } = revision.parse(JSON.parse((await readAll(url)).toString('utf8')))
  if (sha !== commit) throw new Error(`${repo}: asked for ${commit}, got ${sha}`)
  return new Map(siblings.map((each) => [each.rfilename, each]))
}

interface Pin {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

type Row = Pick<CatalogueEntry, 'repo' | 'commit' | 'elsewhere'>

/** Asks for each revision once. */
function listingsOf(hub: string): (repo: string, commit: string) => Promise<Listing> {
  const known = new Map<string, Promise<Listing>>()
  return (repo, commit) => {
    const key = `${repo}@${commit}`
    const listing = known.get(key) ?? listRevision(hub, repo, commit)
    known.set(key, listing)
    return listing
  }
}

/** What the hub says of a file of a pack; a small one is fetched, held to git's hash of it, and hashed. */
async function pinOf(hub: string, row: Row, listings: ReturnType<typeof listingsOf>, path: string): Promise<Pin> {
  const { repo, commit, path: there } = placeOnHub(row, path)
  const found = (await listings(repo, commit)).get(there)
  if (found === undefined) throw new Error(`${repo}@${commit.slice(0, 8)} has no ${there}`)
  if (found.lfs !== undefined) return { path, bytes: found.lfs.size, sha256: found.lfs.sha256 }
  const bytes = await readAll(`${hub}/${repo}/resolve/${commit}/${there}`)
  const blobId = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  if (blobId !== found.blobId) throw new Error(`${repo}: ${there} is not the file that git names`)
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** One line for each pin that the hub contradicts. */
async function differences(hub: string, entry: CatalogueEntry): Promise<string[]> {
  const listings = listingsOf(hub)
  const lines = await Promise.all(
    entry.pack.files.map(async (file) => {
      const pin = await pinOf(hub, entry, listings, file.path)
      if (pin.bytes === file.bytes && pin.sha256 === file.sha256) return []
      return [
        `${entry.pack.id}: ${file.path} is pinned to ${file.bytes} bytes, ${file.sha256}; the hub has ${pin.bytes} bytes, ${pin.sha256}`,
      ]
    }),
  )
  return lines.flat()
}

/** The schema leaves out what is for maintainers only. */
async function completed(hub: string, row: z.infer<typeof unpinnedRow>): Promise<CatalogueEntry> {
  const listings = listingsOf(hub)
  const files = await Promise.all(row.pack.files.map(({ path }) => pinOf(hub, row, listings, path)))
  return catalogueEntry.parse({ ...row, pack: { ...row.pack, files } })
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { hub: { type: 'string', default: defaultHub }, write: { type: 'boolean' }, models: { type: 'string' } },
  })
  const hub = values.hub.replace(/\/+$/u, '')
  const folder = values.models ?? fileURLToPath(new URL('../models', import.meta.url))
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const catalogue = catalogueSchema.parse(read('catalog.json'))
  const unpinned = unpinnedSchema.parse(read('unpinned.json'))

  const wrong: string[] = []
  for (const entry of catalogue.packs) wrong.push(...(await differences(hub, entry)))
  if (wrong.length > 0) {
    console.error(wrong.join('\n'))
    return 1
  }
  console.log(`${catalogue.packs.length} packs are pinned as the hub has them.`)
  for (const { pack } of catalogue.packs.filter(({ restsOnOneSource }) => restsOnOneSource === true))
    console.log(`${pack.id}: rested on one source until now.`)
  // What the hub has confirmed rests on more than one source.
  let packs = catalogue.packs.map((entry): CatalogueEntry => ({ ...entry, restsOnOneSource: undefined }))
  const left: typeof unpinned.packs = []
  for (const row of unpinned.packs) {
    try {
      const entry = await completed(hub, row)
      packs = packs.filter(({ pack }) => pack.set !== entry.pack.set || pack.id !== row.replaces)
      packs = [...packs, entry]
      console.log(`${entry.pack.id}: completed. Before it is merged: ${row.why}`)
    } catch (error) {
      left.push(row)
      console.error(`${row.pack.id}: not completed: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (values.write === true) {
    const write = (name: string, value: unknown): void =>
      writeFileSync(join(folder, name), `${JSON.stringify(value, undefined, 2)}\n`)
    write('catalog.json', { ...catalogue, packs })
    write('unpinned.json', { ...unpinned, packs: left })
  }
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
