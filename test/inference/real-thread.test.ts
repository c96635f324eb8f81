import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { startInference } from '../../electron/inference/thread/engine-client.ts'
import { drawPhoto } from './draw-photo.ts'
import { captionerFolder, clipFolder, goldens, largestDifference, temporaryFolder } from './tiny-packs.ts'

test('the thread of the product reads a file, embeds and describes it, and says what is no photo', async () => {
  const folder = await temporaryFolder()
  const photo = join(folder, 'red ☂ boat.png')
  const note = join(folder, 'note.jpg')
  await sharp(drawPhoto(1), { raw: { width: 32, height: 32, channels: 3 } })
    .png()
    .toFile(photo)
  await writeFile(note, 'not a photo')
  const inference = startInference({ threadUrl: new URL('../../electron/thread.ts', import.meta.url) })
  onTestFinished(() => inference.close())
  await inference.load({ embedding: clipFolder, caption: captionerFolder })

  const { decoded, embedding } = await inference.processPhoto({ path: photo, embed: true })
  const caption = await inference.captionPhoto({ path: photo })
  const refused = inference.processPhoto({ path: note, embed: true })

  await expect(refused).rejects.toMatchObject({ code: 'unsupported' })
  expect(decoded).toMatchObject({ format: 'png', width: 32, height: 32, thumbnailWidth: 32, thumbnailHeight: 32 })
  expect((await sharp(decoded.thumbnail).metadata()).format).toBe('jpeg')
  expect(largestDifference(embedding ?? new Float32Array(0), goldens.clip.images[1] ?? [])).toBeLessThan(1e-5)
  expect(caption.confidence).toBeCloseTo(goldens.captioner.captions[1]?.beams3Confidence ?? 0, 4)
  expect(caption.embeddingOfText).toEqual(await inference.embedText(caption.text))
})
