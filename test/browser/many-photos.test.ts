import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { focused, hear, lastSpoken } from './spoken.ts'
import { createTargets, openIndexed } from './targets.ts'

/** The number beside a link of the sidebar; none is shown as no number. */
async function counted(page: Page, name: RegExp): Promise<number> {
  return Number(/\d+/u.exec((await page.getByRole('link', { name }).textContent()) ?? '')?.[0] ?? 0)
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`acts in the window ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('ask before they change more than 50 photos, are told, and are taken back as a whole', async () => {
      const { page, complaints } = await openIndexed(target, 60)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Control+a')

      await page.keyboard.press('h')
      const question = page.getByRole('dialog', { name: 'Hide' })
      await question.getByText('Hide: this is for 60 photos. Go on?').waitFor()
      await question.getByRole('button', { name: 'Cancel' }).click()
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
      expect(await counted(page, /^Photos/u)).toBe(60)
      await page.keyboard.press('h')
      await question.getByRole('button', { name: 'Hide' }).click()
      await hear(page, /^60 photos hidden\.$/u)
      await expect.poll(() => counted(page, /^Hidden/u)).toBe(60)
      await page.getByRole('group', { name: 'What was done' }).getByRole('button', { name: 'Undo' }).click()
      await expect.poll(() => counted(page, /^Photos/u)).toBe(60)
      await expect.poll(() => counted(page, /^Hidden/u)).toBe(0)

      await hear(page, /^Taken back: 60 photos hidden\.$/u)
      expect(complaints).toEqual([])
    })

    it('say the other half where everything is hidden or a favourite already', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      const favourites = (): Promise<number> => counted(page, /^Favourites/u)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Control+a')

      await page.keyboard.press('f')
      await expect.poll(favourites).toBe(12)
      await page.keyboard.press('f')
      await expect.poll(favourites).toBe(0)
      await page.getByRole('button', { name: 'Hide', exact: true }).click()
      await expect.poll(() => counted(page, /^Hidden/u)).toBe(12)
      await page.getByRole('link', { name: /^Hidden/u }).click()
      await page.getByRole('button', { name: 'Select all', exact: true }).click()
      await page.getByRole('button', { name: 'Show again' }).click()

      await expect.poll(() => counted(page, /^Photos/u)).toBe(12)
      await hear(page, /^12 photos shown again\.$/u)
      expect(complaints).toEqual([])
    })

    it('go to the neighbour in the photo view, and the focus never falls to the page', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByRole('gridcell').nth(2).click()
      await page.getByText('3 of 12', { exact: true }).waitFor()

      await page.keyboard.press('h')
      await page.getByText('3 of 11', { exact: true }).waitFor()
      await hear(page, /3 of 11$/u)
      await page.keyboard.press('ArrowRight')
      await page.getByText('4 of 11', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
      await expect.poll(() => focused(page)).toMatch(/^gridcell/u)
      await page.keyboard.press('Space')
      await page.getByRole('button', { name: 'Hide', exact: true }).click()
      await hear(page, /^1 photo hidden\.$/u)

      await expect.poll(() => focused(page)).toMatch(/^gridcell/u)
      expect(complaints).toEqual([])
    })

    it('may be left while they are scrolled: what comes late from the page before is no complaint', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      const viewport = await page.getByRole('grid').evaluateHandle((grid) => grid.parentElement)
      await page.setViewportSize({ width: 700, height: 500 })
      await page.keyboard.press('/')
      await page.keyboard.type('harbour')
      await page.getByRole('heading', { level: 1, name: /harbour/u }).waitFor()

      await viewport.evaluate((element) => element?.dispatchEvent(new Event('scroll')))

      expect(complaints).toEqual([])
    })

    it('show stars and clear them, in a tile and in the photo view', async () => {
      const { page, complaints } = await openIndexed(target, 6)
      const first = page.getByRole('gridcell').first()
      await first.hover()

      await first.locator('[data-star="4"]').click()
      await first.getByText('4 stars').waitFor({ state: 'attached' })
      expect(await page.getByRole('dialog').count()).toBe(0)
      await first.locator('img').click()
      const stars = page.getByRole('group', { name: /^Stars: / })
      await page.getByRole('group', { name: 'Stars: 4 stars' }).waitFor()
      await stars.getByRole('button', { name: '4 stars' }).click()

      await page.getByRole('group', { name: 'Stars: No stars' }).waitFor()
      await hear(page, /^No stars for 1 photo\.$/u)
      expect(complaints).toEqual([])
    })

    it('are left behind with their page: no selection, and Ctrl+Z with nothing to take back stays where it is', async () => {
      const { page, complaints } = await openIndexed(target, 6)
      await page.getByRole('combobox', { name: 'Search photos' }).fill('in 2023')
      await page.getByRole('heading', { name: /photos? for/u }).waitFor()
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Space')
      await page.getByText('1 photo selected').first().waitFor()

      await page.getByRole('link', { name: 'Albums' }).click()
      await page.getByRole('heading', { name: 'Albums' }).waitFor()
      await page.keyboard.press('Control+z')
      await hear(page, /^Nothing to take back\.$/u)

      expect(await page.title()).toBe('Albums – Sightline')
      expect(await page.getByText('photo selected').count()).toBe(0)
      expect(await page.getByRole('option').count()).toBe(0)
      expect(complaints).toEqual([])
    })

    it('ask for a name when a search becomes an album, which is then called so, and made once', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      const box = page.getByRole('combobox', { name: 'Search photos' })
      await box.fill('in 2023')
      await page.keyboard.press('Escape') // the suggestions lie over the button
      await page.getByRole('button', { name: 'Save as album' }).click()

      await page.getByRole('textbox', { name: 'Name' }).fill('That year')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'That year' }).waitFor()
      await box.fill('in 2023')
      await page.keyboard.press('Escape') // the suggestions lie over the button
      await page.getByRole('button', { name: 'Save as album' }).click()
      await page.getByRole('heading', { name: 'That year' }).waitFor()
      await page.getByRole('link', { name: 'Albums' }).click()

      await expect.poll(() => page.getByRole('link', { name: /That year/u }).count()).toBe(1)
      expect(complaints).toEqual([])
    })

    it('are all in the menu of the photo view, by key and by the right button', async () => {
      const { page, complaints } = await openIndexed(target, 6)
      await page.getByRole('gridcell').first().click()
      await page.getByText('1 of 6', { exact: true }).waitFor()

      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem', { name: /^Add to album/u }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('menu').count()).toBe(0)
      expect(await page.getByRole('dialog').count()).toBe(1)
      await page.getByRole('dialog').getByRole('img').first().click({ button: 'right' })
      await page.getByRole('menuitem', { name: /^Favourite/u }).click()

      await hear(page, /^Now a favourite\.$/u)
      expect(await lastSpoken(page)).not.toBe('')
      expect(complaints).toEqual([])
    })
  })
}
