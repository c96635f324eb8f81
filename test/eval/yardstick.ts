/**
 * @file tesseract.js on the pictures of `npm run eval -- --only words`, measured alike: the yardstick for our own reader,
 * and no part of the product. It is installed for the time being and leaves no trace in `package.json`:
 *
 *     npm install --no-save --ignore-scripts tesseract.js@7.0.0 @tesseract.js-data/eng@1.0.0
 *     node test/eval/yardstick.ts [--seed 1]
 *
 * Its words of English come with the second package; nothing is fetched. As told in its guide for photos, it looks for
 * sparse text. It knows no Chinese without another package, so those pictures are left out.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'
import { drawWordPictures } from './draw-words.ts'
import { askedOfFolder, scoresOf, type Reading } from './word-scores.ts'

const sparseText = '11'

const line = z.object({ text: z.string(), confidence: z.number() })
const page = z.object({
  data: z.object({
    blocks: z.array(z.object({ paragraphs: z.array(z.object({ lines: z.array(line) })) })).nullable(),
  }),
})

interface Tesseract {
  createWorker(languages: string, engine: number, options: object): Promise<TesseractWorker>
}

interface TesseractWorker {
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>
  recognize(picture: Buffer, options: object, output: { readonly blocks: true }): Promise<unknown>
  terminate(): Promise<unknown>
}

const require = createRequire(import.meta.url)

function load(): { tesseract: Tesseract; langPath: string } {
  try {
    const tesseract = require('tesseract.js') as Tesseract // as: not installed where types are checked
    const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int')
    return { tesseract, langPath }
  } catch {
    console.error('tesseract.js is not installed; how it is: see the head of test/eval/yardstick.ts')
    return process.exit(2)
  }
}

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })
const { tesseract, langPath } = load()
const worker = await tesseract.createWorker('eng', 1, { langPath, gzip: true, cacheMethod: 'none' })
await worker.setParameters({ tessedit_pageseg_mode: sparseText })

async function linesOf(picture: Buffer): Promise<Reading['lines']> {
  const { data } = page.parse(await worker.recognize(picture, {}, { blocks: true }))
  return (data.blocks ?? []).flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) =>
      lines.map(({ text, confidence }) => ({ text: text.trim(), confidence: confidence / 100 })),
    ),
  )
}

const readings = new Map<string, Reading[]>()
const keep = (name: string, reading: Reading): void => {
  readings.set(name, [...(readings.get(name) ?? []), reading])
}
const begun = process.cpuUsage()
let pictures = 0
for (const { path, kind, ...truth } of askedOfFolder()?.pictures ?? []) {
  keep(kind, { ...truth, lines: await linesOf(await sharp(path).autoOrient().png().toBuffer()) })
  pictures += 1
}
for await (const { kind, picture, text } of drawWordPictures(Number(values.seed))) {
  if (kind === 'Chinese') continue
  const { width, height } = picture
  const png = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  const reading = { text, lines: await linesOf(png), also: '' }
  keep('drawn', reading)
  keep(`  drawn, ${kind}`, reading)
  pictures += 1
}
for (const [name, read] of readings) {
  const { words, found, exact, precision } = scoresOf(read)
  console.log(`${name}: ${words} words, found ${found}, exact ${exact}; precision of lines ${precision}`)
}
const { user, system } = process.cpuUsage(begun)
console.log(`${((user + system) / 1e3 / Math.max(1, pictures)).toFixed(0)} ms of processor time a picture`)
await worker.terminate()
