/** What is seen in a photo, offered as keywords and held against its text: never written unasked, undone in one step. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { things } from '../../electron/domain/things/vocabulary.ts'
import { copyIndexedLibrary } from '../browser/demo-library.ts'
import { findChromium } from '../browser/find-chromium.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from '../browser/open-window.ts'
import { runAxe } from '../browser/run-axe.ts'
import { demoPacks, openTestLibrary, temporaryFolder, type TestLibrary } from '../library/open-test-library.ts'

const count = 12
/** The library may have to be made first. */
const timeout = 240_000
const chromiumPath = findChromium()
const screenshots = process.env['SIGHTLINE_SCREENSHOTS']

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

const openDemo = (home: string): TestLibrary => openTestLibrary(home, { packFolders: [demoPacks], vocabulary: things })

/** The newest photo, in which something is surely seen, and a thing that is surely not. */
async function firstOf({ client }: TestLibrary) {
  const [first] = (await client.photos.list({ limit: 1 })).photos
  if (first === undefined) throw new Error('the library is empty')
  const photo = await client.photos.get({ photo: first.id })
  for (const absent of ['giraffe', 'penguin', 'tractor', 'elephant', 'snowman']) {
    const { hints } = await client.captions.seen({ photo: photo.id, text: `A ${absent} in the snow.` })
    if (hints.some(({ rule, words }) => rule === 'not-seen' && words === absent)) return { photo, absent }
  }
  throw new Error('nothing is surely absent')
}

describe('things seen in a photo', () => {
  it(
    'are offered as keywords in the language of the window, taken one by one, and given back',
    { timeout },
    async () => {
      const home = temporaryFolder()
      await copyIndexedLibrary(home, count)
      const library = openDemo(home)
      const { client } = library
      const { photo } = await firstOf(library)
      const [offer = '', ...rest] = photo.offeredKeywords ?? []
      await client.preferences.set({ language: 'de' })
      const german = (await client.photos.get({ photo: photo.id })).offeredKeywords ?? []
      await client.preferences.set({ language: 'en' })

      expect(photo.keywords).not.toContain(offer)
      expect(german).toHaveLength(rest.length + 1)
      expect(german).not.toEqual(photo.offeredKeywords)

      await client.photos.correct({ photos: [photo.id], addKeywords: [german[0] ?? ''] })
      const taken = await client.photos.get({ photo: photo.id })
      expect(taken.keywords).toEqual([...photo.keywords, german[0]])
      expect(taken.offeredKeywords).not.toContain(offer) // in either language it is the same
      await client.history.undo({})
      expect(await client.photos.get({ photo: photo.id })).toEqual(photo)
    },
  )

  it('are a hint about a text that says otherwise, which can be switched off', { timeout }, async () => {
    const home = temporaryFolder()
    await copyIndexedLibrary(home, count)
    const library = openDemo(home)
    const { client } = library
    const { photo, absent } = await firstOf(library)
    const before = (await client.captions.check({})).rules.find(({ rule }) => rule === 'not-seen')?.count ?? 0

    await client.captions.edit({ photo: photo.id, text: `A ${absent} in the snow.` })
    const report = await client.captions.check({})
    expect(report.rules.find(({ rule }) => rule === 'not-seen')?.count).toBe(before + 1)
    expect(report.photos.find((each) => each.photo === photo.id)?.hints).toContainEqual({
      rule: 'not-seen',
      words: absent,
    })
    const { text } = await client.captions.export({ photos: [photo.id], format: 'csv' })
    expect(text).toContain('not-seen')

    await client.preferences.set({ altTextRulesOff: ['not-seen', 'left-out'] })
    const silent = await client.captions.check({ photos: [photo.id] })
    expect(silent.rules.filter(({ rule }) => rule === 'not-seen' || rule === 'left-out')).toEqual([])
  })
})

describe.skipIf(chromiumPath === undefined)('the photo view', { timeout }, () => {
  it('offers what is seen as keywords by one key, and says below a text what is not seen', async () => {
    const home = scratchFolder()
    await copyIndexedLibrary(home, count)
    const library = openDemo(home)
    const { photo, absent } = await firstOf(library)
    const [offer = ''] = photo.offeredKeywords ?? []
    await library.close()
    const { page, complaints } = await openWindow(browser, await startTestHost(home))
    await page.getByRole('gridcell').first().click()
    const facts = page.getByRole('dialog').getByLabel('Facts')

    await facts.getByRole('button', { name: `Take “${offer}” as a keyword` }).focus()
    expect(await runAxe(page)).toEqual([])
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'offered-keywords.png') })
    await page.keyboard.press('Enter')
    await facts.getByRole('link', { name: `Search for ${offer}` }).waitFor()
    await facts.getByRole('button', { name: `Take “${offer}” as a keyword` }).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await facts.getByRole('button', { name: `Take “${offer}” as a keyword` }).waitFor()

    await page.keyboard.press('e')
    const field = page.getByRole('textbox', { name: 'Alt text' })
    await field.fill(`A ${absent} in the snow.`)
    await page.getByText(`“${absent}”: is it in the picture? It does not look so.`).waitFor()
    expect(await runAxe(page)).toEqual([])
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'not-seen.png') })
    expect(complaints).toEqual([])
  })
})
