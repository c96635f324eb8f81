/** The window in German: no page and no dialog says a sentence of the English window. */
import { afterAll, describe, expect, it } from 'vitest'
import { de } from '../../renderer/strings/de.ts'
import { en } from '../../renderer/strings/en.ts'
import { createTargets, openIndexed } from './targets.ts'

const pages = [
  ...['', 'explore', 'moments', 'albums', 'map', 'doubles', 'review', 'failures', 'settings', 'favourites', 'recent'],
  ...['search/dog', 'search/zzzzqqq', 'search/zwei%20Hunde', 'hidden'],
]

/** Sentences, and names of two words or more, that German says otherwise; those with figures in them are functions. */
function sentencesOf(english: unknown, german: unknown): readonly string[] {
  if (typeof english === 'string') return english !== german && /\w \w/u.test(english) ? [english] : []
  if (typeof english !== 'object' || english === null || typeof german !== 'object' || german === null) return []
  const other = new Map<string, unknown>(Object.entries(german))
  return Object.entries(english).flatMap(([name, value]) => sentencesOf(value, other.get(name)))
}

const [target] = createTargets()

describe.skipIf(target?.canRun !== true)('a window in German', { timeout: 180_000 }, () => {
  afterAll(() => target?.close())

  it('says nothing in English, in what is seen and what is heard', async () => {
    if (target === undefined) throw new Error('there is a browser')
    const sentences = sentencesOf(en, de)
    const { page, complaints } = await openIndexed(target, 12)
    const found: string[] = []
    const look = async (what: string): Promise<void> => {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const said = await page.evaluate(() =>
        [
          document.body.innerText,
          ...Array.from(document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description]'), (each) =>
            ['aria-label', 'title', 'placeholder', 'aria-description']
              .map((name) => each.getAttribute(name) ?? '')
              .join('\n'),
          ),
        ].join('\n'),
      )
      for (const sentence of sentences) if (said.includes(sentence)) found.push(`${what}: ${sentence}`)
    }
    const at = (hash: string): string => `${page.url().replace(/#.*$/u, '')}#/${hash}`
    await page.goto(at('settings'))
    await page.getByRole('combobox', { name: /^Language/u }).selectOption('de')
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
    for (const hash of pages) {
      await page.goto(at(hash))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await look(hash)
    }
    await page.goto(at(''))
    await page.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await look('photo view')

    expect(sentences.length).toBeGreaterThan(200)
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  })
})
