/** What tiles say besides the picture, and short days that share a row: by eye, by ear, in both languages. */
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from '../browser/open-window.ts'
import { runAxe } from '../browser/run-axe.ts'
import { root } from '../import-graph.ts'
import { drawPicture, openTestLibrary, putFile } from '../library/open-test-library.ts'

const chromiumPath = findChromium()
const screenshots = process.env['SIGHTLINE_SCREENSHOTS']

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

/** A camera's RAW with nothing but a preview, found by searching. */
const raw = (preview: Buffer): Buffer =>
  Buffer.concat([Buffer.from('IIRO\x08\0\0\0', 'latin1'), Buffer.alloc(6), preview])
/** A QuickTime movie without pictures. */
const movie = Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x10moov\0\0\0\x08free', 'latin1')

/** Busy days around short ones, all in one month; a pair with a RAW, a RAW, a Live Photo, a sign, an edited picture. */
async function indexed(): Promise<string> {
  const [library, photos] = [scratchFolder(), scratchFolder()]
  const put = async (name: string, seed: number, taken: string): Promise<void> =>
    putFile(join(photos, name), await drawPicture({ seed, taken }))
  for (let index = 0; index < 15; index += 1) {
    await put(`first-${index}.jpg`, index + 1, `2021-07-20T10:00:${10 + index}`)
    await put(`last-${index}.jpg`, index + 21, `2021-07-02T10:00:${10 + index}`)
  }
  await put('pair.jpg', 50, '2021-07-12T10:00:00')
  putFile(join(photos, 'pair.orf'), raw(await drawPicture({ seed: 50, taken: '2021-07-12T10:00:00' })))
  putFile(join(photos, 'alone.orf'), raw(await drawPicture({ seed: 51 })))
  await put('IMG_1.jpg', 52, '2021-07-11T10:00:00')
  putFile(join(photos, 'IMG_1.mov'), movie)
  await put('IMG_7.JPG', 53, '2021-07-09T10:00:00')
  await put('IMG_E7.JPG', 54, '2021-07-09T10:00:00')
  copyFileSync(join(root, 'test/fixtures/words/sign.png'), join(photos, 'sign.png'))
  const words = ['index', photos, '--pack', 'demo', '--library', library]
  execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
  return library
}

describe.skipIf(chromiumPath === undefined)('tiles', { timeout: 180_000 }, () => {
  it('have badges for words, RAW and Live Photos, and small dates where short days share a row', async () => {
    const library = await indexed()
    const opened = openTestLibrary(library)
    const { photos } = await opened.client.photos.list({ limit: 100 })
    const told = photos.flatMap(({ path, badges }) => (badges === undefined ? [] : [[basename(path), ...badges]]))
    await opened.close()
    expect(told.sort()).toEqual([
      ['IMG_1.jpg', 'live'],
      ['alone.orf', 'raw'],
      ['pair.jpg', 'raw'],
      ['sign.png', 'text'],
    ])

    const { page, complaints } = await openWindow(browser, await startTestHost(library))
    await page.getByRole('heading', { name: '9 – 12 July 2021' }).waitFor()
    const shortDays = page.getByRole('row').filter({ hasText: '12 Jul' })
    expect(await shortDays.locator('.date').allTextContents()).toEqual(['12 Jul', '11 Jul', '9 Jul'])
    // Whoever listens hears the date with the first photo of each day.
    expect(await shortDays.getByRole('gridcell', { name: '11 Jul' }).count()).toBe(1)
    expect(await page.getByRole('gridcell', { name: 'RAW' }).count()).toBeGreaterThan(0)
    expect(await page.getByRole('gridcell', { name: 'Live Photo' }).count()).toBe(1)
    const tile = shortDays.getByRole('gridcell').first()
    await tile.click({ modifiers: ['Control'] })
    expect(await tile.getAttribute('aria-selected')).toBe('true')
    expect(await runAxe(page)).toEqual([])
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'short-days.png') })

    await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.getByRole('link', { name: /^Fotos/u }).click()
    await page.getByRole('heading', { name: '9.–12. Juli 2021' }).waitFor()
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'kurze-tage.png') })
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('End')
    await page.getByRole('gridcell', { name: 'Mit Worten darin' }).waitFor()
    expect(complaints).toEqual([])
  })
})
