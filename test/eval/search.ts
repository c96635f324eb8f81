/**
 * @file `npm run eval -- --only search`: what the search box finds, by kind of question. On `../shared/corpus` (skipped
 * with a line where it is absent) through the whole library without a model: dates, places and cameras against the made-up
 * library's truth, and what photos show against one caption of five as their alt text. Forms of words in eight languages. On the demo pack: numbers of things, and whether
 * impossible questions get "no good match", on scenes it never saw, in libraries of several sizes. Fails below the limits.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { corpus, readCsv } from '../media/corpus.ts'
import { measureCounting, type CountingScores } from './counting.ts'
import { measureWordForms } from '../search/measure-word-forms.ts'
import { measureLibraries, openPacks, type Hits } from './measure-packs.ts'

/** Photos of the libraries that the cut-off is measured in. */
const librarySizes = [300, 700, 1500]
/** Of them numbers of things are asked. */
const countedPhotos = 600
const countingLimits = { atTop: 0.9, found: 0.95 } as const
const limits = { exact: 0.98, kept: 0.95, absent: 0.1 } as const
const demoFolder = join(import.meta.dirname, '../../models/demo')
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)

const question = z.object({
  query: z.string(),
  kind: z.string().optional(),
  lang: z.string().optional(),
  relevant: z.array(z.string()),
  unjudged: z.array(z.string()).default([]),
})
type Question = z.infer<typeof question>

/** Sums over the questions of one kind. */
class Tally {
  questions = 0
  found = 0
  right = 0
  wanted = 0

  add(found: readonly string[], { relevant }: Question): void {
    this.questions += 1
    this.found += found.length
    this.wanted += relevant.length
    this.right += found.filter((path) => relevant.includes(path)).length
  }

  get precision(): number {
    return this.found === 0 ? 1 : this.right / this.found
  }

  get recall(): number {
    return this.wanted === 0 ? 1 : this.right / this.wanted
  }
}

