/** What the window makes of the words in the search box: parts that can be edited, and a way out where nothing fits. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'
import { drawPhotos } from './demo-library.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { addInPicker } from './targets.ts'

const chromiumPath = findChromium()

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

async function openSearch(): Promise<{ page: Page; box: Locator; complaints: readonly string[] }> {
  const photos = scratchFolder()
  await drawPhotos(photos, 8)
  const opened = await openWindow(browser, await startTestHost(scratchFolder(), { pack: 'none' }))
  await addInPicker(opened.page, photos)
  await expect.poll(() => opened.page.getByRole('gridcell').count(), { timeout: 60_000 }).toBe(8)
  return { ...opened, box: opened.page.locator('input[role="combobox"]') }
}

const selected = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const box = document.activeElement
    return box instanceof HTMLInputElement ? box.value.slice(box.selectionStart ?? 0, box.selectionEnd ?? 0) : ''
  })

describe.skipIf(chromiumPath === undefined)('the parts of a search', { timeout: 180_000 }, () => {
  it('are edited by a click, given back as words by backspace, and taken out', async () => {
    const { page, box, complaints } = await openSearch()
    await box.fill('type:jpg since 1999')
    const date = page.getByRole('button', { name: 'Date: since 1999. Edit' })
    await date.waitFor()

    await date.click()
    await page.getByRole('button', { name: 'Write it instead' }).click()
    await expect.poll(() => selected(page)).toBe('since 1999')
    await page.keyboard.type('before 1999')
    await page.getByRole('button', { name: 'Date: before 1999. Edit' }).focus()
    await page.keyboard.press('Backspace')
    await expect.poll(() => box.inputValue()).toBe('type:jpg "before 1999"')
    await page.getByRole('button', { name: 'Exactly: “before 1999”. Edit' }).focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => box.inputValue()).toBe('type:jpg')

    await page.getByRole('heading', { name: /8 photos for/u }).waitFor()
    expect(complaints).toEqual([])
  })

  it('have a calendar, a list of places and stars, by keyboard alone', async () => {
    const { page, box, complaints } = await openSearch()
    const dialog = page.getByRole('dialog')

    await box.fill('since 1999 type:jpg')
    await page.getByRole('button', { name: 'Date: since 1999. Edit' }).focus()
    await page.keyboard.press('Enter')
    expect(await dialog.getByLabel('From').inputValue()).toBe('1999-01-01')
    await dialog.getByLabel('From').fill('')
    await dialog.getByLabel('To').fill('1999-12-31')
    expect(await runAxe(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => box.inputValue()).toBe('until 1999-12-31 type:jpg')
    await page.getByRole('heading', { name: /No good match/u }).waitFor()

    // The drawn photos lie somewhere: the list offers where, and each finds some.
    await box.fill('place:Nowhere')
    await page.getByRole('button', { name: 'Field: place:Nowhere. Edit' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByText('None of your photos is at a place of this name.').waitFor()
    await dialog.getByLabel('Place', { exact: true }).fill('')
    const places = dialog.getByRole('list', { name: 'Places of your photos' }).getByRole('button')
    await places.first().focus()
    const place = await places.first().innerText()
    await page.keyboard.press('Enter')
    expect(await runAxe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Search', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^[1-8] photos? for “place:/u }).waitFor()
    expect((await box.inputValue()).replaceAll('"', '')).toBe(`place:${place}`)

    await box.fill('rating:3')
    await page.getByRole('button', { name: 'Field: rating:3. Edit' }).focus()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: '4 stars' }).focus()
    await page.keyboard.press('Space')
    await dialog.getByLabel('or more').focus()
    await page.keyboard.press('Space')
    expect(await runAxe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Search', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => box.inputValue()).toBe('rating:>=4')
    expect(complaints).toEqual([])
  })

  it('that are in the way are named with what there is without them, and left out by one click', async () => {
    const { page, box, complaints } = await openSearch()

    await box.fill('type:jpg in 1812')
    await page.getByText('Without “in 1812” there are these:').waitFor()
    expect(await runAxe(page)).toEqual([])
    await page.getByRole('button', { name: 'Without “in 1812”: 8 photos' }).click()

    await expect.poll(() => box.inputValue()).toBe('type:jpg')
    await page.getByRole('heading', { name: /8 photos for/u }).waitFor()
    expect(complaints).toEqual([])
  })

  it('are shown by examples that this library has, and that find something', async () => {
    const { page, box, complaints } = await openSearch()

    // The drawn photos have positions and dates; without a pack nothing that pixels would have to say is promised.
    await expect.poll(() => box.getAttribute('placeholder')).toMatch(/^Search: [^,]+, 20\d\d$/u)
    const examples = /^Search: (.+), (\d+)$/u.exec((await box.getAttribute('placeholder')) ?? '')?.slice(1) ?? []
    for (const example of examples) {
      await box.fill(example)
      await page.getByRole('heading', { name: new RegExp(`^[1-8] photos? for .*${example}`, 'u') }).waitFor()
    }
    expect(examples).toHaveLength(2)
    expect(complaints).toEqual([])
  })

  it('are completed by keyboard: a field, then its value', async () => {
    const { page, box, complaints } = await openSearch()

    await box.fill('rat')
    await page.getByRole('option', { name: /rating:/u }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => box.inputValue()).toBe('rating:')
    await page.getByRole('option', { name: /^5/u }).waitFor()
    await page.keyboard.press('ArrowUp')
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')

    await expect.poll(() => box.inputValue()).toBe('rating:5')
    expect(complaints).toEqual([])
  })

  it('speak German where the window does, without an English sentence', async () => {
    const { page, box, complaints } = await openSearch()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await box.fill('Dateiart:jpg 09/01/2015 type:jpg hundd')

    await page.getByText('Ein Feld „Dateiart“ gibt es nicht.').waitFor()
    await page.getByText('„09/01/2015“ wurde als Freitag, 9. Januar 2015 gelesen').waitFor()
    await page.getByRole('button', { name: 'Dienstag, 1. September 2015' }).click()
    await expect.poll(() => box.inputValue()).toBe('Dateiart:jpg 2015-09-01 type:jpg hundd')
    const said = await page.locator('main').innerText()
    await page.getByRole('button', { name: 'Datum: 2015-09-01. Bearbeiten' }).click()
    const dialog = page.getByRole('dialog', { name: 'An diesen Tagen aufgenommen' })
    await dialog.getByLabel('Bis').fill('')
    expect(await runAxe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Suchen' }).click()
    await expect.poll(() => box.inputValue()).toBe('Dateiart:jpg seit 2015-09-01 type:jpg hundd')

    expect(said).not.toMatch(/\b(?:the|photos|without|nothing|search|there)\b/iu)
    expect(complaints).toEqual([])
  })
})
