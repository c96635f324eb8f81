import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { copyIndexedLibrary } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { hear } from './spoken.ts'
import { createTargets } from './targets.ts'

const [browser] = createTargets()

describe.skipIf(browser?.canRun !== true)('a library moved from the window', { timeout: 180_000 }, () => {
  afterAll(() => browser?.close())

  it('lies there from then on, with all that is in it, and the window goes on', async () => {
    if (browser === undefined) throw new Error('there is a browser')
    const [library, drive] = [join(scratchFolder(), 'library'), scratchFolder()]
    await copyIndexedLibrary(library, 24)
    // Something lies there already: the library gets a folder of its own.
    writeFileSync(join(drive, 'readme.txt'), 'A drive.')
    const { page, complaints } = await browser.open(library)
    await page.getByText('24 photos', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText(`The library lies in ${library}.`).waitFor()
    const violations = await runAxe(page)

    await page.getByRole('button', { name: 'Move the library…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: basename(drive), exact: true }).click()
    await page.getByRole('button', { name: `Use ${drive}` }).click()
    const there = join(drive, 'Sightline')
    await page.getByText(`The library lies in ${there} now.`).waitFor()
    await hear(page, new RegExp(`lies in ${there} now`, 'u'))
    await page.getByText(`The library lies in ${there}.`).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /^Photos/u }).click()
    await page.getByRole('gridcell').first().waitFor()
    await page.getByText('24 photos', { exact: true }).waitFor()
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('f')
    await hear(page, /Favourite|favourite/u)

    expect(existsSync(join(there, 'library.db'))).toBe(true)
    expect(existsSync(join(there, 'human-work.jsonl'))).toBe(true)
    expect(existsSync(library)).toBe(false)
    expect(violations).toEqual([])
    expect(complaints).toEqual([])
  })

  it('stays where it is when it cannot be moved, says why, and the window goes on', async () => {
    if (browser === undefined) throw new Error('there is a browser')
    const [library, drive] = [join(scratchFolder(), 'library'), scratchFolder()]
    await copyIndexedLibrary(library, 24)
    mkdirSync(join(drive, 'Sightline'))
    writeFileSync(join(drive, 'Sightline', 'mine.txt'), 'Mine.')
    const { page } = await browser.open(library)
    await page.getByText('24 photos', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Settings' }).click()

    await page.getByRole('button', { name: 'Move the library…' }).click()
    await page.getByRole('button', { name: basename(drive), exact: true }).click()
    await page.getByRole('button', { name: `Use ${drive}` }).click()
    await page.getByText('holds something already').first().waitFor()
    await page.getByRole('link', { name: /^Photos/u }).click()

    await page.getByRole('gridcell').first().waitFor()
    expect(existsSync(join(library, 'library.db'))).toBe(true)
  })
})
