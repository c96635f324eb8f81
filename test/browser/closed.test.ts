import Database from 'better-sqlite3'
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { copyIndexedLibrary } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { createTargets } from './targets.ts'

function setVersion(library: string, version: number): number {
  const db = new Database(join(library, 'library.db'))
  const before = Number(db.pragma('user_version', { simple: true }))
  db.pragma(`user_version = ${version}`)
  db.close()
  return before
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`a library that cannot be opened, ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('is told with its reason, and opens by itself when it can', async () => {
      const library = join(scratchFolder(), 'library')
      await copyIndexedLibrary(library, 24)
      const version = setVersion(library, 9999)
      const { page } = await target.open(library)
      await page.getByRole('heading', { name: 'The library cannot be opened' }).waitFor()

      const said = await page.getByRole('alert').allTextContents()
      const violations = await runAxe(page)
      await page.getByRole('button', { name: 'Try again' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'The library cannot be opened' }).waitFor()
      setVersion(library, version)

      await page.getByRole('gridcell').first().waitFor()
      expect(said.join(' ')).toContain(`${join(library, 'library.db')} was written by a newer Sightline`)
      expect(said.join(' ')).toContain('Update Sightline')
      expect(said.join(' ')).not.toContain('goes on where it was')
      expect(violations).toEqual([])
      expect(await page.getByRole('heading', { name: 'The library cannot be opened' }).count()).toBe(0)
    })

    it('is no empty one when its folder is taken away while it is shown, and comes back whole', async () => {
      const library = join(scratchFolder(), 'library')
      await copyIndexedLibrary(library, 24)
      const { page } = await target.open(library)
      await page.getByRole('gridcell').first().waitFor()

      renameSync(library, `${library}-elsewhere`)
      await page.getByText('is no longer there').first().waitFor()
      const welcomes = await page.getByRole('heading', { name: 'See what you have' }).count()
      renameSync(`${library}-elsewhere`, library)

      await page.getByRole('gridcell').first().waitFor()
      expect(welcomes).toBe(0)
    })

    it('is said to be without its engine when that stopped too often, after a reload too, and starts it at a button', async () => {
      const library = join(scratchFolder(), 'library')
      await copyIndexedLibrary(library, 24)
      const { page, killEngine } = await target.open(library)
      await page.getByRole('gridcell').first().waitFor()
      const bar = page.getByRole('contentinfo', { name: 'Activity' })
      const gone = bar.getByText('The engine stopped too often')
      // Each is killed as soon as it is there; one that is not there yet cannot die.
      while (!(await gone.isVisible())) {
        killEngine()
        await gone.waitFor({ timeout: 500 }).catch(() => undefined)
      }

      await page.reload()
      await gone.waitFor()
      const idle = await bar.getByText('Everything is up to date').count()
      await bar.getByRole('button', { name: 'Start again' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('gridcell').first().waitFor()
      await bar.getByText('Everything is up to date').waitFor()

      expect(idle).toBe(0)
      expect(await gone.count()).toBe(0)
    })
  })
}
