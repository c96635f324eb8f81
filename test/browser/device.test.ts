import { afterAll, describe, expect, it } from 'vitest'
import { createTargets, openIndexed } from './targets.ts'

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`the device in the settings ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('is said in a sentence, with threads and batch, and a person may choose another', async () => {
      const { page, complaints } = await openIndexed(target, 40)
      await page.getByRole('link', { name: 'Settings' }).click()
      await page
        .getByText(/^The processor, \d threads?, up to \d at once$/u)
        .first()
        .waitFor()

      await page.getByRole('combobox', { name: 'Computes with' }).selectOption('cpu')
      await page.reload()
      await page.getByText(/^Memory in use: /u).waitFor()

      await expect.poll(() => page.getByRole('combobox', { name: 'Computes with' }).inputValue()).toBe('cpu')
      expect(complaints).toEqual([])
    })
  })
}
