/** The loopback host and a real browser: what the browser gives to whom. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Browser } from 'playwright-core'
import { writeEntry } from '../../electron/open-browser.ts'
import { findChromium } from './find-chromium.ts'
import { launchBrowser, openWindow, scratchFolder, startTestHost } from './open-window.ts'

const chromium = findChromium()
let browser: Promise<Browser> | undefined
const opened = (): Promise<Browser> => (browser ??= launchBrowser(chromium ?? ''))

/** Another server of this machine, and what it is sent of cookies. */
async function startStranger(): Promise<{ origin: string; cookies: readonly string[] }> {
  const cookies: string[] = []
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '')
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Stranger</title>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  // A TCP server's address is an AddressInfo.
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookies }
}

describe.skipIf(chromium === undefined)('the loopback host in a browser', { timeout: 180_000 }, () => {
  afterAll(async () => (await browser)?.close())

  it('gives its cookie to no other server of the machine, and what that one serves reaches nothing', async () => {
    const host = await startTestHost(scratchFolder())
    const { page } = await openWindow(await opened(), host)
    await page.getByRole('heading', { name: 'See what you have' }).waitFor()
    const { origin } = new URL(page.url())
    const place = new URL(page.url()).pathname
    const stranger = await startStranger()
    const other = await page.context().newPage()

    for (const path of ['/', '/p/', '/rpc', '/thumbnail/1']) await other.goto(stranger.origin + path)
    const reached = await other.evaluate(
      async ([from, at]) =>
        Promise.all(
          ['', '/rpc', '/events', `${at}events`, `${at}rpc`].map((path) =>
            fetch(`${from}${path}`, { credentials: 'include' }).then(
              () => path,
              () => undefined,
            ),
          ),
        ),
      [origin, place] as const,
    )

    expect(stranger.cookies.length).toBeGreaterThan(3)
    expect(stranger.cookies.filter((cookie) => cookie.includes('sightline'))).toEqual([])
    expect(reached.filter((path) => path !== undefined)).toEqual([])
    await page.reload()
    await page.getByRole('heading', { name: 'See what you have' }).waitFor()
  })

  it('lets in who comes from the page on disk, once', async () => {
    const library = scratchFolder()
    const host = await startTestHost(library)
    const entry = pathToFileURL(writeEntry(library, await host.openAddress())).href
    const context = await (await opened()).newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()

    await page.goto(entry)

    await page.getByRole('heading', { name: 'See what you have' }).waitFor()
    expect(page.url()).not.toContain('token')
    const second = await context.newPage()
    await second.goto(entry)
    await second.getByText('This address was used already').waitFor()
  })
})
