/**
 * @file One pack in a process of its own, so that its peak of memory is its own: our embedder or captioner first, then
 * in turns with onnxruntime alone. Everything is processor time of one core, which other programs disturb least.
 * Arguments: the pack's folder, rounds, photos a run. Prints figures as JSON.
 */
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { goldenPixels } from '../../electron/inference/device/golden.ts'
import type { CaptionPack, EmbeddingPack, InstalledPack } from '../../electron/inference/pack/pack.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { createTokenizer } from '../../electron/inference/words/tokenize.ts'
import { openBareDistilvit, openBareEmbedder, openBareFlorence, type BareCaptioner } from './bare-pack.ts'
import { inPairs, startWatch, type Timed } from './pairs.ts'
import { median, type Figure } from './report.ts'

disableTelemetry() // before the first graph opens, which is when the library loads

/** "Our loop against bare onnxruntime on the same graph: at most 5 % over." */
const slowest = 1.05
const threads = 1
const [folder = '', roundText = '5', batchText = '4'] = process.argv.slice(2)
const [rounds, batch] = [Number(roundText), Number(batchText)]

/** Of this process so far. */
function peak(name: string): Figure {
  return { name: `${name}: peak memory`, value: process.resourceUsage().maxRSS / 1e3, unit: 'MB' }
}

async function embedderFigures(installed: InstalledPack<EmbeddingPack>): Promise<Figure[]> {
  const { id, image } = installed.pack
  const embedder = await createEmbedder(installed, { threads })
  await embedder.prepare()
  const pixels = goldenPixels(image, batch)
  const words = ['a red boat on a lake in the evening']
  await embedder.embedImages(pixels, batch)
  await embedder.embedTexts(words)
  const memory = peak(id)

  const bare = await openBareEmbedder(installed, threads)
  const ids = [...(await createTokenizer(installed)).encode(words[0] ?? '')].map(Number)
  const { contextLength, padId } = installed.pack.tokenizer
  // SigLIP 2 reads its padding; CLIP's graph takes a line as long as it is.
  const line =
    installed.pack.family === 'siglip2'
      ? [...ids, ...new Array<number>(contextLength).fill(padId)].slice(0, contextLength)
      : ids
  const seen = await inPairs(
    () => embedder.embedImages(pixels, batch),
    () => bare.look(pixels, batch),
    rounds,
  )
  const read = await inPairs(
    () => embedder.embedTexts(words),
    () => bare.read(line),
    3 * rounds,
  )
  return [
    { name: `${id}: photos, ours / bare`, value: seen.cpuRatio, unit: '×', atMost: slowest },
    { name: `${id}: photos`, value: (1000 * batch) / seen.ours.cpuMs, unit: 'photos/s' },
    { name: `${id}: words, ours / bare`, value: read.cpuRatio, unit: '×', atMost: slowest },
    { name: `${id}: words`, value: read.ours.cpuMs, unit: 'ms' },
    memory,
  ]
}

/** Runs of graphs before the words begin: the encoder; or vision, the prompt's table and the encoder. */
const runsBeforeWords = { 'vision-encoder-decoder': 1, florence2: 3 } as const

async function captionerFigures(installed: InstalledPack<CaptionPack>): Promise<Figure[]> {
  const { pack } = installed
  let runs = 0
  let stop = startWatch()
  const captioner = await createCaptioner(installed, {
    threads,
    takeTurn: async (run) => {
      const result = await run()
      if (++runs === runsBeforeWords[pack.family]) stop = startWatch()
      return result
    },
  })
  await captioner.prepare()
  const pixels = goldenPixels(pack.image, 1)
  const ours: Timed[] = []
  const caption = async (): Promise<number> => {
    runs = 0
    const [result] = await captioner.caption(pixels, 1)
    ours.push(stop())
    return result?.tokenIds.length ?? 0
  }
  const tokens = await caption()
  const memory = peak(pack.id)

  const bare = await openBare(installed)
  const spoken: Timed[] = []
  const whole = await inPairs(caption, async () => spoken.push(await bare.withCache(pixels)), rounds)
  const alone: Timed[] = []
  for (let round = 0; round < Math.max(1, Math.floor(rounds / 2)); round++) alone.push(await bare.withoutCache(pixels))
  // By processor time: with one thread it is the clock's on an idle machine, and on a busy one it stays what it is.
  const rate = (times: readonly Timed[]): number => (1000 * tokens) / median(times.map(({ cpuMs }) => cpuMs))
  const name = `${pack.id}: a caption of ${tokens} tokens`
  return [
    { name: `${name}, ours / bare`, value: whole.cpuRatio, unit: '×', atMost: slowest },
    { name, value: whole.ours.cpuMs / 1000, unit: 's of one core' },
    { name: `${pack.id}: decoder, ours`, value: rate(ours), unit: 'tokens/s' },
    { name: `${pack.id}: decoder, bare with its cache`, value: rate(spoken), unit: 'tokens/s' },
    { name: `${pack.id}: decoder, bare without`, value: rate(alone), unit: 'tokens/s' },
    { name: `${pack.id}: decoder, with its cache / without`, value: rate(spoken) / rate(alone), unit: '×' },
    memory,
  ]
}

async function openBare({ folder: at, pack }: InstalledPack<CaptionPack>): Promise<BareCaptioner> {
  if (pack.family === 'vision-encoder-decoder') return openBareDistilvit({ folder: at, pack }, threads)
  const prompt = (await createTokenizer({ folder: at, pack })).encode(pack.levels.detailed.prompt)
  return openBareFlorence({ folder: at, pack }, [...prompt].map(Number), threads)
}

const { pack } = await readPack(folder)
if (pack.task === 'read') throw new Error('packs that read are measured by words.ts')
const figures =
  pack.task === 'embedding' ? await embedderFigures({ folder, pack }) : await captionerFigures({ folder, pack })
console.log(JSON.stringify(figures))
