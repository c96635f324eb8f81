/** Our inference thread against sharp and onnxruntime alone, on the same photos and the same graph. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startInference } from '../../electron/inference/thread/engine-client.ts'
import { startBare } from './bare.ts'
import { inPairs } from './pairs.ts'
import type { Section } from './report.ts'

/** Issue 1: "not more than 15 % slower per photo than decode and bare session time overlapped". */
const slowest = 1.15
/** Our decode also makes the placeholder and the look-alike signature, and checks what it opens. */
const slowestDecode = 1.25

export interface EmbedBench {
  readonly packFolder: string
  readonly paths: readonly string[]
  readonly rounds: number
}

export async function benchEmbed({ packFolder, paths, rounds }: EmbedBench): Promise<Section> {
  const threads = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))
  const inference = startInference({ threadUrl: new URL('../../electron/thread.ts', import.meta.url), threads })
  const bare = await startBare({ graph: join(packFolder, 'vision.onnx'), threads, batch: 8, ahead: 24 })
  try {
    const loaded = await inference.load({ embedding: packFolder })
    if (loaded.embedding === undefined) throw new Error(loaded.problems.map(({ message }) => message).join('; '))
    const ours = (embed: boolean) => () => Promise.all(paths.map((path) => inference.processPhoto({ path, embed })))
    const decode = await inPairs(ours(false), () => bare.run(paths, false), rounds)
    const both = await inPairs(ours(true), () => bare.run(paths, true), rounds)
    const rate = (wallMs: number): number => (1000 * paths.length) / wallMs
    return {
      name: `Decode and embed, ${paths.length} photos, ViT-B/32 with random weights`,
      figures: [
        {
          name: 'decode alone, ours / bare sharp (processor time)',
          value: decode.cpuRatio,
          unit: '×',
          atMost: slowestDecode,
        },
        { name: 'decode alone, ours', value: rate(decode.ours.wallMs), unit: 'photos/s' },
        { name: 'decode alone, bare', value: rate(decode.bare.wallMs), unit: 'photos/s' },
        { name: 'decode + embed, ours / bare overlapped (clock)', value: both.wallRatio, unit: '×', atMost: slowest },
        {
          name: 'decode + embed, ours / bare overlapped (processor time)',
          value: both.cpuRatio,
          unit: '×',
          atMost: slowest,
        },
        { name: 'decode + embed, ours', value: rate(both.ours.wallMs), unit: 'photos/s' },
        { name: 'decode + embed, bare', value: rate(both.bare.wallMs), unit: 'photos/s' },
      ],
    }
  } finally {
    await inference.close()
    await bare.close()
  }
}
