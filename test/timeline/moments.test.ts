/** Moments as a mode of the timeline: every photo once, under the name of its occasion; by keyboard, in both languages. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'
import { launchBrowser, openWindow, patienceMs, scratchFolder, startTestHost } from '../browser/open-window.ts'
import { runAxe } from '../browser/run-axe.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from '../library/open-test-library.ts'
import { corpus } from '../media/corpus.ts'
import { momentRuns } from '../../renderer/grid/group-days.ts'

const chromiumPath = findChromium()
const screenshots = process.env['SIGHTLINE_SCREENSHOTS']
const timeout = 240_000

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

describe('a timeline by moments', () => {
  it('has the days of each moment inside it, and days for what is in none', () => {
    const days = [
      { day: '2023-06-07', count: 3 },
      { day: '2023-06-03', count: 4 },
      { day: '2023', count: 2 },
      { day: '', count: 1 },
    ]
    const before = structuredClone(days)

    const runs = momentRuns(days, [{ title: 'Tea', count: 1 }, { title: 'Lisbon', count: 6 }, { count: 3 }])

    expect(runs).toEqual([
      { title: 'Tea', day: '2023-06-07', count: 1 },
      {
        ...{ title: 'Lisbon', day: '2023-06-07', count: 6 },
        days: [
          { day: '2023-06-07', count: 2 },
          { day: '2023-06-03', count: 4 },
        ],
      },
      { day: '2023', count: 2 },
      { day: '', count: 1 },
    ])
    expect(days).toEqual(before)
  })

  it('tells all photos of a set in their order, in the language of the window', async () => {
    const photos = temporaryFolder()
    const taken = ['2019-12-24T17:00:00', '2019-12-24T18:00:00', '2020-02-01T10:00:00', undefined]
    for (const [index, each] of taken.entries())
      putFile(
        join(photos, `${index}.jpg`),
        await drawPicture({ seed: index + 1, ...(each === undefined ? {} : { taken: each }) }),
      )
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
    await client.index.run({ folders: [photos] })

    const { ids, moments } = await client.photos.momentTimeline({ kind: 'everything' })
    await client.preferences.set({ language: 'de' })
    const german = (await client.photos.momentTimeline({ kind: 'everything' })).moments

    expect(ids).toEqual((await client.photos.timeline({ kind: 'everything' })).ids)
    expect(moments).toEqual([
      { title: '1 February 2020', count: 1 },
      { title: 'Christmas 2019', count: 2 },
      { count: 1 },
    ])
    expect(german[1]).toEqual({ title: 'Weihnachten 2019', count: 2 })
    expect((await client.photos.momentTimeline({ kind: 'recent' })).moments).toEqual([])
  })
})

const canRun = chromiumPath !== undefined && corpus !== undefined
describe.skipIf(!canRun)('moments of the made-up library, in the window', { timeout }, () => {
  it('are a mode of the timeline, are kept in mind, and lead on from Explore to their photos', async () => {
    const home = scratchFolder()
    const library = openTestLibrary(home, { packFolders: [] })
    await library.client.index.run({ folders: [join(corpus ?? '', 'library_sim/photos')] })
    const told = await library.client.photos.momentTimeline({ kind: 'everything' })
    const { moments, total } = await library.client.moments.list({ limit: 1000 })
    await library.close()
    const titles = told.moments.flatMap(({ title }) => title ?? [])
    expect([...new Set(titles)].sort()).toEqual([...new Set(moments.map(({ title }) => title))].sort())
    expect(titles).toHaveLength(total) // each in one piece
    expect(told.moments.reduce((sum, { count }) => sum + count, 0)).toBe(told.ids.length)

    const { page, complaints } = await openWindow(browser, await startTestHost(home, { pack: 'none' }))
    const headings = page.getByRole('rowheader').getByRole('heading')
    await page.getByRole('radio', { name: 'All', exact: true }).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.getByRole('radio', { name: 'Moments' }).isChecked()).toBe(true)
    await expect.poll(() => headings.first().textContent(), { timeout: patienceMs }).toBe(titles[0])
    expect(await headings.nth(1).textContent()).toBe(titles[1])
    expect(await runAxe(page)).toEqual([])
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'moments-mode.png') })

    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('End')
    await expect.poll(() => headings.allTextContents()).toContain(titles.at(-1))
    await page.reload()
    await expect.poll(() => headings.first().textContent(), { timeout: patienceMs }).toBe(titles[0])

    const [newest] = moments
    await page.getByRole('link', { name: 'Explore' }).click()
    const tile = page.getByRole('region', { name: 'Moments' }).getByRole('listitem').first().getByRole('link')
    await tile.waitFor()
    expect(await tile.textContent()).toContain(newest?.title)
    expect(await page.getByRole('region', { name: 'Countries' }).getByRole('link').count()).toBeGreaterThan(3)
    expect(await runAxe(page)).toEqual([])
    await tile.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: new RegExp(`^${newest?.photos ?? 0} photos? for`, 'u') }).waitFor()

    await page.goto(`${page.url().split('#')[0] ?? ''}#/settings`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
    await page.getByRole('link', { name: /^Fotos/u }).click()
    await expect
      .poll(() => page.getByRole('radio', { name: 'Momente' }).isChecked(), { timeout: patienceMs })
      .toBe(true)
    await page.getByRole('button', { name: 'Alle Momente' }).click()
    await page.getByRole('heading', { level: 1, name: 'Momente' }).waitFor()
    expect(complaints).toEqual([])
  })
})
