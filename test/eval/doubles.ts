/**
 * @file `npm run eval -- --only doubles`: which copies of pictures the product finds, and what it takes for one. On
 * `duplicates` of `../shared/corpus` (skipped with a line where it is absent) with its real sequences, and on pictures
 * that it draws itself, seeded. All of it goes through the library: indexed, then asked for the three lists. Fails
 * below the limits, and where a photo stands beside another picture among exact copies or versions of one shot.
 *
 * `exact`, `pixel`, `strong` and `medium` say how much was done to a copy; `exact` and `pixel` ones belong to the first
 * list. Recall is of copies that stand in one group with their original; `weak` ones (half the picture cut away, mirrored)
 * are told and not demanded. Similar shots: how many of two shots a second apart stand together, and how many groups hold
 * pictures that have nothing to do with each other; photos of a real sequence may stand together.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '../../electron/api/contract.ts'
import type { DoubleGroup } from '../../electron/api/doubles/doubles.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { corpus, filesBelow, nameIn, readCsv } from '../media/corpus.ts'

const levels = ['exact', 'pixel', 'strong', 'medium', 'weak'] as const
type Level = (typeof levels)[number]
const limits: Readonly<Partial<Record<Level, number>>> = { exact: 1, pixel: 1, strong: 0.98, medium: 0.85 }
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const drawnScenes = 8
/** A second is long enough for somebody to walk out of the picture. */
const leastOfBursts = 0.75

/** What a file is: its picture, what was done to it, and how much that is. */
interface Truth {
  readonly group: string
  readonly transform: string
  readonly level: string
}

interface Score {
  readonly recall: Readonly<Record<string, number>>
  /** Pairs of two pictures in the lists of exact copies and of versions of a shot. */
  readonly wrong: number
  readonly groups: Readonly<Record<'exact' | 'same' | 'similar', number>>
  /** Of the next shots of bursts those beside the first, and groups of pictures that have nothing in common. */
  readonly similar: { readonly bursts: number; readonly found: number; readonly wrong: number }
  readonly files: number
}

