/** @file The small random packs of the fixtures, their pictures and what the reference made of them. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import {
  seeingPackSchema,
  type CaptionPack,
  type EmbeddingPack,
  type InstalledPack,
  type SeeingPack,
} from '../../electron/inference/pack/pack.ts'
import { inputLength, normalisePixels } from '../../electron/inference/pack/preprocess.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { drawPhoto } from './draw-photo.ts'

const fixtures = join(import.meta.dirname, '../fixtures/inference')
export const clipFolder = join(fixtures, 'tiny-clip')
export const captionerFolder = join(fixtures, 'tiny-captioner')
export const photoCount = 16

const ids = z.array(z.int())
const text = z.object({ text: z.string(), ids })
const caption = z.object({
  greedy: ids,
  greedyConfidence: z.number(),
  beams3: ids,
  beams3Confidence: z.number(),
  greedyRepeating: ids,
  greedyRepeatingConfidence: z.number(),
  beams3Repeating: ids,
  beams3RepeatingConfidence: z.number(),
})
const goldenSchema = z.object({
  clip: z.object({
    images: z.array(z.array(z.number())),
    texts: z.array(text.extend({ embedding: z.array(z.number()) })),
  }),
  captioner: z.object({ captions: z.array(caption), texts: z.array(text) }),
})
export const goldens = goldenSchema.parse(JSON.parse(await readFile(join(fixtures, 'goldens.json'), 'utf8')))

export async function readClip(folder = clipFolder): Promise<InstalledPack<EmbeddingPack>> {
  const { pack } = await readPack(folder)
  if (pack.task !== 'embedding') throw new Error('not an embedding pack')
  return { folder, pack }
}

export async function readCaptioner(folder = captionerFolder): Promise<InstalledPack<CaptionPack>> {
  const { pack } = await readPack(folder)
  if (pack.task !== 'caption') throw new Error('not a caption pack')
  return { folder, pack }
}

/** Normalised pixels `[photos.length, 3, size, size]`. */
export function pixelsOf({ pack }: InstalledPack<SeeingPack>, photos: readonly number[]): Float32Array {
  const length = inputLength(pack.image)
  const pixels = new Float32Array(photos.length * length)
  photos.forEach((photo, index) =>
    normalisePixels(drawPhoto(photo, pack.image.width), pack.image, pixels, index * length),
  )
  return pixels
}

export const allPhotos = Array.from({ length: photoCount }, (_, photo) => photo)

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-inference-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A copy of a pack in which `change` has altered files or the description; lengths and hashes are true again. */
export async function alteredPack(
  original: string,
  change: {
    readonly pack?: (pack: SeeingPack) => unknown
    readonly files?: Record<string, (bytes: Buffer) => Uint8Array>
  },
): Promise<string> {
  const folder = await temporaryFolder()
  await cp(original, folder, { recursive: true })
  for (const [path, alter] of Object.entries(change.files ?? {}))
    await writeFile(join(folder, path), alter(await readFile(join(folder, path))))
  const { pack } = await readPack(original)
  const files = await Promise.all(
    pack.files.map(async ({ path }) => {
      const bytes = await readFile(join(folder, path))
      return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
  const altered = { ...seeingPackSchema.parse(pack), files }
  await writeFile(join(folder, 'pack.json'), JSON.stringify(change.pack?.(altered) ?? altered))
  return folder
}

export function largestDifference(found: Float32Array, wanted: readonly number[] | Float32Array): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY
  return found.reduce((most, value, index) => Math.max(most, Math.abs(value - (wanted[index] ?? Number.NaN))), 0)
}
