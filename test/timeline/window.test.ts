/** Years, Months and All; the date that stays; the way to photos without a date: by keyboard, in both languages. */
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

/** Ten photos of each day, and five without a date. */
const days = ['2021-07-03', '2021-07-01', '2020-02-02', '2019-12-24', undefined]
const total = 45

async function openFilled(): Promise<{ page: Page; complaints: readonly string[] }> {
  const photos = scratchFolder()
  for (let index = 0; index < total; index += 1) {
    const day = days[Math.floor(index / 10)]
    const taken = day === undefined ? {} : { taken: `${day}T10:00:${10 + (index % 10)}` }
    putFile(join(photos, `${index}.jpg`), await drawPicture({ seed: index + 1, ...taken }))
  }
  const opened = await openWindow(browser, await startTestHost(scratchFolder(), { pack: 'none' }))
  await opened.page.setViewportSize({ width: 1000, height: 560 })
  await addInPicker(opened.page, photos)
  await opened.page.getByText(`${total} photos`, { exact: true }).waitFor()
  await opened.page.getByText('Everything is up to date.').waitFor()
  return opened
}

const picture = async (page: Page, name: string): Promise<void> => {
  if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${name}.png`) })
}
const headers = (page: Page): Promise<string[]> => page.getByRole('rowheader').getByRole('heading').allTextContents()

describe.skipIf(chromiumPath === undefined)('the timeline', { timeout: 180_000 }, () => {
  it('leads to photos without a date, keeps the date in view, and stands by year and month as long as one wants', async () => {
    const { page, complaints } = await openFilled()
    const scrubber = page.getByRole('navigation', { name: 'Jump to a year' })
    const sticky = page.locator('.sticky')
    expect(await headers(page)).toContain('Saturday, 3 July 2021')
    expect(await sticky.count()).toBe(0) // the header itself is in view
    expect(await scrubber.locator('.mark').count()).toBe(3)

    await scrubber.getByRole('button', { name: 'No date' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => headers(page)).toContain('Without a date')
    await page.getByRole('heading', { name: 'Without a date' }).waitFor()
    await scrubber.getByRole('button', { name: '2020' }).click()
    await page.mouse.move(500, 300)
    await page.mouse.wheel(0, 120)
    await expect.poll(() => sticky.textContent()).toMatch(/Sunday, 2 February 2020/u)
    expect(await runAxe(page)).toEqual([])
    await picture(page, 'timeline-all')

    await page.getByRole('radio', { name: 'All' }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => headers(page)).toContain('2 February 2020')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => headers(page)).toContain('February 2020') // the place in the list is kept
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => headers(page)).toContain('2020')
    expect(await page.getByRole('radio', { name: 'Years' }).isChecked()).toBe(true)
    expect(await runAxe(page)).toEqual([])
    await picture(page, 'timeline-years')

    await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.getByRole('link', { name: /^Fotos/u }).click()
    await expect.poll(() => page.getByRole('radio', { name: 'Jahre' }).isChecked(), { timeout: patienceMs }).toBe(true)
    await page.getByRole('radio', { name: 'Monate' }).check({ force: true })
    await expect.poll(() => headers(page)).toContain('Juli 2021')
    await picture(page, 'timeline-monate')
    expect(complaints).toEqual([])
  })
})