/** Measures, prints, and sets the exit code where a limit is missed. */
export async function evaluateDoubles(seed: number, json: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-doubles-'))
  const scores: Record<string, Score> = {}
  try {
    if (corpus !== undefined) scores['corpus'] = await scoreOf(join(corpus, 'duplicates'), truthOfCorpus(corpus))
    const drawn = join(folder, 'drawn')
    mkdirSync(drawn)
    const child = fork(join(import.meta.dirname, 'draw-doubles.ts'), [drawn, String(seed), String(drawnScenes)])
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`drawing ended with ${code ?? 'a signal'}`)
    scores['drawn'] = await scoreOf(drawn, truthIn(drawn, join(drawn, 'truth.csv')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const [name, { recall, wrong, groups, similar, files }] of Object.entries(scores)) {
    const told = Object.entries(recall).map(([level, share]) => `${level} ${share}`)
    console.log(`${name.padEnd(7)} ${files} files; found ${told.join(', ')}; pairs of two pictures ${wrong}`)
    console.log(`        groups: ${groups.exact} exact, ${groups.same} of one shot, ${groups.similar} similar`)
    console.log(
      `        similar: ${similar.found} of ${similar.bursts} next shots beside the first; groups of strangers ${similar.wrong}`,
    )
    if (similar.wrong > 0) fail(`${name}: ${similar.wrong} groups of similar shots hold strangers`)
    if (similar.found < leastOfBursts * similar.bursts) fail(`${name}: ${similar.found} of ${similar.bursts} bursts`)
    if (wrong > 0) fail(`${name}: ${wrong} pairs of two pictures among exact copies or versions of one shot`)
    for (const [level, limit] of Object.entries(limits))
      if ((recall[level] ?? 1) < limit) fail(`${name}: ${level} is below ${limit}`)
  }
  if (json) console.log(JSON.stringify({ doubles: scores }))
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}

function truthIn(root: string, table: string): Map<string, Truth> {
  const rows = readCsv(table)
  return new Map(
    rows.map((row) => [
      join(root, row.get('file') ?? ''),
      { group: row.get('group') ?? '', transform: row.get('transform') ?? '', level: row.get('level') ?? '' },
    ]),
  )
}

/** Every photo of a real sequence is a picture of its own. */
function truthOfCorpus(from: string): Map<string, Truth> {
  const folder = join(from, 'duplicates')
  const truth = truthIn(join(folder, 'generated'), join(folder, 'generated/truth.csv'))
  for (const path of filesBelow(folder))
    if (/\.jpe?g$/iu.test(path) && !truth.has(path))
      truth.set(path, { group: nameIn(folder, path), transform: 'sequence', level: 'negative' })
  return truth
}

async function scoreOf(root: string, truth: ReadonlyMap<string, Truth>): Promise<Score> {
  if (!existsSync(root)) throw new Error(`nothing at ${root}`)
  const groups = await groupsOf(root)
  const found = { exact: new Map<string, string>(), same: new Map<string, string>() }
  let wrong = 0
  for (const { kind, key, members } of groups) {
    if (kind === 'similar') continue
    for (const { path } of members) found[kind].set(path, key)
    const pictures = members.map(({ path }) => truth.get(path)?.group ?? path)
    if (new Set(pictures).size === 1) continue
    wrong += 1
    console.log(`  two pictures in one group of ${kind}: ${members.map(({ path }) => nameIn(root, path)).join(', ')}`)
  }
  return {
    wrong,
    files: truth.size,
    recall: Object.fromEntries(levels.flatMap((level) => recallOf(level, { truth, found, root }))),
    similar: similarOf(groups, truth, root),
    groups: {
      exact: groups.filter(({ kind }) => kind === 'exact').length,
      same: groups.filter(({ kind }) => kind === 'same').length,
      similar: groups.filter(({ kind }) => kind === 'similar').length,
    },
  }
}

/** What a picture has to do with others: shots of one scene, photos of one real sequence, pages of one template. */
function sceneOf({ group, transform }: Truth): string {
  if (transform === 'sequence' || transform === 'page of a template') return transform
  return group.replace(/-later$/u, '')
}

function similarOf(groups: readonly DoubleGroup[], truth: ReadonlyMap<string, Truth>, root: string): Score['similar'] {
  const scenes = groups
    .filter(({ kind }) => kind === 'similar')
    .map(({ members }) => members.map(({ path }) => ({ path, truth: truth.get(path) })))
  const strangers = scenes.filter(
    (members) => new Set(members.map((each) => each.truth && sceneOf(each.truth))).size > 1,
  )
  for (const members of strangers)
    console.log(`  strangers in one group of similar: ${members.map(({ path }) => nameIn(root, path)).join(', ')}`)
  const together = new Set(
    scenes
      .filter((members) => new Set(members.map((each) => each.truth?.group)).size > 1)
      .flat()
      .map(({ path }) => path),
  )
  const bursts = [...truth].filter(([, { level }]) => level === 'burst')
  return { bursts: bursts.length, found: bursts.filter(([path]) => together.has(path)).length, wrong: strangers.length }
}

interface Found {
  readonly root: string
  readonly truth: ReadonlyMap<string, Truth>
  readonly found: Readonly<Record<'exact' | 'same', ReadonlyMap<string, string>>>
}

/** Versions of a shot are told of one of its exact copies; the others are there with it. */
function recallOf(level: Level, { truth, found, root }: Found): [string, number][] {
  const originals = new Map<string, string>()
  for (const [path, { group, level: done }] of truth) if (done === 'original') originals.set(group, path)
  const wanted = [...truth].filter(([, each]) => each.level === level)
  if (wanted.length === 0) return []
  const exactOf = (path: string): readonly string[] => {
    const key = found.exact.get(path)
    return key === undefined ? [path] : [...found.exact].filter(([, other]) => other === key).map(([other]) => other)
  }
  const isTogether = (one: string, other: string): boolean => {
    const key = found.exact.get(one)
    if (key !== undefined && key === found.exact.get(other)) return true
    if (level === 'exact' || level === 'pixel') return false
    const groups = new Set(exactOf(one).flatMap((path) => found.same.get(path) ?? []))
    return exactOf(other).some((path) => groups.has(found.same.get(path) ?? ''))
  }
  const missed = wanted.filter(([path, { group }]) => !isTogether(path, originals.get(group) ?? ''))
  if (level !== 'weak')
    for (const [path, { transform }] of missed)
      console.log(`  not found: ${nameIn(root, path)} (${level}: ${transform})`)
  return [[level, Math.round((1 - missed.length / wanted.length) * 1e4) / 1e4]]
}

async function groupsOf(root: string): Promise<readonly DoubleGroup[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-eval-'))
  const library = openLibrary({ folder, packFolders: [], cataloguePath: cataloguePath(), threadUrl })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  try {
    await client.index.run({ folders: [root] })
    return await allGroups(client)
  } finally {
    await library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function allGroups(client: Client<typeof contract>): Promise<readonly DoubleGroup[]> {
  const groups: DoubleGroup[] = []
  for (;;) {
    const page = await client.doubles.list({ limit: 1000, from: groups.length })
    groups.push(...page.groups)
    if (page.groups.length < 1000) return groups
  }
}
