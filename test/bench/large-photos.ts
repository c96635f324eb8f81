/** JPEGs of the size and weight that cameras write: 12 megapixels, about 3 MB, with EXIF, each another picture. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

export interface PhotoSize {
  readonly width: number
  readonly height: number
}

export const twelveMegapixels: PhotoSize = { width: 4000, height: 3000 }

/** Soft shapes with sensor noise on top: what a JPEG decoder has to work on in a photo. */
async function drawPhoto(seed: number, { width, height }: PhotoSize): Promise<Buffer> {
  let state = seed * 2654435761
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 24
  const coarse = Buffer.alloc(16 * 12 * 3)
  for (let at = 0; at < coarse.length; at += 1) coarse[at] = random()
  const shapes = await sharp(coarse, { raw: { width: 16, height: 12, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer()
  for (let at = 0; at < shapes.length; at += 1)
    shapes[at] = Math.max(0, Math.min(255, (shapes[at] ?? 0) + (random() >> 4) - 8))
  return sharp(shapes, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .withExif({
      IFD0: { Make: 'Bench', Model: 'Twelve' },
      IFD2: { DateTimeOriginal: `2024:05:${String((seed % 28) + 1).padStart(2, '0')} 12:00:00` },
    })
    .toBuffer()
}

/** Writes `count` photos; gives their paths. */
export async function makePhotos(folder: string, count: number, size: PhotoSize): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (let seed = 1; seed <= count; seed += 1) {
    const path = join(folder, `${seed}.jpg`)
    await writeFile(path, await drawPhoto(seed, size))
    paths.push(path)
  }
  return paths
}
