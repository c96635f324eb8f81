/**
 * @file `npm run bench`: how fast it is, as ratios against bare yardsticks in the same run. Exits 1 when a limit is
 * broken. Flags: `--only scan,embed,packs,ingest,publish,search,sentences,million,sentences-million,counts,names,tokenizer,words,doubles,window,map`, `--quick` (small sizes: does it run
 * at all), `--json` for a last line. Four run only when named: the window takes a quarter of an hour and
 * wants a Chromium, as the map does for its frames, a million vectors want 8 GB of memory.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { benchCounts } from './counts.ts'
import { benchDoubles } from './doubles.ts'
import { benchEmbed } from './embed.ts'
import { benchIngest } from './ingest.ts'
import { makePhotos, twelveMegapixels } from './large-photos.ts'
import { benchMap } from './map.ts'
import { benchMemory } from './memory.ts'
import { benchNeighbours } from './neighbours.ts'
import { benchPacks } from './packs.ts'
import { benchPublish } from './publish.ts'
import { buildWindow } from '../../electron/build-window.ts'
import { findChromium } from '../browser/find-chromium.ts'
import { makeRandomClipPack } from './random-vit.ts'
import { benchScan } from './scan.ts'
import { isBroken, sectionText, type Section } from './report.ts'
import { benchSearch } from './search.ts'
import { benchTokenizer } from './tokenizer.ts'
import { benchWindow } from './window.ts'
import { benchWholeSearch } from './whole-search.ts'
import { benchWords } from './words.ts'

const { values } = parseArgs({
  options: {
    only: {
      type: 'string',
      default: 'scan,embed,packs,ingest,publish,search,sentences,counts,names,tokenizer,words,doubles',
    },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const wanted = new Set(values.only.split(','))
/** A small graph of the same kind, for a run that only has to run. */
const tinyVit = { image: 224, hidden: 64, layers: 1, heads: 2, textHidden: 32, textLayers: 1, textHeads: 2, dims: 32 }

async function run(folder: string): Promise<Section[]> {
  const sections: Section[] = []
  const show = ({ name, figures }: Section): void => {
    // Small sizes measure nothing, so they can break no limit.
    const kept = values.quick
      ? figures.map((figure) => ({ ...figure, atMost: undefined, atLeast: undefined }))
      : figures
    const section = { name, figures: kept }
    sections.push(section)
    console.log(`${sectionText(section)}\n`)
  }
  if (wanted.has('embed') || wanted.has('ingest')) {
    const packFolder = join(folder, 'packs', 'vit')
    await makeRandomClipPack(packFolder, values.quick ? tinyVit : {})
    const size = values.quick ? { width: 640, height: 480 } : twelveMegapixels
    const paths = await makePhotos(join(folder, 'photos'), values.quick ? 4 : 24, size)
    const rounds = values.quick ? 1 : 7
    if (wanted.has('embed')) show(await benchEmbed({ packFolder, paths, rounds }))
    if (wanted.has('ingest'))
      show(await benchIngest({ packFolder, packSet: 'bench', paths, rounds: values.quick ? 1 : 5 }))
  }
  if (wanted.has('words'))
    show(
      await benchWords({
        paths: await makePhotos(
          join(folder, 'photos'),
          values.quick ? 2 : 12,
          values.quick ? { width: 640, height: 480 } : twelveMegapixels,
        ),
        rounds: values.quick ? 1 : 3,
        linesOfPage: values.quick ? 3 : 50,
        libraryPhotos: values.quick ? 1000 : 100_000,
      }),
    )
  if (wanted.has('scan'))
    show(
      await benchScan({
        folder: join(folder, 'scan'),
        count: values.quick ? 500 : 20_000,
        rounds: values.quick ? 1 : 7,
      }),
    )
  if (wanted.has('publish'))
    show(
      await benchPublish({
        folder: join(folder, 'publish'),
        ...(values.quick
          ? { count: 6, size: { width: 640, height: 480 } }
          : { count: 1000, size: { width: 4608, height: 3456 } }),
      }),
    )
  if (wanted.has('packs')) show(await benchPacks(folder, values.quick))
  if (wanted.has('search')) show(await benchSearch(values.quick ? [200] : [1000, 10_000, 100_000]))
  if (wanted.has('sentences')) show(await benchWholeSearch(values.quick ? 300 : 100_000))
  if (wanted.has('sentences-million')) show(await benchWholeSearch(1_000_000))
  if (wanted.has('search')) show(await benchMemory(values.quick ? 5000 : 100_000))
  if (wanted.has('million')) show(await benchMemory(1_000_000))
  if (wanted.has('counts')) show(await benchCounts(values.quick ? 100 : 1000, values.quick ? 200 : 100_000))
  if (wanted.has('names')) show(await benchNeighbours(values.quick ? 50 : 3000, values.quick ? 100 : 30_000))
  if (wanted.has('tokenizer')) show(await benchTokenizer(folder, values.quick ? 20_000 : 256_000, values.quick ? 1 : 5))
  if (wanted.has('doubles')) show(await benchDoubles(values.quick ? [200, 400] : [10_000, 100_000]))
  if (wanted.has('map')) {
    const chromium = findChromium()
    if (chromium !== undefined) buildWindow(fileURLToPath(new URL('../..', import.meta.url)), console.error)
    const size = values.quick ? { count: 1000, moves: 20 } : { count: 100_000, moves: 240 }
    show(await benchMap({ folder: join(folder, 'map'), executablePath: chromium, ...size }))
  }
  const executablePath = wanted.has('window') ? findChromium() : undefined
  if (executablePath !== undefined) {
    buildWindow(fileURLToPath(new URL('../..', import.meta.url)), console.error)
    const size = values.quick
      ? { count: 1000, scrollSeconds: 2, memoryMinutes: 0.02, keystrokes: 3 }
      : { count: 100_000, scrollSeconds: 30, memoryMinutes: 10, keystrokes: 20 }
    show(await benchWindow({ folder: join(folder, 'window'), executablePath, ...size }))
  }
  return sections
}

const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
try {
  const sections = await run(folder)
  const broken = sections.flatMap((section) => section.figures.filter(isBroken))
  for (const { name, value } of broken) console.error(`Limit broken: ${name} is ${value.toFixed(3)}`)
  if (values.json) console.log(JSON.stringify({ sections }))
  if (broken.length > 0) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
