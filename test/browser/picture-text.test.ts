/** Words that stand in photos: shown over the picture, listed beside it, copied, searched for, found. */
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../import-graph.ts'
import { drawAddress } from './draw-address.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { createTargets } from './targets.ts'

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`text in photos ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('lies over the picture where it stands, is listed, and leads to a search', async () => {
      const [library, photos] = [scratchFolder(), scratchFolder()]
      copyFileSync(join(root, 'test/fixtures/words/sign.png'), join(photos, 'sign.png'))
      const words = ['index', photos, '--pack', 'demo', '--library', library]
      execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
      const { page, complaints } = await target.open(library)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      const list = page.getByRole('region', { name: 'Text in the photo' })
      await list.waitFor()

      expect(await list.getByRole('listitem').allInnerTexts()).toEqual(['HARBOUR', 'Street 27'])
      await page.keyboard.press('t')

      // Drawn from 80 to 320 of 480 px across and 105 to 160 of 320 px down.
      const picture = await page.getByRole('group', { name: 'Photo' }).getByRole('img').boundingBox()
      const line = await page.locator('svg.shows text').first().boundingBox()
      if (picture === null || line === null) throw new Error('nothing is shown')
      const share = (at: number, from: number, size: number): number => (at - from) / size
      expect(share(line.x, picture.x, picture.width)).toBeGreaterThan(0.1)
      expect(share(line.x + line.width, picture.x, picture.width)).toBeLessThan(0.75)
      expect(share(line.y + line.height / 2, picture.y, picture.height)).toBeGreaterThan(0.3)
      expect(share(line.y + line.height / 2, picture.y, picture.height)).toBeLessThan(0.53)
      expect(await runAxe(page)).toEqual([])

      // Selected as any text is.
      await page.locator('svg text').first().selectText()
      expect(await page.evaluate(() => getSelection()?.toString())).toBe('HARBOUR')

      await list.getByRole('button', { name: 'Search for HARBOUR' }).click()
      await page.getByText('in the picture: HARBOUR').first().waitFor()

      // In the results the line is outlined where it stands, and its crop shows for a pointer and for the focus.
      await page.getByRole('combobox', { name: 'Search photos' }).fill('harbour street')
      await page.getByText('in the picture: HARBOUR · in the picture: Street 27').waitFor()
      const tile = page.getByRole('gridcell').first()
      expect(await tile.locator('polygon').count()).toBe(2)
      const [whole, marked] = [
        await tile.getByRole('img').boundingBox(),
        await tile.locator('polygon').first().boundingBox(),
      ]
      if (whole === null || marked === null) throw new Error('no line is outlined')
      expect(share(marked.x, whole.x, whole.width)).toBeGreaterThan(0.1)
      expect(share(marked.x + marked.width, whole.x, whole.width)).toBeLessThan(0.75)
      expect(share(marked.y + marked.height / 2, whole.y, whole.height)).toBeGreaterThan(0.3)
      expect(share(marked.y + marked.height / 2, whole.y, whole.height)).toBeLessThan(0.53)
      const crop = tile.locator('svg.crop')
      expect(await crop.isVisible()).toBe(false)
      await tile.hover()
      await expect.poll(() => crop.isVisible()).toBe(true)
      await page.getByRole('combobox', { name: 'Search photos' }).hover()
      await expect.poll(() => crop.isVisible()).toBe(false)
      await tile.focus()
      await expect.poll(() => crop.isVisible()).toBe(true)
      expect(await runAxe(page)).toEqual([])
      expect(complaints).toEqual([])
    })

    it('opens an address that stands in the picture after asking, in a window that knows nothing of this one', async () => {
      const [library, photos] = [scratchFolder(), scratchFolder()]
      await drawAddress(join(photos, 'poster.png'))
      const words = ['index', photos, '--pack', 'demo', '--library', library]
      execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
      // The desktop gives it to the person's own browser: electron.test.ts.
      if (target.name !== 'in a browser') return
      const { page, complaints } = await target.open(library)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      const list = page.getByRole('region', { name: 'Text in the photo' })
      await list.waitFor()
      const open = list.getByRole('button', { name: 'Open', exact: true })
      await page.context().route('https://www.example.org/**', (asked) => asked.fulfill({ body: 'there' }))

      await open.click()
      const dialog = page.getByRole('dialog', { name: 'Open what stands in the photo?' })
      expect(await dialog.innerText()).toContain('https://www.example.org')
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      expect(page.context().pages()).toHaveLength(1)
      await open.click()
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        dialog.getByRole('button', { name: 'Open', exact: true }).click(),
      ])

      await opened.waitForURL('https://www.example.org/')
      expect(await opened.evaluate(() => [window.opener === null, document.referrer])).toEqual([true, ''])
      expect(complaints).toEqual([])
    })

    it('opens a mail to an address that stands in the picture, after asking', async () => {
      // The desktop gives it to the person's own mail program: electron.test.ts.
      if (target.name !== 'in a browser') return
      const [library, photos] = [scratchFolder(), scratchFolder()]
      await drawAddress(join(photos, 'card.png'), 'post@example.org')
      const words = ['index', photos, '--pack', 'demo', '--library', library]
      execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
      const { page, complaints } = await target.open(library)
      await page.getByRole('gridcell').first().waitFor()
      // A browser hands mail to a program of the system's, which nobody here has: what it is asked for is kept.
      await page.evaluate(() => {
        window.open = (...asked) => {
          document.body.dataset['opened'] = JSON.stringify(asked)
          return null
        }
      })
      const opened = (): Promise<string | undefined> => page.evaluate(() => document.body.dataset['opened'])
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      const list = page.getByRole('region', { name: 'Text in the photo' })
      await list.waitFor()
      const open = list.getByRole('button', { name: 'Open', exact: true })

      await open.click()
      const dialog = page.getByRole('dialog', { name: 'Open what stands in the photo?' })
      expect(await dialog.innerText()).toContain('mailto:post@example.org')
      expect(await runAxe(page)).toEqual([])
      // Leaves the dialog and not the photo below it.
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await opened()).toBeUndefined()
      await open.click()
      await dialog.getByRole('button', { name: 'Open', exact: true }).click()

      await expect.poll(opened).toBe(JSON.stringify(['mailto:post@example.org', '_blank', 'noopener,noreferrer']))
      expect(complaints).toEqual([])
    })
  })
}
