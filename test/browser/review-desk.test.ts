import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { runAxe } from './run-axe.ts'
import { focused, hear } from './spoken.ts'
import { createTargets, openIndexed } from './targets.ts'

/** How many photos the link to the desk counts; none is shown as no number. */
async function badge(page: Page): Promise<number> {
  const text = await page.getByRole('link', { name: /^Needs review/u }).textContent()
  return Number(/\d+/u.exec(text ?? '')?.[0] ?? 0)
}

/** How many photos are on the desk. */
async function openDesk(page: Page): Promise<number> {
  await page.getByRole('link', { name: /^Needs review/u }).click()
  const position = page.getByText(/^1 of \d+ · \d+ left$/u)
  await position.waitFor()
  const count = Number(/of (\d+)/u.exec((await position.textContent()) ?? '')?.[1])
  await expect.poll(() => badge(page)).toBe(count)
  return count
}

const left = (page: Page, count: number): Promise<void> =>
  page.getByText(new RegExp(`^\\d+ of \\d+ · ${count} left$`, 'u')).waitFor()

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`the review desk ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('is worked through by keys alone, and the queue empties everywhere', async () => {
      const { page, complaints } = await openIndexed(target, 40)
      const count = await openDesk(page)
      expect(count).toBeGreaterThan(3)
      await hear(page, /1 of \d+ · \d+ left$/u)
      expect(await focused(page)).toMatch(/^application /u)

      await page.keyboard.press('a')
      await left(page, count - 1)
      await hear(page, new RegExp(`2 of ${count} · ${count - 1} left$`, 'u'))
      await page.keyboard.press('d')
      await left(page, count - 2)
      await page.keyboard.press('e')
      await page.keyboard.type('My grandmother’s harbour.')
      await page.keyboard.press('Control+Enter')
      await left(page, count - 3)

      expect(await focused(page)).toMatch(/^application /u)
      await expect.poll(() => badge(page)).toBe(count - 3)
      await page.keyboard.press('Control+z')
      await hear(page, /^Taken back: Text saved\.$/u)
      await left(page, count - 2)
      await page.keyboard.press('Control+Shift+z')
      await left(page, count - 3)
      for (let rest = count - 3; rest > 0; rest -= 1) {
        await page.keyboard.press('a')
        await expect.poll(() => badge(page)).toBe(rest - 1)
      }
      await page.getByText('All of them are done.').first().waitFor()
      await page.reload()
      await page.getByText('No text is in doubt.').waitFor()
      expect(complaints).toEqual([])
    })

    it('shows another wording beside the old one, and changes nothing until it is taken', async () => {
      const { page, complaints } = await openIndexed(target, 24)
      const count = await openDesk(page)
      const field = page.getByRole('textbox', { name: 'Alt text' })
      const before = await field.inputValue()

      await page.keyboard.press('r')
      await hear(page, /^The model would say: /u)
      await page.getByRole('group', { name: 'The model would say' }).waitFor()

      expect(await field.inputValue()).toBe(before)
      expect(await badge(page)).toBe(count)
      expect(await focused(page)).toMatch(/^application /u)
      expect(complaints).toEqual([])
    })

    it('takes the language of a text by keys alone, and a text that is right but for it is the person’s then', async () => {
      const { page, complaints } = await openIndexed(target, 24)
      const count = await openDesk(page)
      const text = await page.getByRole('textbox', { name: 'Alt text' }).inputValue()

      await page.keyboard.press('e')
      await page.keyboard.press('Tab')
      expect(await focused(page)).toMatch(/^select Told by its words/u)
      await page.keyboard.type('French')
      await page.keyboard.press('Control+Enter')
      await left(page, count - 1)
      await page.keyboard.press('k')
      await page.keyboard.press('Enter')

      const panel = page.getByRole('dialog').getByRole('region', { name: 'Alt text' })
      await panel.getByText('In French').waitFor()
      expect(await panel.locator('.text').textContent()).toContain(text)
      expect(await panel.locator('.text').getAttribute('lang')).toBe('fr')
      expect(complaints).toEqual([])
    })

    it('leaves the arrow keys to a text that is written beside a magnified picture', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await openDesk(page)
      const field = page.getByRole('textbox', { name: 'Alt text' })
      const before = await field.inputValue()
      await page.keyboard.press('+')

      await page.keyboard.press('e')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.type('!')

      expect(await field.inputValue()).toBe(`${before.slice(0, -1)}!${before.slice(-1)}`)
      expect(complaints).toEqual([])
    })

    it('is left and come back to without a wrong step: skip, back, open, close, the long description', async () => {
      const { page, complaints } = await openIndexed(target, 40)
      await openDesk(page)

      await page.keyboard.press('j')
      await hear(page, /2 of \d+/u)
      await page.keyboard.press('k')
      await hear(page, /1 of \d+/u)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: /^Photo: / }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
      await expect.poll(() => focused(page)).toMatch(/^application /u)
      await page.keyboard.press('l')
      await expect.poll(() => focused(page)).toBe('textarea Description')
      await page.keyboard.press('Escape')

      await expect.poll(() => focused(page)).toMatch(/^application /u)
      expect(complaints).toEqual([])
    })

    it('gives hints while one writes, which lock nothing and can be switched off', async () => {
      const { page, complaints } = await openIndexed(target, 24)
      await openDesk(page)
      const hints = page.getByRole('list', { name: 'Hints about this text' })

      await page.keyboard.press('e')
      await page.keyboard.type('Photo of a harbour')
      await hints.getByText('“Photo of” can go').waitFor()
      await hints.getByText('A full stop at the end').waitFor()
      expect(await page.getByRole('textbox', { name: 'Alt text' }).getAttribute('aria-describedby')).toBe(
        await hints.getAttribute('id'),
      )
      await page.keyboard.press('Control+Enter')
      await hear(page, /2 of \d+/u)

      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByText('Hints about alt text, while').click()
      await page.getByRole('checkbox', { name: 'No full stop at the end' }).uncheck()
      await openDesk(page)
      await page.keyboard.press('e')
      await page.keyboard.type('Photo of a boat')
      await hints.getByText('“Photo of” can go').waitFor()
      expect(await hints.getByText('A full stop at the end').count()).toBe(0)
      expect(complaints).toEqual([])
    })

    it('has no accessibility violations, in both themes and at 200 % zoom', async () => {
      const { page, complaints } = await openIndexed(target, 24)
      await openDesk(page)
      await page.keyboard.press('r')
      await page.getByRole('group', { name: 'The model would say' }).waitFor()
      await page.keyboard.press('l')
      const violations: string[] = []

      for (const colorScheme of ['light', 'dark'] as const)
        for (const viewport of [
          { width: 1440, height: 900 },
          { width: 720, height: 450 },
        ]) {
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize(viewport)
          for (const violation of await runAxe(page)) violations.push(`${colorScheme} ${viewport.width}: ${violation}`)
        }

      expect(violations).toEqual([])
      expect(complaints).toEqual([])
    })
  })
}
