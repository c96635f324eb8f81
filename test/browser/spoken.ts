import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a screen reader was told last: the topmost live region is the only one that has words. */
export async function lastSpoken(page: Page): Promise<string> {
  const texts = await page.getByRole('status').allTextContents()
  return (texts.findLast((text) => text.trim() !== '') ?? '').replaceAll('\u{200B}', '').trim()
}

/** Waits until it says this. */
export async function hear(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => lastSpoken(page)).toMatch(words)
}

/** What has the focus, as a person meets it: its role or tag, and its name. Never the page itself. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) return 'the page'
    const role = activeElement.getAttribute('role') ?? activeElement.tagName.toLowerCase()
    const label = activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.textContent.trim() : undefined
    return `${role} ${activeElement.getAttribute('aria-label') ?? label ?? activeElement.textContent.trim()}`.trim()
  })
}
