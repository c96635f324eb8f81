/** Models in the window: chosen at the first run, downloaded from a hub on this machine, imported without one. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import { makeZip } from '../download/make-archive.ts'
import { tinyPacks } from '../library/open-test-library.ts'
import { drawPhotos } from './demo-library.ts'
import { findChromium } from './find-chromium.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost, type TestHost } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { addInPicker } from './targets.ts'

const chromiumPath = findChromium()

let browser: Browser
beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser(chromiumPath)
})
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})

/** A host whose library has no model, with a catalogue of tiny ones. */
const hostWith = (cataloguePath: string, hub: string): Promise<TestHost> =>
  startTestHost(scratchFolder(), {
    pack: 'none',
    environment: { SIGHTLINE_CATALOGUE: cataloguePath, HF_ENDPOINT: hub, NO_PROXY: '127.0.0.1' },
  })

async function acceptDefault(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Install “Recommended”' }).click()
  await page.getByRole('dialog').getByText('Permission is hereby granted').waitFor()
  await page.getByRole('button', { name: 'Accept and download' }).click()
}

describe.skipIf(chromiumPath === undefined)('models in the window', { timeout: 180_000 }, () => {
  it('come with licence, size and time, are paused and gone on with, and are in use at once', async () => {
    const { hub, cataloguePath } = await startTinyCatalogue()
    hub.misbehave({ kind: 'fine' }, { kind: 'stall', after: 5000 })
    const photos = scratchFolder()
    await drawPhotos(photos, 4)
    const { page, complaints } = await openWindow(browser, await hostWith(cataloguePath, hub.url))
    const offer = page.getByRole('article', { name: 'Recommended' })
    await offer.getByText(/452 kB; .* free on this disk/u).waitFor()
    await offer.getByText('1,000 photos').waitFor()
    await offer.getByText(/searchable after about .*, described after about/u).waitFor()
    await offer.getByText('The models in it').click()
    await offer
      .getByText(/MIT, English/u)
      .first()
      .waitFor()
    const violations = await runAxe(page)

    await page.getByRole('button', { name: 'Install “Recommended”' }).click()
    await page.getByRole('dialog').getByText('Permission is hereby granted').waitFor()
    violations.push(...(await runAxe(page)))
    await page.getByRole('button', { name: 'Accept and download' }).click()
    const download = page.getByRole('group', { name: 'Download' })
    await download.getByText(/of 452 kB \(\d+ %\)/u).waitFor()
    await download.getByRole('button', { name: 'Pause' }).click()
    await download.getByText('The download is paused. What has come is kept.').waitFor()
    violations.push(...(await runAxe(page)))
    await download.getByRole('button', { name: 'Go on with “Recommended”' }).click()
    await expect.poll(() => page.getByRole('article', { name: 'Recommended' }).count()).toBe(1)
    await offer.getByText('installed').waitFor()
    await addInPicker(page, photos)
    await page.getByText('Everything is up to date.').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText('in use', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Check the files of “Recommended”' }).click()
    await expect
      .poll(() => page.getByRole('status').textContent(), { timeout: 20_000 })
      .toContain('Every file is as published.')
    violations.push(...(await runAxe(page)))

    expect(hub.requests.some(({ headers }) => headers.range !== undefined)).toBe(true)
    expect(violations).toEqual([])
    expect(complaints).toEqual([])
  })

  it('say plainly that the server cannot be reached, and come from a file instead', async () => {
    const { cataloguePath } = await startTinyCatalogue()
    const archive = join(scratchFolder(), 'tiny.zip')
    const members = ['pack.json', 'text.onnx', 'tokenizer.json', 'vision.onnx']
    writeFileSync(
      archive,
      makeZip(members.map((path) => ({ path, bytes: readFileSync(join(tinyPacks, 'tiny-clip', path)) }))),
    )
    const { page, complaints } = await openWindow(browser, await hostWith(cataloguePath, 'http://127.0.0.1:1'))

    await acceptDefault(page)
    const download = page.getByRole('group', { name: 'Download' })
    await download.getByText('The server with the models cannot be reached.').waitFor({ timeout: 30_000 })
    const violations = await runAxe(page)
    await download.getByRole('button', { name: 'Import from a file or folder' }).click()
    await page.getByRole('textbox', { name: 'Path of the folder or archive' }).fill(archive)
    await page.getByRole('button', { name: 'Import a model' }).click()

    await expect
      .poll(() => page.getByRole('status').textContent(), { timeout: 20_000 })
      .toContain('Imported: Tiny random CLIP.')
    expect(violations).toEqual([])
    expect(complaints).toEqual([])
  })

  it('are invited to once there are photos, until later is good enough; and are never fetched when that is off', async () => {
    const { hub, cataloguePath } = await startTinyCatalogue()
    const photos = scratchFolder()
    await drawPhotos(photos, 3)
    const { page, complaints } = await openWindow(browser, await hostWith(cataloguePath, hub.url))
    await addInPicker(page, photos)

    await page.getByRole('button', { name: 'Choose a model' }).click()
    await page.getByRole('heading', { name: 'Use of the network' }).waitFor()
    await page.getByText(`Downloading models that you choose, from ${hub.url}.`).waitFor()
    await page.getByRole('checkbox', { name: 'Allow downloads of models' }).uncheck()
    await page.getByText('Downloads are switched off under Privacy.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Install “Recommended”' }).isDisabled()).toBe(true)
    await page.getByRole('link', { name: /^Photos/u }).click()
    await page.getByRole('button', { name: 'Later' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Choose a model' }).count(), { timeout: 20_000 }).toBe(0)

    expect(hub.requests).toEqual([])
    expect(complaints).toEqual([])
  })
})
