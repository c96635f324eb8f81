/** Explore and moments in the window: by keyboard, for ears, in both languages. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'
import { launchBrowser, openWindow, patienceMs, scratchFolder, startTestHost } from '../browser/open-window.ts'
import { runAxe } from '../browser/run-axe.ts'
import { addInPicker } from '../browser/targets.ts'
import { drawPicture, putFile } from '../library/open-test-library.ts'

const chromiumPath = findChromium()
const screenshots = process.env['SIGHTLINE_SCREENSHOTS']

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

const taken = [
  ...['2019-12-24T17:00:00', '2019-12-24T18:00:00', '2019-12-25T01:00:00'],
  ...['2020-02-01T10:00:00', '2021-07-03T10:00:00', undefined],
]

async function openFilled(): Promise<{ page: Page; complaints: readonly string[] }> {
  const photos = scratchFolder()
  for (const [index, each] of taken.entries()) {
    const drawing = { seed: index + 1, model: 'X-T20', ...(each === undefined ? {} : { taken: each }) }
    putFile(join(photos, `${index}.jpg`), await drawPicture(drawing))
  }
  const opened = await openWindow(browser, await startTestHost(scratchFolder(), { pack: 'none' }))
  await addInPicker(opened.page, photos)
  await expect.poll(() => opened.page.getByRole('gridcell').count(), { timeout: patienceMs }).toBe(taken.length)
  return opened
}

const picture = async (page: Page, name: string): Promise<void> => {
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) })
}

describe.skipIf(chromiumPath === undefined)('explore in the window', { timeout: 180_000 }, () => {
  it('is reached, read and followed into a search by keyboard, in both languages', async () => {
    const { page, complaints } = await openFilled()
    await page.getByRole('link', { name: 'Explore' }).focus()
    await page.keyboard.press('Enter')

    const year = page.getByRole('region', { name: 'Years' }).getByRole('link', { name: /2019 3 photos/u })
    await year.waitFor()
    expect(await page.getByRole('link', { name: /Christmas 2019 3 photos/u }).count()).toBe(1)
    expect(await page.getByRole('link', { name: /No date 1 photo/u }).count()).toBe(1)
    expect(await page.getByRole('link', { name: /^\s*July 2021 1 photo/u }).count()).toBe(1)
    await expect.poll(() => page.locator('main img').count(), { timeout: patienceMs }).toBeGreaterThan(5)
    expect(await runAxe(page)).toEqual([])
    await picture(page, 'explore-en')
    const [one, other] = await page
      .locator('main li')
      .evaluateAll((all) => all.map((li) => li.getBoundingClientRect().top))
    expect(other).toBe(one) // side by side

    await year.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /3 photos for/u }).waitFor()
    await page.getByRole('button', { name: 'Date: 2019. Edit' }).waitFor()

    await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.getByRole('link', { name: 'Entdecken' }).click()
    await page.getByRole('link', { name: /Weihnachten 2019 3 Fotos/u }).waitFor()
    expect(await page.getByRole('link', { name: /Ohne Datum 1 Foto/u }).count()).toBe(1)
    expect(await page.getByRole('link', { name: /^\s*Juli 2021 1 Foto/u }).count()).toBe(1)
    expect(await runAxe(page)).toEqual([])
    await picture(page, 'explore-de')
    expect(complaints).toEqual([])
  })

  it('shows moments as a timeline, and makes an album of one, which is taken back in one step', async () => {
    const { page, complaints } = await openFilled()
    await page.getByRole('radio', { name: 'Moments' }).check({ force: true })
    await page.getByRole('button', { name: 'All moments' }).click()
    await page.getByRole('heading', { name: '2021' }).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['2021', '2020', '2019'])
    expect(await runAxe(page)).toEqual([])
    await picture(page, 'moments')

    await page.getByRole('button', { name: 'Make an album: Christmas 2019' }).focus()
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Christmas 2019' }).waitFor()
    await expect.poll(() => page.getByRole('gridcell').count()).toBe(3)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.goto(`${page.url().split('#')[0] ?? ''}#/albums`)
    await page.getByText('No albums yet').waitFor()
    expect(complaints).toEqual([])
  })
})