/** Runs `ask` over a library of the photos below `root`, each with its alt text. */
async function withLibrary<T>(
  root: string,
  altTexts: ReadonlyMap<string, string>,
  ask: (client: Client<typeof contract>) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-eval-'))
  const library = openLibrary({ folder, packFolders: [], cataloguePath: cataloguePath(), threadUrl })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  try {
    await client.index.run({ folders: [root] })
    for (const { id, path } of (await client.photos.list({ limit: 1000 })).photos) {
      const text = altTexts.get(path.slice(root.length + 1))
      if (text !== undefined) await client.captions.edit({ photo: id, text })
    }
    return await ask(client)
  } finally {
    await library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tallies(
  client: Client<typeof contract>,
  questions: readonly Question[],
  { root, kindOf, leaveOut }: { root: string; kindOf: (each: Question) => string; leaveOut: (path: string) => boolean },
): Promise<ReadonlyMap<string, Tally>> {
  const byKind = new Map<string, Tally>()
  for (const each of questions) {
    const { hits } = await client.search.query({ words: each.query, limit: 1000 })
    const found = hits
      .map(({ photo }) => photo.path.slice(root.length + 1))
      .filter((path) => each.relevant.includes(path) || (!leaveOut(path) && !each.unjudged.includes(path)))
    const tally = byKind.get(kindOf(each)) ?? new Tally()
    tally.add(found, each)
    byKind.set(kindOf(each), tally)
  }
  return byKind
}

const linesOf = (path: string): Question[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => question.parse(JSON.parse(line)))

async function madeUpLibrary(from: string): Promise<ReadonlyMap<string, Tally>> {
  const folder = join(from, 'library_sim')
  const root = join(folder, 'photos')
  const captions = new Map(
    readCsv(join(folder, 'truth.csv')).map((row) => [
      row.get('file') ?? '',
      z.array(z.string()).parse(JSON.parse(row.get('captions_json') ?? '[]'))[0] ?? '',
    ]),
  )
  const questions = linesOf(join(folder, 'queries.jsonl'))
  // In folders named by a day they are found by it, though no file says so; the truth calls them undated.
  const undated = new Set(questions.find(({ query }) => query === 'photos without a date')?.relevant)
  return withLibrary(root, captions, (client) =>
    tallies(client, questions, { root, kindOf: ({ kind = '' }) => kind, leaveOut: (path) => undated.has(path) }),
  )
}

async function whatPhotosShow(from: string): Promise<ReadonlyMap<string, Tally>> {
  const folder = join(from, 'captioned/coco-cc')
  const schema = z.array(z.object({ file: z.string(), captions: z.array(z.string()) }))
  const rows = schema.parse(JSON.parse(readFileSync(join(folder, 'captions.json'), 'utf8')))
  const captions = new Map(rows.map(({ file, captions: [first = ''] }) => [`images/${file}`, first]))
  const questions = linesOf(join(from, 'queries/content_queries.jsonl')).map((each) => ({
    ...each,
    relevant: each.relevant.map((path) => path.replace('captioned/coco-cc/', '')),
    unjudged: each.unjudged.map((path) => path.replace('captioned/coco-cc/', '')),
  }))
  return withLibrary(folder, captions, (client) =>
    tallies(client, questions, { root: folder, kindOf: ({ lang = '' }) => lang, leaveOut: () => false }),
  )
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8)

function print(title: string, byKind: ReadonlyMap<string, Tally>): void {
  console.log(`\n${title}\n${'kind'.padEnd(16)}questions  precision    recall`)
  for (const [kind, tally] of byKind)
    console.log(
      `${kind.padEnd(16)}${String(tally.questions).padStart(9)}  ${percent(tally.precision)}  ${percent(tally.recall)}`,
    )
}

/** Other forms of words, by language; the table is that of the tests. */
function printWordForms(): void {
  console.log(
    '\nOther forms of words, in a library of each language: found; words that only look alike, found by mistake',
  )
  for (const { code, found, wanted, mistaken, others } of measureWordForms())
    console.log(`${code.padEnd(16)}${`${found} of ${wanted}`.padStart(12)}  ${`${mistaken} of ${others}`.padStart(10)}`)
}

/** Kinds that a file's own facts answer, and no look at the picture. */
const isExact = (kind: string): boolean => !kind.startsWith('what')

async function drawnLibraries(
  seed: number,
  most: number,
): Promise<{ hits: readonly Hits[]; counting: CountingScores }> {
  const embedding = await readPack(join(demoFolder, 'embedding'))
  const packs = await openPacks([embedding, await readPack(join(demoFolder, 'caption'))])
  try {
    const sizes = librarySizes.filter((size) => size <= most)
    const asked = { seed, sizes: sizes.length === 0 ? [most] : sizes }
    const { hits, scenes, seen } = await measureLibraries(packs, asked, () => undefined)
    const some = scenes.slice(0, countedPhotos)
    return { hits, counting: await measureCounting(some, seen, embedding.pack, demoFolder) }
  } finally {
    await packs.close()
  }
}

function printCounting({ questions, atTop, atTopByScore, found, without }: CountingScores, photos: number): void {
  console.log(`\nNumbers of things, ${photos} drawn scenes, ${questions} questions such as “two dogs”`)
  console.log(
    `${percent(atTop)}  of the photos at the top have as many (${percent(atTopByScore).trim()} by looks and words alone)`,
  )
  console.log(`${percent(found)}  of the photos that have as many are found`)
  console.log(`“no dogs” and others, ${without.questions} questions`)
  console.log(`${percent(without.precision)}  of what is left has none`)
  console.log(`${percent(without.recall)}  of what has none is left`)
}

/** Measures, prints and judges; a failure sets the exit code. */
export async function evaluateSearch(seed: number, count: number, json: boolean): Promise<void> {
  const failed: string[] = []
  if (corpus === undefined) console.log(`Skipped: ${fileURLToPath(new URL('../../../shared/corpus', import.meta.url))}`)
  else {
    const made = await madeUpLibrary(corpus)
    print('The made-up library, without a model; what photos show by one caption of five', made)
    for (const [kind, tally] of made)
      if (isExact(kind) && Math.min(tally.precision, tally.recall) < limits.exact) failed.push(kind)
    print('What photos show, by one caption of five as written words', await whatPhotosShow(corpus))
  }
  printWordForms()
  const { hits: libraries, counting } = await drawnLibraries(seed, count)
  printCounting(counting, Math.min(count, countedPhotos))
  for (const [name, limit] of Object.entries(countingLimits))
    if (counting[name as keyof typeof countingLimits] < limit) failed.push(`counting, ${name}`)
  console.log('\nDemo pack, unseen scenes: questions that keep a right hit, impossible ones answered “no good match”')
  for (const { photos, kept, absent } of libraries) {
    console.log(`${String(photos).padStart(6)} photos  ${percent(kept)}  ${percent(1 - absent)}`)
    if (kept < limits.kept) failed.push(`kept among ${photos}`)
    if (absent > limits.absent) failed.push(`impossible among ${photos}`)
  }
  console.log(`          at least  ${percent(limits.kept)}  ${percent(1 - limits.absent)}`)
  for (const name of failed) console.error(`${name} is beyond its limit`)
  if (failed.length > 0) process.exitCode = 1
  if (json) console.log(JSON.stringify({ search: libraries, counting, failed }))
}
