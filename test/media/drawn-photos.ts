import { join } from 'node:path'
import sharp from 'sharp'

/** A scene with a clear top, left and right: sky, grass, a red square at the left and a yellow one at the right. */
export function drawScene(width = 400, height = 300): Buffer {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [x / width, y / height]
      const sky = [90 + 60 * down, 140 + 60 * down, 220]
      const grass = [40, 120 - 60 * (down - 0.5) + 20 * Math.sin(across * 20), 50]
      const isRed = across > 0.1 && across < 0.35 && down > 0.4 && down < 0.8
      const isSun = across > 0.75 && across < 0.9 && down > 0.1 && down < 0.3
      data.set(isRed ? [210, 40, 40] : isSun ? [250, 220, 60] : down < 0.5 ? sky : grass, (y * width + x) * 3)
    }
  }
  return data
}

/** Writes photo.jpg, .png, .webp, .tif, .gif and .avif of the same scene into a folder. */
export async function drawPhotos(folder: string): Promise<void> {
  const scene = sharp(drawScene(), { raw: { width: 400, height: 300, channels: 3 } })
  await scene.clone().jpeg({ quality: 90 }).toFile(join(folder, 'photo.jpg'))
  await scene.clone().png().toFile(join(folder, 'photo.png'))
  await scene.clone().webp({ quality: 90 }).toFile(join(folder, 'photo.webp'))
  await scene.clone().tiff({ compression: 'lzw' }).toFile(join(folder, 'photo.tif'))
  await scene.clone().gif().toFile(join(folder, 'photo.gif'))
  await scene.clone().avif({ quality: 70, effort: 0 }).toFile(join(folder, 'photo.avif'))
}
