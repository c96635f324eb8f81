/** The map: by keyboard alone, in both languages and themes, with the network off; places set, proposed and undone there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'

import { runAxe } from './run-axe.ts'
import { findChromium } from './find-chromium.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from './open-window.ts'
import { focused, hear } from './spoken.ts'
import { indexFolder } from './located-library.ts'

const chromium = findChromium()
const pictures = process.env['SIGHTLINE_SCREENSHOTS']

async function shoot(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot())
}

const goTo = (page: Page, place: string): Promise<unknown> => page.goto(`${page.url().replace(/#.*$/u, '')}#/${place}`)
const map = (page: Page) => page.getByRole('application')
const panel = (page: Page, name: RegExp) => page.getByRole('complementary').getByRole('button', { name })

describe.skipIf(chromium === undefined)('the map', { timeout: 180_000 }, () => {
  let browser: Browser | undefined
  afterAll(() => browser?.close())

  async function open() {
    if (chromium === undefined) throw new Error('there is a browser')
    browser ??= await launchBrowser(chromium)
    const library = scratchFolder()
    await indexFolder(library)
    const opened = await openWindow(browser, await startTestHost(library, { pack: 'none' }))
    const requests: string[] = []
    opened.page.on('request', (request) => requests.push(request.url()))
    await opened.page.getByRole('link', { name: /^Map/u }).click()
    await map(opened.page).waitFor()
    return { ...opened, requests }
  }

  it('is used by keyboard alone: from the world to a group, its photos, and a search in its area', async () => {
    const { page, complaints, requests } = await open()
    const groups = map(page).getByRole('button')
    await expect.poll(() => groups.count()).toBe(3)
    await page.getByRole('heading', { name: '9 photos in the map’s area' }).waitFor()
    await shoot(page, 'world')
    expect(await runAxe(page)).toEqual([])

    // A group is called by its newest photo as soon as that is known.
    await map(page)
      .getByRole('button', { name: /2 photos, newest: munich2\.jpg/u })
      .waitFor()
    await map(page).focus()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatch(/^button 2 photos, newest: munich2\.jpg/u)
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatch(/^button 5 photos, newest: lisbon5\.jpg/u)
    await page.keyboard.press('Enter')
    await hear(page, /^\d+ photos? in the map’s area$/u)
    expect(await focused(page)).toBe('application Map of your photos')
    await page.getByRole('heading', { name: '5 photos in the map’s area' }).waitFor()
    await shoot(page, 'lisbon')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await hear(page, /^\d photos? here$/u)
    await page.getByRole('button', { name: 'All in the map’s area' }).press('Enter')
    const before = page.url()
    await map(page).focus()
    for (const key of ['ArrowRight', 'ArrowDown', '-', '+']) await page.keyboard.press(key)
    await expect.poll(() => page.url()).not.toBe(before)
    await page.keyboard.press('Home')
    await hear(page, /^9 photos in the map’s area$/u)
    await expect.poll(() => groups.count()).toBe(3)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '5 photos in the map’s area' }).waitFor()
    await page.getByRole('button', { name: 'Search this area' }).press('Enter')
    await page
      .getByRole('button', { name: /in the map’s area/u })
      .first()
      .waitFor()
    await page.getByRole('heading', { level: 1, name: /^5 / }).waitFor()
    await shoot(page, 'search')
    await page.goBack()
    await page.getByRole('heading', { name: '5 photos in the map’s area' }).waitFor()

    const origin = new URL(page.url()).origin
    expect(
      requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')),
    ).toEqual([])
    expect(complaints).toEqual([])
  })

  it('opens under photos that are held over its link, and takes them', async () => {
    const { page, complaints } = await open()
    await page.getByRole('link', { name: /^Photos/u }).click()
    const photo = page.getByRole('gridcell', { name: /nowhere1/u })
    await photo.hover()
    await page.mouse.down()

    const link = page.getByRole('link', { name: /^Map/u })
    await link.hover()
    await link.hover({ position: { x: 12, y: 12 } }) // the first move begins the drag
    await map(page).waitFor()
    await expect.poll(() => map(page).getByRole('button').count()).toBe(3)
    await map(page).hover({ position: { x: 380, y: 500 } })
    await map(page).hover({ position: { x: 400, y: 500 } })
    await page.mouse.up()

    await hear(page, /^Facts of 1 photo set right\.$/u)
    await page.getByRole('heading', { name: '10 photos in the map’s area' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: '9 photos in the map’s area' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('is drawn on, and dragged photos get their place there; a town is typed, and all of it undone', async () => {
    const { page, complaints } = await open()
    await expect.poll(() => map(page).getByRole('button').count()).toBe(3)
    await panel(page, /^Without a place$/u).click()
    await page.getByText('Probably Lisbon, Portugal').waitFor()
    await page.getByRole('heading', { name: 'Without a place (3)' }).waitFor()
    await shoot(page, 'unplaced')
    expect(await runAxe(page)).toEqual([])
    await page.getByRole('button', { name: 'Accept Lisbon, Portugal for 1 photo' }).press('Enter')
    await hear(page, /^Facts of 1 photo set right\.$/u)
    await page.getByRole('heading', { name: 'Without a place (2)' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: 'Without a place (3)' }).waitFor()

    await page.getByRole('button', { name: 'Decline Lisbon, Portugal for 1 photo' }).press('Enter')
    await hear(page, /^No place is proposed for 1 photo any more\.$/u)
    await expect.poll(() => page.getByText('Probably Lisbon, Portugal').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await page.getByText('Probably Lisbon, Portugal').waitFor()

    const tray = page.getByRole('region', { name: 'Without a place' })
    await tray.getByRole('button', { name: /nowhere1/u }).dragTo(map(page), { targetPosition: { x: 400, y: 500 } })
    await hear(page, /^Facts of 1 photo set right\.$/u)
    await page.getByRole('heading', { name: 'Without a place (2)' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: 'Without a place (3)' }).waitFor()

    await page.getByRole('button', { name: 'Choose all shown' }).press('Enter')
    await page.getByRole('button', { name: 'Type a town…' }).press('Enter')
    const field = page.getByRole('textbox', { name: 'Town or position' })
    await field.fill('Lissab')
    await page.getByRole('button', { name: 'Lisbon, Lisboa, Portugal' }).waitFor()
    expect(await runAxe(page)).toEqual([])
    await shoot(page, 'dialog')
    await field.press('Enter')
    await hear(page, /^Facts of 3 photos set right\.$/u)
    await page.getByText('Every photo has a place.').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('heading', { name: 'Without a place (3)' }).waitFor()

    await page.getByRole('button', { name: 'Draw an area' }).click()
    const box = (await map(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(box.x + 20, box.y + 140)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 20, box.y + box.height - 20, { steps: 4 })
    await page.mouse.up()
    await page
      .getByRole('button', { name: /in the map’s area/u })
      .first()
      .waitFor()
    await page.getByRole('heading', { level: 1, name: /^9 / }).waitFor()
    expect(complaints).toEqual([])
  })

  it('speaks German, is dark where the person wants it, names places and shows a photo’s own', async () => {
    const { page, complaints } = await open()
    await goTo(page, 'settings')
    await page.getByRole('combobox', { name: /^Language/u }).selectOption('de')
    await page.getByRole('combobox', { name: /^Farben/u }).selectOption('dark')
    await goTo(page, 'map')
    await page.getByRole('heading', { name: '9 Fotos im Ausschnitt der Karte' }).waitFor()
    await panel(page, /^Orte$/u).click()
    await page.getByRole('link', { name: 'Portugal 5' }).waitFor()
    await page.getByRole('link', { name: 'Deutschland 2' }).waitFor()
    await shoot(page, 'dark')
    expect(await runAxe(page)).toEqual([])
    await page.getByRole('button', { name: /^Portugal, 5 Fotos/u }).click()
    await panel(page, /^Im Ausschnitt$/u).click()
    await page.getByRole('heading', { name: '5 Fotos im Ausschnitt der Karte' }).waitFor()
    await panel(page, /lisbon5/u).click()
    await page.getByRole('link', { name: 'Auf der Karte zeigen' }).waitFor()
    await shoot(page, 'photo')
    expect(await runAxe(page)).toEqual([])
    await page.getByRole('link', { name: 'Auf der Karte zeigen' }).click()
    await page.getByRole('heading', { name: /im Ausschnitt der Karte/u }).waitFor()
    expect(complaints).toEqual([])
  })
})
