/**
 * @file `npm run prove -- <set>`: for whoever has a network, once before a release. Installs a set of models as a person
 * would, shows it drawn scenes, and prints what it finds and says beside the demo pack's figures, and a row for
 * `models/README.md`. Fails below floors that any sound model clears: a wrong file, a wrong input or a wrong calibration
 * is far below them.
 *
 *     npm run prove -- default --accept            # --accept: the licences have been read
 *     npm run prove -- small --scenes 200 --seed 1 --library <folder that keeps the packs>
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { contract } from '../electron/api/contract.ts'
import { toErrorAnswer } from '../electron/api/errors.ts'
import { answer, connect } from '../electron/api/rpc.ts'
import type { InstalledPack } from '../electron/inference/pack/pack.ts'
import { listPacks } from '../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../electron/library/library.ts'
import { openLog } from '../electron/log/log.ts'
import { bundledPackFolders, cataloguePath, threadUrl } from '../electron/places.ts'
import { measurePacks, openPacks } from '../test/eval/measure-packs.ts'
import { captionMentions } from '../test/eval/measure.ts'

/** Guessing finds one scene of 200 in 200 tries, and names a setting of 14 by accident. Working models are far above. */
const floors = { r1: 0.05, r5: 0.15, subject: 0.25, setting: 0.15, refused: 0.2 } as const

const root = fileURLToPath(new URL('..', import.meta.url))

interface Figures {
  readonly r1: number
  readonly r5: number
  readonly subject: number
  readonly setting: number
  /** Share of the queries that no scene answers and that got no hit. */
  readonly refused: number
  readonly photoSeconds: number
  readonly captionSeconds: number
  /** At most, of the whole process; absent where another set was there before. */
  readonly memoryGb: number | undefined
}

async function installedOf(set: string, library: string): Promise<readonly InstalledPack[]> {
  const { packs } = await listPacks([...bundledPackFolders(), join(library, 'packs')])
  return packs.filter(({ pack }) => pack.set === set)
}

async function install(set: string, library: string, accept: boolean): Promise<void> {
  const log = openLog({ folder: library, part: 'prove' })
  const opened = openLibrary({
    folder: library,
    packFolders: bundledPackFolders(),
    cataloguePath: cataloguePath(),
    threadUrl,
    log,
  })
  try {
    const respond = answer(contract, opened.handlers, (method, error) =>
      log.failure('a method failed', error, { method }),
    )
    await connect(contract, respond).packs.install({ what: set, accept })
  } finally {
    await opened.close()
  }
}

async function figuresOf(
  installed: readonly InstalledPack[],
  scenes: { seed: number; count: number },
): Promise<Figures> {
  const packs = await openPacks(installed)
  try {
    const { r1, r5, seen, hits, scenes: drawn } = await measurePacks(packs, scenes, (line) => console.error(line))
    return {
      r1,
      r5,
      ...captionMentions(seen.captions, drawn),
      refused: 1 - hits.absent,
      photoSeconds: seen.embedMs / 1000 / scenes.count,
      captionSeconds: seen.captionMs / 1000 / scenes.count,
      memoryGb: process.resourceUsage().maxRSS / 1e6,
    }
  } finally {
    await packs.close()
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

/** As in the table of `models/README.md`. */
function rowOf(name: string, figures: Figures): string {
  const shares = [figures.r1, figures.r5, figures.subject, figures.setting, figures.refused].map(percent)
  const seconds = [figures.photoSeconds, figures.captionSeconds].map((each) => `${each.toPrecision(2)} s`)
  const memory = figures.memoryGb === undefined ? '' : `${figures.memoryGb.toFixed(1)} GB`
  return `| ${[name, ...shares, ...seconds, memory].join(' | ')} |`
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      accept: { type: 'boolean', default: false },
      scenes: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      library: { type: 'string', default: join(root, '.sightline', 'prove') },
    },
  })
  const [set] = positionals
  const scenes = { seed: Number(values.seed), count: Number(values.scenes) }
  if (
    set === undefined ||
    !Number.isSafeInteger(scenes.seed) ||
    !Number.isSafeInteger(scenes.count) ||
    scenes.count < 10
  )
    throw new RangeError('Say which set: npm run prove -- <set> [--accept] [--scenes <at least 10>] [--seed <number>]')
  mkdirSync(values.library, { recursive: true })
  if ((await installedOf(set, values.library)).length === 0) await install(set, values.library, values.accept)
  // First: the process remembers only the most memory it ever had.
  const own = await figuresOf(await installedOf(set, values.library), scenes)
  console.log('| set | R@1 | R@5 | names the subject | names the setting | refuses | a photo | a caption | memory |')
  console.log(rowOf(set, own))
  if (set !== 'demo') {
    const demo = await figuresOf(await installedOf('demo', values.library), scenes)
    console.log(rowOf('demo, made for drawings', { ...demo, memoryGb: undefined }))
  }
  const below = Object.entries(floors).filter(([name, floor]) => !(own[name as keyof typeof floors] >= floor))
  for (const [name, floor] of below) console.error(`${name} is below ${percent(floor)}: this set is not sound here.`)
  return below.length === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  const { code, message, hint } = toErrorAnswer(error)
  console.error(code === 'internal' && error instanceof Error ? error.message : `${message} ${hint}`)
  process.exitCode = 1
}
