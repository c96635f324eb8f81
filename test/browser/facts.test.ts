/** What people set right about photos: shown after a reload, found by search, taken back. */
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { runAxe } from './run-axe.ts'
import { hear } from './spoken.ts'
import { createTargets, openIndexed } from './targets.ts'

const facts = (page: Page) => page.getByRole('dialog').getByLabel('Facts')

async function set(page: Page, fact: string, text: string): Promise<void> {
  await page.getByRole('button', { name: `Edit: ${fact}` }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: fact, exact: true }).fill(text)
  await page.keyboard.press(fact === 'Keywords' ? 'Control+Enter' : 'Enter')
}

/** How many photos a search finds. */
async function found(page: Page, words: string): Promise<number> {
  await page.goto(`${page.url().replace(/#.*$/u, '')}#/search/${encodeURIComponent(words)}`)
  const heading = page.getByRole('heading', { level: 1, name: words })
  await heading.waitFor()
  return Number(/^\d+/u.exec((await heading.textContent()) ?? '')?.[0] ?? 0)
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`facts that people set right ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('are shown after a reload and found by search, and Ctrl+Z takes them back', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByRole('gridcell').first().click()
      await facts(page).waitFor()

      await set(page, 'Title', 'Regatta')
      await facts(page).getByText('Regatta').waitFor()
      await set(page, 'Keywords', 'sails\ncousins')
      await facts(page).getByRole('link', { name: 'Search for cousins' }).waitFor()
      await set(page, 'Coordinates', 'somewhere')
      await hear(page, /^This is no place on the map/u)
      await page.getByRole('textbox', { name: 'Coordinates' }).fill('48.1371, 11.5754')
      await page.keyboard.press('Enter')
      await facts(page).getByText('48.13710, 11.57540').waitFor()
      await facts(page).getByText('Munich').waitFor()
      await set(page, 'Taken', '1987-06')
      await facts(page).getByText('June 1987').waitFor()
      await page.reload()
      await facts(page).getByText('June 1987').waitFor()
      await facts(page).getByText('Regatta').waitFor()
      await facts(page).getByText('set by you, the month is known').waitFor()
      await page.keyboard.press('Escape')

      for (const words of ['keyword:"cousins"', 'city:"Munich"', 'June 1987'])
        await expect.poll(() => found(page, words), { message: words }).toBe(1)
      for (let left = 4; left > 0; left -= 1) {
        await page.keyboard.press('Control+z')
        await hear(page, new RegExp(`^Taken back: Facts of 1 photo set right\\.\u{200B}?$`, 'u'))
        if (left === 4) await page.getByText('No good match for “June 1987”.').first().waitFor()
      }
      expect(complaints).toEqual([])
    })

    it('have the language that a person chooses, where the words do not tell it', async () => {
      const { page, complaints } = await openIndexed(target)
      await page.getByRole('gridcell').first().click()
      const panel = page.getByRole('region', { name: 'Alt text' })
      await panel.waitFor()
      await page.keyboard.press('e')
      await page.getByRole('textbox', { name: 'Alt text' }).fill('Gare Saint-Lazare.')

      await page.getByRole('combobox', { name: 'Language of the text' }).selectOption({ label: 'French' })
      await page.getByRole('button', { name: 'Save' }).click()
      await panel.getByText('In French').waitFor()
      await page.reload()
      await panel.getByText('In French').waitFor()

      expect(await panel.locator('.text').getAttribute('lang')).toBe('fr')
      expect(complaints).toEqual([])
    })

    it('get back what the file says, and keywords come to a whole selection', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Shift+F10')
      await page.getByRole('menuitem', { name: 'Add keywords…' }).click()
      await page.getByRole('textbox', { name: 'Keywords' }).fill('holiday, cousins')
      await page.getByRole('button', { name: 'Add to 3 photos' }).click()
      await hear(page, /^Facts of 3 photos set right\.$/u)
      await expect.poll(() => found(page, 'keyword:"cousins"')).toBe(3)

      await page.getByRole('gridcell').first().click()
      await facts(page).getByRole('link', { name: 'Search for cousins' }).waitFor()
      expect(await runAxe(page)).toEqual([])
      await set(page, 'Title', 'Regatta')
      expect(await runAxe(page)).toEqual([])
      await facts(page).getByText('Regatta').waitFor()
      await page.getByRole('button', { name: 'Take back: Title' }).click()
      await expect.poll(() => facts(page).getByText('Regatta').count()).toBe(0)
      await page.getByRole('button', { name: 'Take back: Keywords' }).click()
      await page.keyboard.press('Escape')

      await expect.poll(() => found(page, 'keyword:"cousins"')).toBe(2)
      expect(complaints).toEqual([])
    })
  })
}
