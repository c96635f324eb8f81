/** What the photo view shows of the pixels themselves: each of them at actual size, and how bright they are. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../import-graph.ts'
import { scratchFolder } from './open-window.ts'
import { createTargets } from './targets.ts'

const [width, height] = [3000, 2000]

/** Lines of one pixel: a smaller rendition enlarged shows an even grey. The left half is dark, the right one white. */
async function putStripes(path: string): Promise<void> {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.fill(x < width / 2 ? (x % 2) * 40 : 255, (y * width + x) * 3, (y * width + x + 1) * 3)
  await sharp(data, { raw: { width, height, channels: 3 } })
    .withIccProfile('p3')
    .tiff({ compression: 'lzw' })
    .toFile(path)
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`pixels ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('are all there at actual size, also where no browser shows the file, and their brightness is told', async () => {
      const [library, photos] = [scratchFolder(), scratchFolder()]
      await putStripes(join(photos, 'stripes.tif'))
      const words = ['index', photos, '--pack', 'demo', '--library', library]
      execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
      const { page, complaints } = await target.open(library)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      const picture = page.getByRole('group', { name: 'Photo' }).getByRole('img')
      const naturalWidth = (): Promise<number> =>
        picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
      await expect.poll(naturalWidth).toBe(2048)

      await page.keyboard.press('z')

      await expect.poll(naturalWidth).toBe(width)
      await expect.poll(() => page.getByRole('progressbar', { name: 'Fetching every pixel…' }).count()).toBe(0)
      const row = await picture.evaluate((image) => {
        const context = new OffscreenCanvas(8, 1).getContext('2d')
        if (image instanceof HTMLImageElement) context?.drawImage(image, 100, 100, 8, 1, 0, 0, 8, 1)
        return [...(context?.getImageData(0, 0, 8, 1).data ?? [])].filter((_, at) => at % 4 === 1)
      })
      const [even = 0, odd = 0] = [row[2], row[3]]
      expect(odd - even).toBeGreaterThan(20)
      await page.getByRole('img', { name: /^5\d % dark, \d % in between, 50 % light, .*50 % wholly white$/u }).waitFor()
      expect(complaints).toEqual([])
    })
  })
}
