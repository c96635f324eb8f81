import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { copyIndexedLibrary, drawPhotos, indexPhotos } from './demo-library.ts'
import { drawAddress } from './draw-address.ts'
import { scratchFolder } from './open-window.ts'
import { canRunDesktop, openDesktop, realElectron, type OpenedDesktop } from './targets.ts'

interface OpenOptions {
  readonly userData?: string
  /** Photos of the test's own, which it may change. */
  readonly ownPhotos?: string
}

/** The desktop app over a library of six photos that is indexed already. What every host can do is in window.test.ts. */
async function open({ userData, ownPhotos }: OpenOptions = {}): Promise<OpenedDesktop & { readonly photos: string }> {
  const library = scratchFolder()
  const photos = ownPhotos ?? (await copyIndexedLibrary(library, 6))
  if (ownPhotos !== undefined) await indexPhotos(ownPhotos, library, 6)
  const opened = await openDesktop(library, userData)
  await opened.page.getByText('6 photos', { exact: true }).waitFor({ timeout: 60_000 })
  return { ...opened, photos }
}

describe.skipIf(!canRunDesktop)('the desktop app', { timeout: 180_000 }, () => {
  it('opens a window on the library, shows pictures from its own origin, and finds by meaning', async () => {
    const { page, complaints } = await open()
    const picture = page.getByRole('gridcell').first().getByRole('img')
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    const alt = await picture.getAttribute('alt')

    await page.getByRole('combobox', { name: 'Search photos' }).fill(alt?.replace('.', '') ?? '')
    await page.getByRole('heading', { name: /photos? for/u }).waitFor()

    await expect.poll(() => picture.getAttribute('alt')).toBe(alt)
    expect(complaints).toEqual([])
  })

  it('locks the page in: no Node, one frozen bridge, no navigation, no windows, no permissions', async () => {
    const { app, page } = await open()

    const inside = await page.evaluate(() => ({
      node: typeof (globalThis as { require?: unknown }).require,
      frozen: Object.isFrozen(window.sightline),
      bridge: Object.keys(window.sightline ?? {}).sort(),
    }))
    const before = page.url()
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', () => {
        Object.assign(globalThis, { triedToLeave: true })
      })
    })
    await page.evaluate(() => {
      // After this call has been answered: a page that is leaving may never answer it.
      setTimeout(() => (window.location.href = 'https://example.com/'))
    })
    // Asked of the app: the page may not answer any more.
    await expect.poll(() => app.evaluate(() => 'triedToLeave' in globalThis)).toBe(true)
    // The stand-in's page may hang in this call, since its window is closed while it opens; what counts comes below.
    await Promise.race([page.evaluate(() => void window.open('https://example.com/')), rest(5000)])
    const permissions = await app.evaluate(({ session }) => {
      const { handlers } = session.defaultSession as unknown as {
        handlers?: { check: (...args: unknown[]) => boolean; device: () => boolean }
      }
      return handlers && [handlers.check(undefined, 'media', 'app://sightline'), handlers.device()]
    })

    expect(inside).toEqual({
      node: 'undefined',
      frozen: true,
      bridge: ['abort', 'ask', 'chooseFolder', 'onEvent', 'openAddress', 'pathOf', 'reveal', 'revealSetAside', 'trash'],
    })
    await expect.poll(() => page.url()).toBe(before)
    expect(app.windows()).toHaveLength(1)
    if (realElectron === undefined) expect(permissions).toEqual([false, false])
  })

  it('adds the folder that the system dialog gives, and shows its photos', async () => {
    const { app, page } = await open()
    const more = scratchFolder()
    await drawPhotos(more, 9)
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, more)

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'Add a folder' }).click()
    await page.getByText(more).waitFor()
    await page.getByRole('link', { name: /^Photos/u }).click()

    // The first six are drawn alike in both folders: copies are one photo.
    await page.getByText('9 photos', { exact: true }).waitFor({ timeout: 60_000 })
  })

  it('shows a photo in the file manager, by its number', async () => {
    const { app, page, photos } = await open()
    await page.getByRole('gridcell').first().click()

    await page.getByRole('button', { name: 'Show in folder' }).click()

    if (realElectron !== undefined) return // a real file manager would open; that the button is there is all
    const asked = (): Promise<unknown> => app.evaluate(({ shell }) => (shell as unknown as { calls: unknown[] }).calls)
    await expect.poll(asked).toEqual([['showItemInFolder', expect.stringContaining(photos)]])
  })

  it.each([
    {
      kind: 'a page’s address',
      drawn: 'www.example.org',
      given: 'https://www.example.org',
      other: 'https://www.example.org.elsewhere.example',
    },
    {
      kind: 'a mail address',
      drawn: 'post@example.org',
      given: 'mailto:post@example.org',
      other: 'mailto:post@example.org?bcc=elsewhere@example.com',
    },
  ])(
    'gives $kind that stands in a picture to the person’s own program, after asking, and no other',
    async (address) => {
      const [library, photos] = [scratchFolder(), scratchFolder()]
      await drawAddress(join(photos, 'poster.png'), address.drawn)
      await indexPhotos(photos, library, 5)
      const { app, page } = await openDesktop(library)
      await page.getByText('6 photos', { exact: true }).waitFor({ timeout: 60_000 })
      await page.getByRole('combobox', { name: 'Search photos' }).fill('file:poster')
      await page.getByRole('gridcell').first().click()
      const list = page.getByRole('region', { name: 'Text in the photo' })
      await list.getByRole('button', { name: 'Open', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Open what stands in the photo?' })
      expect(await dialog.innerText()).toContain(address.given)
      const photo = Number(new URL(page.url()).hash.match(/photo=(\d+)/u)?.[1])

      await page.evaluate(([id, other]) => window.sightline?.openAddress(id as never, other), [
        photo,
        address.other,
      ] as const)
      if (realElectron !== undefined) return // a real browser or mail program would open
      const asked = (): Promise<unknown> =>
        app.evaluate(({ shell }) => (shell as unknown as { calls: unknown[] }).calls)
      expect(await asked()).toEqual([])
      await dialog.getByRole('button', { name: 'Open', exact: true }).click()

      await expect.poll(asked).toEqual([['openExternal', address.given]])
    },
  )

  it('moves photos to the trash only after asking, and they leave the window', async () => {
    const { page } = await open({ ownPhotos: scratchFolder() })
    await page.getByRole('gridcell').first().focus()

    await page.keyboard.press('Delete')
    await page.getByRole('dialog').getByText("Move 1 photo to the system's trash?").waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Move to trash' }).click()

    await page.getByText('5 photos', { exact: true }).waitFor({ timeout: 30_000 })
  })

  it('keeps the place of its window', async () => {
    const userData = scratchFolder()
    const { app } = await open({ userData })
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1000, height: 700 })
    })

    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    const kept = (): unknown => {
      const path = join(userData, 'window.json')
      return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
    }

    await expect.poll(kept).toEqual({ x: 40, y: 30, width: 1000, height: 700, maximised: false })
  })
})
