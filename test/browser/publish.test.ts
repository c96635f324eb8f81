import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { indexPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { focused, hear } from './spoken.ts'
import { createTargets, openIndexed, type OpenedApp, type Target } from './targets.ts'

/** Photos that may be written, with texts of the demo pack. */
async function openOwn(target: Target, count: number): Promise<OpenedApp & { readonly photos: readonly string[] }> {
  const [library, folder] = [scratchFolder(), scratchFolder()]
  await indexPhotos(folder, library, count)
  const opened = await target.open(library)
  await opened.page.getByText(`${count} photos`, { exact: true }).waitFor()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jpg'))
  return { ...opened, photos: names.map((name) => join(folder, name)) }
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Publish texts' })

const formOf = (page: Page) => page.getByRole('combobox', { name: 'How', exact: true })

/** Whether these words stand in the file's bytes. */
const holds = (path: string, words: string): boolean => readFileSync(path).includes(words)

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`publishing ${target.name}`, { timeout: 240_000 }, () => {
    afterAll(() => target.close())

    it('writes texts into the photos by keys alone, only after a yes, and writes back what was there', async () => {
      const { page, photos, complaints } = await openOwn(target, 6)
      const before = photos.map((path) => readFileSync(path))
      const words = 'A harbour at dusk.'
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press('e')
      await page.getByRole('textbox', { name: 'Alt text' }).fill(words)
      await page.keyboard.press('Control+Enter')
      await hear(page, /^Text saved\.$/u)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

      await page.keyboard.press('p')
      await dialogOf(page).waitFor()
      await formOf(page).focus()
      await page.keyboard.press('i') // "Into the photo files themselves"
      const start = dialogOf(page).getByRole('button', { name: /^Write into/u })
      await dialogOf(page).getByText('Say yes to that first.').waitFor()
      expect(await start.isDisabled()).toBe(true)
      await page.getByRole('checkbox', { name: 'Yes, write into my photo files' }).focus()
      await page.keyboard.press('Space')
      await expect.poll(() => start.isDisabled()).toBe(false)
      await start.focus()
      await page.keyboard.press('Enter')
      await hear(page, /^\d written/u)

      expect(await focused(page)).toMatch(/^p \d written/u)
      expect(photos.filter((path) => holds(path, words)).map((path) => basename(path))).toHaveLength(1)
      await dialogOf(page).getByRole('button', { name: 'Write back what stood there before' }).focus()
      await page.keyboard.press('Enter')
      await hear(page, /^\d taken back/u)
      expect(photos.map((path) => readFileSync(path).equals(before[photos.indexOf(path)] ?? Buffer.alloc(0)))).toEqual(
        photos.map(() => true),
      )
      expect(complaints).toEqual([])
    })

    it('makes a page of what is chosen, in a new folder, and counts what has no text', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      const to = join(scratchFolder(), 'page')
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('d')
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')
      await page.getByRole('button', { name: 'Publish…' }).click()
      await formOf(page).selectOption('page')
      await dialogOf(page).getByText('2 photos with a text').waitFor()
      expect(await dialogOf(page).getByRole('listitem').count()).toBe(2)
      await page.getByRole('textbox', { name: 'New folder' }).fill(to)
      await dialogOf(page).getByRole('button', { name: 'Make a page of 2 photos' }).click()

      await hear(page, /^2 written\.$/u)
      expect(readFileSync(join(to, 'index.html'), 'utf8').match(/<img [^>]*alt="[^"]+"/gu)).toHaveLength(2)
      expect(complaints).toEqual([])
    })

    it('has no accessibility violations, in both themes, in German and at 200 % zoom', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      const violations: string[] = []
      const check = async (what: string): Promise<void> => {
        for (const colorScheme of ['light', 'dark'] as const)
          for (const viewport of [
            { width: 1440, height: 900 },
            { width: 720, height: 450 },
          ]) {
            await page.emulateMedia({ colorScheme })
            await page.setViewportSize(viewport)
            for (const violation of await runAxe(page)) violations.push(`${what} ${colorScheme}: ${violation}`)
          }
      }
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('p')
      for (const form of ['files', 'copies', 'clipboard']) {
        await formOf(page).selectOption(form)
        await dialogOf(page).getByRole('listitem').first().waitFor()
        await check(form)
      }
      await formOf(page).selectOption('csv')
      await page.getByRole('textbox', { name: 'New file' }).fill(join(scratchFolder(), 'texts.csv'))
      await dialogOf(page).getByRole('button', { name: 'Write the table' }).click()
      await hear(page, /^1 written\.$/u)
      await check('result')

      expect(violations).toEqual([])
      expect(complaints).toEqual([])
    })
  })
}
