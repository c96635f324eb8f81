/** A picture that changes under what people gave it: said, and settled by one button, by one key. */
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { drawPhotos, indexPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { hear } from './spoken.ts'
import { runAxe } from './run-axe.ts'
import { createTargets, type OpenedApp, type Target } from './targets.ts'

const drawn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jpg'))
    .sort()
    .map((path) => join(folder, path))

interface Changing extends OpenedApp {
  /** Somebody else saves another picture under the photo's name. */
  readonly change: () => void
}

/** One photo with a person's text and stars. */
async function openWorkedOn(target: Target): Promise<Changing> {
  const [library, photos, others] = [scratchFolder(), scratchFolder(), scratchFolder()]
  await indexPhotos(photos, library, 1)
  await drawPhotos(others, 9)
  const pictures = drawn(others).slice(1)
  const opened = await target.open(library)
  const { page } = opened
  await page.getByRole('gridcell').first().click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('4')
  await hear(page, /^4 stars for 1 photo\.$/u)
  await page.keyboard.press('e')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('My grandmother’s harbour.')
  await page.keyboard.press('Control+Enter')
  await hear(page, /^Text saved\.$/u)
  await page.getByText('Written by you').waitFor()
  return {
    ...opened,
    change() {
      const [photo = ''] = drawn(photos)
      const next = pictures.shift() ?? ''
      renameSync(next, photo)
    },
  }
}

const question = (page: Page) => page.getByRole('note', { name: /^The picture has changed/u })
const badge = async (page: Page): Promise<string> =>
  ((await page.locator('a[href="#/review"]').textContent()) ?? '').replace(/\D/gu, '')

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`a picture that changes ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('asks whether what people gave it still fits, and asks no more when they say so', async () => {
      const { page, change, complaints } = await openWorkedOn(target)
      expect(await question(page).count()).toBe(0)

      change()
      await question(page).waitFor()
      await expect.poll(() => badge(page)).toBe('1')
      const violations = await runAxe(page)
      await question(page).getByRole('button', { name: 'They fit' }).click()
      await hear(page, /^What you gave 1 photo still fits\.$/u)

      await expect.poll(() => question(page).count()).toBe(0)
      await expect.poll(() => badge(page)).toBe('')
      await page.getByText('My grandmother’s harbour.').first().waitFor()
      await page.keyboard.press('Control+z')
      await question(page).waitFor()
      await page.keyboard.press('a')
      await expect.poll(() => question(page).count()).toBe(0)
      await page.keyboard.press('Escape')
      await page.locator('a[href="#/review"]').click()
      await page.getByText('No text is in doubt.').waitFor()
      expect(violations).toEqual([])
      expect(complaints).toEqual([])
    })

    it('is settled on the desk by the key that accepts, and the queue is empty', async () => {
      const { page, change, complaints } = await openWorkedOn(target)
      await page.keyboard.press('Escape')
      await page.locator('a[href="#/review"]').click()
      await page.getByText('No text is in doubt.').waitFor()

      change()
      await question(page).waitFor()
      expect(await page.getByText('Written by you').count()).toBe(1)
      await page.getByRole('application').focus()
      await page.keyboard.press('a')

      await page.getByText('All of them are done.').first().waitFor()
      await expect.poll(() => badge(page)).toBe('')
      await page.reload()
      await page.getByText('No text is in doubt.').waitFor()
      expect(complaints).toEqual([])
    })
  })
}
