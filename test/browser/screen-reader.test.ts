/**
 * Whole tasks as a screen reader has them: nothing but keys, and what Chromium's own accessibility tree says is focused
 * and is spoken. The page's HTML is not looked at.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { said } from '../media/what-exiftool-says.ts'
import { indexPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { createTargets, openIndexed } from './targets.ts'

interface AxNode {
  readonly nodeId: string
  readonly parentId?: string
  readonly ignored: boolean
  readonly role?: { readonly value?: string }
  readonly name?: { readonly value?: string }
  readonly value?: { readonly value?: unknown }
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[]
}

class Listener {
  readonly #session: CDPSession

  constructor(session: CDPSession) {
    this.#session = session
  }

  async #tree(): Promise<readonly AxNode[]> {
    const { nodes } = await this.#session.send('Accessibility.getFullAXTree')
    return nodes // the protocol's own shape, as far as it is used
  }

  /** Role and name of what has the focus. */
  async focus(): Promise<string> {
    const has = (node: AxNode): boolean =>
      node.properties?.some(({ name, value }) => name === 'focused' && value.value === true) === true
    // The page itself is focused as well; what lies inside comes later.
    const node = (await this.#tree()).findLast((each) => !each.ignored && has(each))
    return node === undefined ? 'nothing' : `${node.role?.value ?? ''} ${node.name?.value ?? ''}`.trim()
  }

  /** What the live regions say, the topmost last. */
  async spoken(): Promise<string> {
    const nodes = await this.#tree()
    const byId = new Map(nodes.map((node) => [node.nodeId, node]))
    const isSpoken = (node: AxNode | undefined): boolean =>
      node !== undefined && (node.role?.value === 'status' || isSpoken(byId.get(node.parentId ?? '')))
    return nodes
      .filter((node) => node.role?.value === 'StaticText' && isSpoken(node))
      .map((node) => node.name?.value ?? '')
      .join(' ')
      .replaceAll('\u{200B}', '')
      .trim()
  }

  hears(words: RegExp): Promise<void> {
    return expect.poll(() => this.spoken(), { timeout: 20_000 }).toMatch(words)
  }

  isAt(words: RegExp): Promise<void> {
    return expect.poll(() => this.focus(), { timeout: 20_000 }).toMatch(words)
  }
}

/** Goes on with Tab until it hears this. */
async function tabTo(page: Page, listener: Listener, words: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (words.test(await listener.focus())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(words)}`)
}

const [target] = createTargets()

describe.skipIf(target?.canRun !== true)('by ear', { timeout: 240_000 }, () => {
  afterAll(() => target?.close())

  it('a photo is found, heard, corrected, the next accepted, and both are published', async () => {
    if (target === undefined) throw new Error('there is a browser')
    const [library, photos] = [scratchFolder(), scratchFolder()]
    await indexPhotos(photos, library, 24)
    const { page, complaints } = await target.open(library)
    await page.getByText('24 photos', { exact: true }).waitFor()
    const listener = new Listener(await page.context().newCDPSession(page))

    // Found.
    await page.keyboard.press('/')
    await listener.isAt(/^combobox Search/u)
    await page.keyboard.type('dog')
    await listener.hears(/photos? for “dog”/u)
    await page.keyboard.press('Escape')
    await tabTo(page, listener, /^gridcell /u)
    const tile = await listener.focus()

    // Heard.
    await page.keyboard.press('Enter')
    await listener.hears(/1 of \d+/u)
    const first = await listener.spoken()
    await page.keyboard.press('ArrowRight')
    await listener.hears(/2 of \d+/u)
    const second = await listener.spoken()
    await page.keyboard.press('ArrowLeft')
    await listener.hears(/1 of \d+/u)

    // Corrected.
    await page.keyboard.press('e')
    await listener.isAt(/^textbox /u)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('My dog Ada on the beach.')
    await page.keyboard.press('Control+Enter')
    await listener.hears(/saved/iu)
    const afterSaving = await listener.focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await listener.isAt(/^gridcell .*My dog Ada on the beach/u)

    // The next one in doubt is accepted.
    await tabTo(page, listener, /^link Needs review/u)
    await page.keyboard.press('Enter')
    await listener.hears(/1 of (\d+)/u)
    await page.keyboard.press('a')
    await listener.hears(/2 of \d+ · \d+ left/u)
    const atDesk = await listener.focus()

    // Published.
    await tabTo(page, listener, /^link Photos/u)
    await page.keyboard.press('Enter')
    await tabTo(page, listener, /^gridcell /u)
    await page.keyboard.press('Control+a')
    await listener.hears(/24/u)
    await page.keyboard.press('p')
    await tabTo(page, listener, /^combobox How/u)
    await page.keyboard.press('i') // "Into the photo files themselves"
    await tabTo(page, listener, /Yes, write into my photo files/u)
    await page.keyboard.press('Space')
    await expect.poll(() => page.getByRole('button', { name: /^Write into/u }).isDisabled()).toBe(false)
    await tabTo(page, listener, /^button Write into/u)
    await page.keyboard.press('Enter')
    await listener.hears(/\d+ written/u)

    const exiftool = new ExifTool()
    const inFiles: string[] = []
    for (const path of readdirSync(photos, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('.jpg')) inFiles.push(JSON.stringify(await said(exiftool, join(photos, path))))
    await exiftool.end()

    expect(inFiles.filter((each) => each.includes('My dog Ada on the beach.'))).toHaveLength(1)
    expect(tile).not.toMatch(/no alt text/iu)
    expect(first).not.toBe(second)
    expect(afterSaving).not.toMatch(/^(nothing|RootWebArea)/u)
    expect(atDesk).toMatch(/^application /u)
    expect(complaints).toEqual([])
  })
  it('what is typed before the next photo is known goes to that photo', async () => {
    if (target === undefined) throw new Error('there is a browser')
    const { page, complaints } = await openIndexed(target)
    await page.getByRole('gridcell').first().click()
    await page.getByRole('region', { name: 'Alt text' }).waitFor()
    let answer = (): void => undefined
    const isAnswered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/rpc', async (route) => {
      if ((route.request().postData() ?? '').includes('photos.get')) await isAnswered
      await route.continue()
    })

    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('e')
    await expect.poll(() => page.getByRole('region', { name: 'Alt text' }).count()).toBe(0)
    answer()
    await page.getByRole('textbox', { name: 'Alt text' }).waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('The second photo.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Written by you').waitFor()

    expect(await page.getByText('2 of 24', { exact: true }).count()).toBe(1)
    expect(await page.getByRole('region', { name: 'Alt text' }).locator('.text').textContent()).toMatch(
      /The second photo\./u,
    )
    expect(complaints).toEqual([])
  })
})
