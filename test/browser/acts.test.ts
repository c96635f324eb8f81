import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { createTargets, openIndexed } from './targets.ts'

/** Alt texts of the photos shown, in order. */
const shownAlts = (page: Page): Promise<(string | null)[]> =>
  page
    .getByRole('gridcell')
    .getByRole('img')
    .evaluateAll((images) => images.map((image) => image.getAttribute('alt')))

/** Drops a file on an element as a file manager does. */
async function dropFile(page: Page, selector: string, file: { name: string; type: string; bytes: Buffer }) {
  await page.evaluate(
    ({ to, name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], name, { type }))
      const target = document.querySelector(to)
      for (const kind of ['dragover', 'drop'])
        target?.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { to: selector, name: file.name, type: file.type, base64: file.bytes.toString('base64') },
  )
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`what a person does in the window ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('leaves photos out by pattern, and takes them in again', async () => {
      const { page, photos, complaints } = await openIndexed(target, 12)
      const [folder = ''] = readdirSync(photos)
      const [year = ''] = readdirSync(join(photos, folder))
      await page.getByRole('link', { name: 'Settings' }).click()

      await page.getByRole('button', { name: `Leave out… ${photos}` }).click()
      await page.getByRole('textbox', { name: 'One pattern a line' }).fill(`${folder}/${year}/**`)
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByText('1 pattern left out').waitFor()
      await page.getByRole('link', { name: /^Photos/u }).click()
      await expect.poll(() => page.getByText('12 photos', { exact: true }).count(), { timeout: 20_000 }).toBe(0)
      await page.getByRole('link', { name: 'Settings' }).click()
      await page.getByRole('button', { name: `1 pattern left out ${photos}` }).click()
      await page.getByRole('textbox', { name: 'One pattern a line' }).fill('')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('link', { name: /^Photos/u }).click()

      await page.getByText('12 photos', { exact: true }).waitFor({ timeout: 20_000 })
      expect(complaints).toEqual([])
    })

    it('finds a folder in the folders that hold it, by keys', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByRole('link', { name: 'Albums' }).click()
      const year = page.getByRole('button', { name: 'Folders in 2022' })
      await year.waitFor()
      expect(await page.getByRole('link', { name: /^2022-\d\d / }).count()).toBe(0)

      await year.focus()
      await page.keyboard.press('Enter')
      expect(await year.getAttribute('aria-expanded')).toBe('true')
      const first = page.getByRole('link', { name: /^2022-\d\d / }).first()
      const count = Number(/(\d+)$/u.exec((await first.textContent())?.trim() ?? '')?.[1])
      await page.keyboard.press('Tab') // the year itself
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')

      await page.getByText(count === 1 ? '1 photo' : `${count} photos`, { exact: true }).waitFor()
      expect(complaints).toEqual([])
    })

    it('takes back, after the window was opened anew, what was done before, and does it again', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByText('12 photos', { exact: true }).waitFor()
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('h')
      await page.getByText('10 photos', { exact: true }).waitFor()

      await page.reload()
      await page.getByText('10 photos', { exact: true }).waitFor()
      await page.keyboard.press('Control+z')
      await page.getByText('12 photos', { exact: true }).waitFor()
      await page.getByText('Taken back: 2 photos hidden.').first().waitFor()
      await page.keyboard.press('Control+Shift+z')
      await page.getByText('10 photos', { exact: true }).waitFor()
      expect(complaints).toEqual([])
    })

    it('puts the photos of an album in another order, by keyboard, for good', async () => {
      const { page, complaints } = await openIndexed(target, 12)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Shift+ArrowRight')
      await page.getByRole('button', { name: 'Add to album' }).click()
      await page.getByRole('textbox', { name: 'New album' }).fill('In order')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByText('photos selected').count()).toBe(0)
      await page.getByRole('link', { name: 'Albums' }).click()
      await page.getByRole('link', { name: /In order/u }).click()
      await page.getByRole('heading', { name: 'In order' }).waitFor()
      await expect.poll(() => page.getByRole('gridcell').count()).toBe(3)
      const before = await shownAlts(page)

      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Alt+ArrowRight')
      const wanted = [before[1], before[0], before[2]]
      await expect.poll(() => shownAlts(page)).toEqual(wanted)
      await page.reload()

      await expect.poll(() => page.getByRole('gridcell').count()).toBe(3)
      expect(await shownAlts(page)).toEqual(wanted)
      expect(complaints).toEqual([])
    })

    it('finds photos like a picture dropped on the search box, and says so when it cannot show it', async () => {
      const { page, photos, complaints } = await openIndexed(target, 12)
      const name =
        readdirSync(photos, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith('.jpg')) ?? ''
      const bytes = readFileSync(join(photos, name))

      await dropFile(page, '[role="search"]', { name: 'dropped.jpg', type: 'image/jpeg', bytes })
      await page.getByRole('heading', { name: 'Photos like the picture you dropped' }).waitFor()
      await page
        .getByText(/similar, (?:9\d|100) %/u)
        .first()
        .waitFor()
      await dropFile(page, '[role="search"]', { name: 'odd.cr3', type: 'image/x-canon-cr3', bytes: Buffer.from('RAW') })

      await page.getByRole('alert').getByText('odd.cr3 cannot be shown here').waitFor()
      expect(complaints).toEqual([])
    })
  })
}
