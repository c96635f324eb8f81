/** A narrow window, as beside another one or at a high zoom: all is there, nothing runs off, nothing overlaps. */
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { createTargets, openIndexed } from './targets.ts'

const pages = ['', 'favourites', 'albums', 'map', 'review', 'hidden', 'failures', 'settings', 'search/red']

/** Words and controls that lie outside the window, that lie over each other, or whose words have a letter a line. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const top = document.querySelector('dialog[open]') ?? document.body
    const shown = [...top.querySelectorAll('a, button, input, select, textarea, h1, h2, .path')].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.closest('.visually-hidden') === null,
    )
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30)}`
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the window')
    for (const element of shown) {
      const { left, right, width, height } = element.getBoundingClientRect()
      // What can be scrolled to sideways, as a filmstrip, has its own box.
      const scroller = element.closest('[data-scrolls-sideways], .strip, table')
      if (scroller === null && (right > innerWidth + 1 || left < -1)) found.push(`outside: ${named(element)}`)
      if (width > 0 && width < 24 && height > 80) found.push(`a letter a line: ${named(element)}`)
    }
    const controls = shown.filter((element) =>
      element.matches('header button, header a, header h1, header select, .bar button'),
    )
    for (const [at, one] of controls.entries())
      for (const other of controls.slice(at + 1)) {
        if (one.contains(other) || other.contains(one)) continue
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 1 && down > 1) found.push(`${named(one)} lies over ${named(other)}`)
      }
    return found
  })

const [target] = createTargets()

describe.skipIf(target?.canRun !== true)('a window 390 pixels wide', { timeout: 180_000 }, () => {
  afterAll(() => target?.close())

  it('shows every page and the photo view whole, in English and German', async () => {
    if (target === undefined) throw new Error('there is a browser')
    const { page, complaints } = await openIndexed(target, 12)
    await page.setViewportSize({ width: 390, height: 800 })
    const found: string[] = []
    const look = async (what: string): Promise<void> => {
      // One frame after the page has come to rest.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      for (const fault of await faults(page)) found.push(`${what}: ${fault}`)
    }
    for (const language of ['en', 'de'] as const) {
      await page.goto(`${page.url().replace(/#.*$/u, '')}#/settings`)
      const choice = page.getByRole('combobox', { name: /^(?:Language|Sprache)/u })
      await choice.selectOption(language)
      await page.getByRole('heading', { level: 1, name: language === 'en' ? 'Settings' : 'Einstellungen' }).waitFor()
      for (const hash of pages) {
        await page.goto(`${page.url().replace(/#.*$/u, '')}#/${hash}`)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        await look(`${language} ${hash}`)
      }
      await page.goto(`${page.url().replace(/#.*$/u, '')}#/`)
      await page.getByRole('gridcell').first().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      await look(`${language} photo view`)
      await page.keyboard.press('Escape')
      await page.keyboard.press('p')
      await page.getByRole('dialog').waitFor()
      await look(`${language} publish`)
      await page.keyboard.press('Escape')
    }

    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
})
