/** @file The packs of make_families.py and make_clip.py: published architectures at small width, and what transformers made of them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CaptionPack, EmbeddingPack, InstalledPack } from '../../electron/inference/pack/pack.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inference')
export const siglipFolder = join(fixtures, 'siglip2')
export const clip77Folder = join(fixtures, 'clip77')
export const florenceFolder = join(fixtures, 'florence2')
export const distilvitFolder = join(fixtures, 'distilvit')

const ids = z.array(z.int())
const numbers = z.array(z.number())

async function readGoldens<T>(folder: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(join(folder, 'goldens.json'), 'utf8')))
}

export const siglipGoldens = await readGoldens(
  siglipFolder,
  z.object({ images: z.array(numbers), texts: z.array(z.object({ text: z.string(), embedding: numbers })) }),
)

export const clip77Goldens = await readGoldens(
  clip77Folder,
  z.object({
    images: z.array(numbers),
    texts: z.array(z.object({ text: z.string(), length: z.int(), embedding: numbers })),
  }),
)

const prompt = z.enum(['brief', 'detailed', 'full', 'empty', 'longest', 'repeated'])
export const florenceGoldens = await readGoldens(
  florenceFolder,
  z.object({
    oddPrompts: z.object({ empty: z.string(), longest: z.string(), repeated: z.string() }),
    /** `[5 * 32]` of the first four photos. */
    features: z.array(numbers),
    captions: z.array(
      z.object({
        photo: z.int(),
        prompt,
        greedy: ids,
        greedyConfidence: z.number(),
        beams3: ids,
        beams3Confidence: z.number(),
      }),
    ),
  }),
)

export const distilvitGoldens = await readGoldens(
  distilvitFolder,
  z.object({ captions: z.array(z.object({ photo: z.int(), greedy: ids, beams3: ids })) }),
)

export async function readEmbeddingPack(folder: string): Promise<InstalledPack<EmbeddingPack>> {
  const { pack } = await readPack(folder)
  if (pack.task !== 'embedding') throw new Error('not an embedding pack')
  return { folder, pack }
}

export async function readCaptionPack(folder: string): Promise<InstalledPack<CaptionPack>> {
  const { pack } = await readPack(folder)
  if (pack.task !== 'caption') throw new Error('not a caption pack')
  return { folder, pack }
}
