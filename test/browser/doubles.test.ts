import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { drawPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { focused, hear } from './spoken.ts'
import { createTargets, type OpenedApp, type Target } from './targets.ts'

/** A dozen drawn photos: one of them copied, and two of them here in a smaller version. */
async function openWithDoubles(target: Target): Promise<OpenedApp & { readonly folder: string }> {
  const [drawn, folder] = [scratchFolder(), scratchFolder()]
  await drawPhotos(drawn, 12)
  const paths = readdirSync(drawn, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.jpg'))
  const names = paths.toSorted().map((path, index) => {
    copyFileSync(join(drawn, path), join(folder, `${index}.jpg`))
    return join(folder, `${index}.jpg`)
  })
  const [first = '', second = '', third = ''] = names
  copyFileSync(first, join(folder, '0 (1).jpg'))
  for (const [index, path] of [second, third].entries())
    await sharp(path)
      .resize(480)
      .keepExif()
      .jpeg()
      .toFile(join(folder, `small ${index}.jpg`))
  const opened = await target.open()
  await opened.addFolder(folder)
  await opened.page.getByText('Everything is up to date.').waitFor()
  await opened.page.getByText('14 photos', { exact: true }).waitFor()
  return { ...opened, folder }
}

const groups = (page: Page, count: number): Promise<void> =>
  expect.poll(() => page.getByRole('group', { name: /^Group \d/u }).count()).toBe(count)

async function openList(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('link', { name: 'Doubles' }).click()
  await page.getByRole('link', { name }).click()
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`the page of doubles ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('shows three lists, says how many are in each and why one is the best, to everybody', async () => {
      const { page, complaints } = await openWithDoubles(target)

      await openList(page, /^Exact copies/u)
      await hear(page, /^Exact copies: 1 group$/u)
      await groups(page, 1)
      expect(await runAxe(page)).toEqual([])
      await page.getByRole('link', { name: /^Same shot/u }).click()
      await hear(page, /^Same shot: 2 groups$/u)
      await groups(page, 2)
      expect(await page.getByText('Best: most pixels.').count()).toBe(2)
      expect(await runAxe(page)).toEqual([])
      await page.getByRole('link', { name: /^Similar/u }).click()
      await hear(page, /^Similar: |^No bursts/u)
      expect(await runAxe(page)).toEqual([])

      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
      await page.getByRole('link', { name: 'Doppelte' }).click()
      await page.getByRole('link', { name: /^Dieselbe Aufnahme/u }).click()
      await hear(page, /^Dieselbe Aufnahme: 2 Gruppen$/u)
      expect(await page.getByText('Bestes: die meisten Bildpunkte.').count()).toBe(2)
      expect(complaints).toEqual([])
    })

    it('is worked through by keys alone: choose, gather, no doubles, and back', async () => {
      const { page, complaints } = await openWithDoubles(target)
      await openList(page, /^Same shot/u)
      await groups(page, 2)
      const kept = page.getByRole('group', { name: /^Group 1/u }).getByRole('radio', { checked: true })

      await kept.focus()
      const before = await focused(page)
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => focused(page)).not.toBe(before)
      await page.keyboard.press('g')
      await hear(page, /^Texts, stars, albums and keywords are with the photo that is kept\./u)
      await page.keyboard.press('j')
      await page.keyboard.press('n')
      await hear(page, /^2 photos: no doubles/u)
      await groups(page, 1)
      expect(await focused(page)).toMatch(/^input /u)
      await page.keyboard.press('Control+z')
      await hear(page, /^Taken back: 2 photos: no doubles/u)
      await groups(page, 2)
      expect(complaints).toEqual([])
    })

    it('clears the others away: to the trash of the system, or out of sight where there is none', async () => {
      const { page, complaints, folder } = await openWithDoubles(target)
      const isDesktop = target.name.startsWith('on the desktop')
      const isThere = (): boolean => existsSync(join(folder, '0 (1).jpg')) && existsSync(join(folder, '0.jpg'))

      await openList(page, /^Same shot/u)
      await groups(page, 2)
      await page
        .getByRole('group', { name: /^Group 1/u })
        .getByRole('radio', { checked: true })
        .focus()
      await page.keyboard.press('Enter')
      if (isDesktop) await page.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click()
      await hear(page, isDesktop ? /^1 file moved to the trash/u : /^1 photo hidden\./u)
      await groups(page, 1)
      await page.getByRole('link', { name: /^Exact copies/u }).click()
      await groups(page, 1)
      const clear = page.getByRole('button', { name: /^Keep this(?: one)?, /u }).first()

      // Copies of one photo cannot be hidden without the photo.
      expect(await clear.isEnabled()).toBe(isDesktop)
      if (isDesktop) {
        await clear.click()
        await page.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click()
        await page.getByText('No photo is here twice.').waitFor()
      }
      expect(isThere()).toBe(!isDesktop)
      expect(complaints).toEqual([])
    })
  })
}
