import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { profileName } from '../../electron/media/metadata/colour-profile.ts'
import { readMetadata } from '../../electron/media/metadata/metadata.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { createRandom } from '../random.ts'
import { drawScene } from './drawn-photos.ts'

const scene = () => sharp(drawScene(), { raw: { width: 400, height: 300, channels: 3 } })

it('the colour profile is read by its name from every container, or EXIF says which space it is', async () => {
  const folder = temporaryFolder()
  const named: unknown[] = []
  for (const format of ['jpg', 'png', 'webp', 'avif'] as const) {
    const path = join(folder, `photo.${format}`)
    await scene().withIccProfile('p3').toFile(path)
    named.push([format, (await readMetadata(path)).colourProfile])
  }
  const bare = join(folder, 'bare.jpg')
  await scene()
    .withExif({ IFD2: { ColorSpace: '1' } })
    .toFile(bare)

  expect(named).toEqual(['jpg', 'png', 'webp', 'avif'].map((format) => [format, 'Display P3']))
  expect((await readMetadata(bare)).colourProfile).toBe('sRGB')
})

it('a profile of any bytes has a short name or none', () => {
  const random = createRandom('profiles')
  for (let round = 0; round < 2000; round += 1) {
    const bytes = Buffer.from(Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256)))
    if (bytes.length > 160) {
      bytes.write('acsp', 36)
      bytes.writeUInt32BE(Math.floor(random() * 4), 128)
      bytes.write('desc', 132)
      if (random() < 0.8) bytes.writeUInt32BE(144, 136)
      bytes.write(random() < 0.5 ? 'mluc' : 'desc', 144)
    }
    expect((profileName(bytes) ?? '').length).toBeLessThanOrEqual(80)
  }
})
