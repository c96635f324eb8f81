/** Each family's pack in its true shape: photos per second, tokens per second, memory, and our loop over onnxruntime's. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeRandomDistilvitPack } from './random-distilvit.ts'
import { makeRandomFlorencePack } from './random-florence.ts'
import { makeRandomSiglipPack } from './random-siglip.ts'
import { makeRandomClipPack } from './random-vit.ts'
import type { Figure, Section } from './report.ts'

const child = fileURLToPath(new URL('./pack-child.ts', import.meta.url))
const execute = promisify(execFile)

const tinyDavit = { image: 64, widths: [32, 64, 64, 64], depths: [1, 1, 2, 1], headDim: 32, window: 4, projection: 64 }
const tinyVit = { image: 64, hidden: 48, layers: 2, heads: 3, dims: 24, textHidden: 32, textLayers: 2, textHeads: 2 }

interface Candidate {
  readonly name: string
  readonly make: (folder: string, isQuick: boolean) => Promise<void>
  readonly rounds: number
}

const candidates: readonly Candidate[] = [
  {
    name: 'clip',
    make: (folder, isQuick) => makeRandomClipPack(folder, isQuick ? { ...tinyVit, vocabulary: 400 } : {}),
    rounds: 9,
  },
  {
    name: 'siglip',
    make: (folder, isQuick) =>
      makeRandomSiglipPack(folder, isQuick ? { image: 64, hidden: 48, layers: 2, heads: 3, vocabulary: 400 } : {}),
    rounds: 7,
  },
  {
    name: 'distilvit',
    make: (folder, isQuick) =>
      makeRandomDistilvitPack(
        folder,
        isQuick ? { image: 64, hidden: 48, heads: 3, encoderLayers: 1, decoderLayers: 2, vocabulary: 400 } : {},
      ),
    rounds: 15,
  },
  {
    name: 'florence',
    make: (folder, isQuick) =>
      makeRandomFlorencePack(
        folder,
        isQuick ? { davit: tinyDavit, heads: 4, layers: 2, inner: 96, vocabulary: 400, tokens: 8 } : {},
      ),
    rounds: 5,
  },
]

/** @param folder for the packs: some 1.6 GB at full size */
export async function benchPacks(folder: string, isQuick: boolean): Promise<Section> {
  const figures: Figure[] = []
  for (const { name, make, rounds } of candidates) {
    const at = join(folder, `shape-${name}`)
    await make(at, isQuick)
    const { stdout } = await execute(process.execPath, [child, at, String(isQuick ? 1 : rounds), '4'])
    figures.push(...(JSON.parse(stdout) as Figure[])) // of pack-child.ts beside this file
  }
  return { name: 'Packs in their true shapes, random weights, one thread', figures }
}
