/**
 * @file The yardstick of the inference thread: the same decode and the same graph with sharp and onnxruntime alone,
 * overlapped as well as one can by hand. No queue, no cancelling, no checks, no thumbnails kept.
 */
import { parentPort, workerData } from 'node:worker_threads'
import * as onnxruntime from 'onnxruntime-node'
import sharp from 'sharp'

interface Settings {
  readonly graph: string
  readonly threads: number
  readonly batch: number
  readonly ahead: number
}

const { graph, threads, batch, ahead } = workerData as Settings // made by embed.ts beside this file
const side = 224
sharp.concurrency(1)
sharp.cache(false)

const session = await onnxruntime.InferenceSession.create(graph, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionProviders: ['cpu'],
})
const [inputName = ''] = session.inputNames

/** The cheapest known way to both (facts of the field: one decode to 512 px, then thumbnail and model input). */
async function decode(path: string): Promise<Buffer> {
  const { data, info } = await sharp(path)
    .resize({ width: 512, height: 512, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } }
  await sharp(data, raw).jpeg({ quality: 80 }).toBuffer()
  return sharp(data, raw).resize(side, side, { fit: 'cover' }).raw().toBuffer()
}

function fill(pictures: readonly Buffer[]): Float32Array {
  const plane = side * side
  const out = new Float32Array(pictures.length * 3 * plane)
  for (const [row, picture] of pictures.entries())
    for (let pixel = 0; pixel < plane; pixel += 1)
      for (let channel = 0; channel < 3; channel += 1)
        out[(row * 3 + channel) * plane + pixel] = ((picture[pixel * 3 + channel] ?? 0) / 255 - 0.48) / 0.27
  return out
}

async function run(paths: readonly string[], embeds: boolean): Promise<void> {
  const decoding: Promise<Buffer>[] = []
  let next = 0
  const top = (): void => {
    for (let path = paths[next]; decoding.length < ahead && path !== undefined; path = paths[next]) {
      decoding.push(decode(path))
      next += 1
    }
  }
  top()
  while (decoding.length > 0) {
    const pictures = await Promise.all(decoding.splice(0, batch))
    top()
    if (!embeds) continue
    const tensor = new onnxruntime.Tensor('float32', fill(pictures), [pictures.length, 3, side, side])
    await session.run({ [inputName]: tensor })
  }
}

parentPort?.on('message', (message: { paths: readonly string[]; embeds: boolean } | 'close') => {
  if (message === 'close') parentPort?.close()
  else void run(message.paths, message.embeds).then(() => parentPort?.postMessage('done')) // a failure ends the bench
})
parentPort?.postMessage('ready')
