import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { drawPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { createTargets, openIndexed } from './targets.ts'

/** The place in the list of the photo that has the focus. */
const focusedPlace = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.activeElement?.getAttribute('data-index') ?? -1))

const allPicturesAreThere = (page: Page): Promise<boolean> =>
  page
    .getByRole('gridcell')
    .getByRole('img')
    .evaluateAll((images) => images.every((image) => image instanceof HTMLImageElement && image.complete))

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`the window ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('leads from the first run to the first hit', async () => {
      const photos = scratchFolder()
      await drawPhotos(photos, 30)
      const { page, complaints, addFolder } = await target.open()
      await page.getByRole('heading', { name: 'See what you have' }).waitFor()

      await addFolder(photos)
      await page.getByRole('gridcell').first().waitFor()
      await page.getByText('Everything is up to date.').waitFor({ timeout: 60_000 })
      await page.getByText('30 photos', { exact: true }).waitFor()
      const firstAlt = (): Promise<string | null> =>
        page.getByRole('gridcell').first().getByRole('img').getAttribute('alt')
      // Until the model has written it, a photo is named by its file.
      await expect.poll(firstAlt, { timeout: 20_000 }).not.toMatch(/\.jpg/u)
      const alt = await firstAlt()
      await page.keyboard.press('/')
      await page.keyboard.type(alt?.replace('.', '') ?? '')
      await page.getByRole('heading', { name: /photos? for/u }).waitFor()

      await expect.poll(firstAlt).toBe(alt)
      expect(await page.getByText('looks like it').count()).toBeGreaterThan(0)
      expect(complaints).toEqual([])
    })

    it('welcomes without accessibility violations', async () => {
      const { page, complaints } = await target.open()
      await page.getByRole('heading', { name: 'See what you have' }).waitFor()
      const violations: string[] = []

      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        violations.push(...(await runAxe(page)))
      }

      expect(violations).toEqual([])
      expect(complaints).toEqual([])
    })

    it('is walked by keyboard: move, select, open, close, and the focus comes back', async () => {
      const { page, complaints } = await openIndexed(target)
      await page.getByRole('gridcell').first().focus()

      await page.keyboard.press('ArrowRight')
      await expect.poll(() => focusedPlace(page)).toBe(1)
      await page.keyboard.press('End')
      await expect.poll(() => focusedPlace(page)).toBe(23)
      await page.keyboard.press('ArrowUp')
      await expect.poll(() => focusedPlace(page)).toBeLessThan(23)
      await page.keyboard.press('Home')
      await expect.poll(() => focusedPlace(page)).toBe(0)
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')
      await page.getByText('2 photos selected').first().waitFor()
      await page.keyboard.press('Control+a')
      await page.getByText('24 photos selected').first().waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByText('photos selected').count()).toBe(0)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: 'Photo' }).waitFor()
      await page.keyboard.press('ArrowRight')
      await page.getByText('3 of 24', { exact: true }).waitFor()
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

      await expect.poll(() => focusedPlace(page)).toBe(2)
      expect(complaints).toEqual([])
    })

    it('runs along the years when its line is pulled, and shows the pictures where the pull ends', async () => {
      const { page, complaints } = await openIndexed(target, 60)
      const years = page.getByRole('navigation', { name: 'Jump to a year' })
      const line = await years.boundingBox()
      if (line === null) throw new Error('the years are not shown')

      await page.mouse.move(line.x + 8, line.y + 4)
      await page.mouse.down()
      await page.mouse.move(line.x + 8, line.y + line.height, { steps: 25 })
      await years
        .locator('.month')
        .getByText(/^(?:[A-Z][a-z]+ )?\d{4}$/u)
        .waitFor()
      await page.mouse.up()

      const lastIsSeen = (): Promise<boolean> =>
        page.evaluate(() => {
          const last = document.querySelector('[data-index="59"]')
          const image = last?.querySelector('img')
          const isShown = image !== null && image !== undefined && image.complete && image.naturalWidth > 0
          return isShown && (last?.getBoundingClientRect().top ?? Infinity) < innerHeight
        })
      await expect.poll(lastIsSeen).toBe(true)
      expect(await years.locator('.month').count()).toBe(0)
      expect(complaints).toEqual([])
    })

    it('searches as one types: chips that can be removed, suggestions, and an honest no', async () => {
      const { page, complaints } = await openIndexed(target, 40)
      const box = page.getByRole('combobox', { name: 'Search photos' })

      await box.fill('camera:fuji 2023')
      await page.getByRole('button', { name: 'Remove “2023”' }).waitFor()
      await page.getByRole('button', { name: 'Remove “2023”' }).click()
      await expect.poll(() => box.inputValue()).toBe('camera:fuji')
      await box.fill('an elephant riding a submarine')
      await page.getByRole('heading', { name: /No good match/u }).waitFor()
      await page.getByText('The nearest ones, which probably do not fit:').waitFor()
      await box.fill('last sum')
      await page.getByRole('option', { name: /last summer/u }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')

      await expect.poll(() => box.inputValue()).toContain('summer')
      expect(complaints).toEqual([])
    })

    it('keeps a corrected alt text over a reload, and takes it back', async () => {
      const { page, complaints } = await openIndexed(target)
      await page.getByRole('gridcell').first().click()
      const panel = page.getByRole('region', { name: 'Alt text' })
      const proposed = await panel.locator('.text').textContent()

      await page.keyboard.press('e')
      await page.getByRole('textbox', { name: 'Alt text' }).fill('My grandmother’s harbour.')
      await page.keyboard.press('Control+Enter')
      await panel.getByText('Written by you').waitFor()
      await page.reload()
      await panel.getByText('My grandmother’s harbour.').waitFor()
      await panel.getByRole('button', { name: 'Take back' }).click()
      await panel.getByText('Written by a model').waitFor()

      expect(await panel.locator('.text').textContent()).toBe(proposed)
      expect(complaints).toEqual([])
    })

    it('keeps a text that is half-written, wherever one goes meanwhile', async () => {
      const { page, complaints } = await openIndexed(target)
      await page.getByRole('gridcell').first().click()
      const draft = page.getByRole('textbox', { name: 'Alt text' })
      await page.getByRole('dialog', { name: 'Photo' }).waitFor()
      await page.keyboard.press('e')
      await draft.fill('My grandmother’s har')

      await page.getByRole('button', { name: 'Next photo' }).click()
      await page.getByText('2 of 24', { exact: true }).waitFor()
      expect(await draft.count()).toBe(0)
      await page.getByRole('button', { name: 'Previous photo' }).click()
      await expect.poll(() => draft.inputValue()).toBe('My grandmother’s har')
      await page.reload()
      await expect.poll(() => draft.inputValue()).toBe('My grandmother’s har')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.reload()
      await page.getByText('1 of 24', { exact: true }).waitFor()

      expect(await draft.count()).toBe(0)
      expect(complaints).toEqual([])
    })

    it('puts selected photos into a new album, shown in every window', async () => {
      const { page, complaints, openAnother } = await openIndexed(target)
      const other = (await openAnother?.()) ?? { page, complaints: [] }
      const showAlbums = (): Promise<void> => other.page.getByRole('link', { name: 'Albums' }).click()
      if (other.page !== page) await showAlbums()
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')

      await page.getByRole('button', { name: 'Add to album' }).click()
      await page.getByRole('textbox', { name: 'New album' }).fill('The best')
      await page.getByRole('button', { name: 'Save' }).click()

      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
      if (other.page === page) await showAlbums()
      await other.page.getByRole('link', { name: /The best/u }).waitFor()
      await other.page.getByRole('link', { name: /The best/u }).click()
      await other.page.getByRole('heading', { name: 'The best' }).waitFor()
      await expect.poll(() => other.page.getByRole('gridcell').count()).toBe(2)
      expect([...complaints, ...other.complaints]).toEqual([])
    })

    it('lists a file that cannot be read, with the reason and what to do, in German too', async () => {
      const photos = scratchFolder()
      await drawPhotos(photos, 4)
      mkdirSync(join(photos, 'broken'))
      writeFileSync(join(photos, 'broken', 'torn.jpg'), 'not a picture at all')
      const { page, complaints, addFolder } = await target.open()

      await addFolder(photos)
      await page.getByText('Everything is up to date.').waitFor({ timeout: 60_000 })
      await page.getByRole('link', { name: /Problems/u }).click()

      const row = page.getByRole('row', { name: /torn\.jpg/u })
      await row.waitFor()
      expect(await row.getByRole('cell').nth(1).textContent()).not.toBe('')
      const reason = (await row.getByRole('cell').first().textContent())?.trim() ?? 'none'
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('combobox', { name: 'Language' }).selectOption('de')
      await page.getByRole('link', { name: /Probleme/u }).click()
      await row.getByText(/^Dieses Format wird nicht verstanden|^Die Datei ist beschädigt/u).waitFor()
      expect(await row.locator('[lang="en"]').textContent()).toBe(reason)
      expect(complaints).toEqual([])
    })

    it('stays usable when the engine is killed, says so, and goes on', async () => {
      const { page, killEngine, complaints } = await openIndexed(target)
      const box = page.getByRole('combobox', { name: 'Search photos' })
      // A picture asked for while the engine is away is a complaint of the browser's, and none of ours.
      await expect.poll(() => allPicturesAreThere(page)).toBe(true)

      killEngine()
      await page.getByText('The engine runs again.').waitFor({ state: 'attached', timeout: 30_000 })
      const meanwhile = [...complaints]
      await box.fill('in 2023')
      await page.getByRole('heading', { name: /photos? for/u }).waitFor()

      expect(await page.getByRole('gridcell').count()).toBeGreaterThan(0)
      expect(meanwhile.filter((each) => !each.includes('Failed to load resource'))).toEqual([])
      expect(complaints.slice(meanwhile.length)).toEqual([])
    })

    it('has no accessibility violations on any screen, in both themes, and at 200 % zoom', async () => {
      const { page, complaints } = await openIndexed(target)
      const [photo] = await page.getByRole('gridcell').all()
      await photo?.click()
      const photoAddress = await page.evaluate(() => window.location.hash)
      const screens = [
        '#/photos',
        photoAddress,
        '#/search/a%20house',
        '#/albums',
        '#/failures',
        '#/doubles/exact',
        '#/settings',
        '#/hidden',
      ]
      const violations: string[] = []

      for (const colorScheme of ['light', 'dark'] as const)
        for (const viewport of [
          { width: 1440, height: 900 },
          { width: 720, height: 450 },
        ]) {
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize(viewport)
          for (const hash of screens) {
            await page.evaluate((to) => {
              window.location.hash = to
            }, hash)
            await page.waitForLoadState('networkidle')
            for (const violation of await runAxe(page))
              violations.push(`${hash} ${colorScheme} ${viewport.width}: ${violation}`)
          }
          for (const [name, opened] of Object.entries(overlays)) {
            await opened(page)
            for (const violation of await runAxe(page))
              violations.push(`${name} ${colorScheme} ${viewport.width}: ${violation}`)
            await page.keyboard.press('Escape')
            await page.keyboard.press('Escape')
          }
        }

      expect(violations).toEqual([])
      expect(complaints).toEqual([])
    })

    it('speaks German when asked to', async () => {
      const { page } = await openIndexed(target, 4)
      await page.getByRole('link', { name: 'Settings' }).click()

      await page.getByRole('combobox', { name: 'Language' }).selectOption('de')

      await page.getByRole('heading', { name: 'Einstellungen' }).waitFor()
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
    })
  })
}

/** What lies over a screen for a while: each begins at the timeline. */
const overlays: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async 'the list of keys'(page) {
    await page.getByRole('link', { name: /^Photos/u }).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  },
  async 'a selection'(page) {
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('Space')
    await page.getByRole('toolbar').waitFor()
  },
  async 'a context menu'(page) {
    await page.getByRole('gridcell').first().click({ button: 'right' })
    await page.getByRole('menu').waitFor()
  },
  async suggestions(page) {
    await page.keyboard.press('/')
    await page.keyboard.type('last sum')
    await page.getByRole('option').first().waitFor()
  },
  async 'a new album'(page) {
    await page.getByRole('link', { name: 'Albums' }).click()
    await page.getByRole('button', { name: 'New smart album' }).click()
    await page.getByRole('dialog').waitFor()
  },
  async 'photos compared'(page) {
    await page.getByRole('link', { name: /^Photos/u }).click()
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('c')
    await page.getByRole('dialog').waitFor()
  },
  async 'what is left out'(page) {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: /^Leave out…/u }).click()
    await page.getByRole('dialog').waitFor()
  },
}
