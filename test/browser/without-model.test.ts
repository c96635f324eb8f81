/** What the window says and offers where no model has seen the photos. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'
import { drawPhotos } from './demo-library.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from './open-window.ts'
import { hear } from './spoken.ts'
import { addInPicker } from './targets.ts'

const chromiumPath = findChromium()

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

async function openPlain(count: number): Promise<{ page: Page; complaints: readonly string[] }> {
  const photos = scratchFolder()
  await drawPhotos(photos, count)
  const opened = await openWindow(browser, await startTestHost(scratchFolder(), { pack: 'none' }))
  await addInPicker(opened.page, photos)
  await expect.poll(() => opened.page.getByRole('gridcell').count()).toBe(count)
  return opened
}

describe.skipIf(chromiumPath === undefined)('a window without a model', { timeout: 180_000 }, () => {
  it('names every photo by what is known of it, each differently', async () => {
    const { page, complaints } = await openPlain(6)
    const names = (): Promise<(string | null)[]> =>
      page
        .getByRole('gridcell')
        .getByRole('img')
        .evaluateAll((images) => images.map((image) => image.getAttribute('alt')))

    await expect.poll(async () => (await names()).filter((name) => /\.jpg, .*20\d\d/u.test(name ?? '')).length).toBe(6)

    expect(new Set(await names()).size).toBe(6)
    expect(complaints).toEqual([])
  })

  it('tells errors inside the dialog that caused them, and leads to a model', async () => {
    const { page, complaints } = await openPlain(3)
    await page.getByRole('gridcell').first().click()
    const view = page.getByRole('dialog', { name: /^Photo: / })

    await view.getByRole('button', { name: 'Describe anew' }).click()
    await view.getByRole('alert').getByRole('button', { name: 'Choose a model' }).click()

    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByRole('alert').allTextContents()).toEqual([])
    expect(complaints).toEqual([])
  })

  it('says that there is no text to copy, and offers a model beside a search', async () => {
    const { page, complaints } = await openPlain(3)
    await page.getByRole('gridcell').first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Copy alt text' }).click()
    await hear(page, /^This photo has no alt text yet\.$/u)

    await page.getByRole('combobox', { name: 'Search photos' }).fill('a dog on the beach')
    await page.getByRole('heading', { name: /a dog on the beach/u }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Choose a model' }).click()

    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(complaints).toEqual([])
  })
})
