/** The app on each of its two hosts, so that the same specs run on both: a browser's tab and the desktop. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { _electron, type Browser, type ElectronApplication, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { root } from '../import-graph.ts'
import { builtWindow } from '../made-once.ts'
import { killChildren } from '../processes.ts'
import { copyIndexedLibrary } from './demo-library.ts'
import { findChromium } from './find-chromium.ts'
import { launchBrowser, openWindow, patienceMs, scratchFolder, startTestHost, watchPage } from './open-window.ts'

const note = join(root, 'node_modules', 'electron', 'path.txt')
/** Real Electron where its binary is; else the stand-in, which needs a Chromium. */
export const realElectron = existsSync(note)
  ? join(root, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8').trim())
  : undefined
const desktopExecutable = realElectron ?? join(root, 'test', 'standin', 'electron')

const chromiumPath = findChromium()
export const canRunDesktop = realElectron !== undefined || chromiumPath !== undefined

export interface OpenedApp {
  readonly page: Page
  /** What the page complained about: errors, warnings of the content policy. */
  readonly complaints: readonly string[]
  /** Adds a folder the way a person does there: through the picker or the system's dialog. */
  readonly addFolder: (path: string) => Promise<void>
  /** Kills the engine as the system would. */
  readonly killEngine: () => void
  /** A second window on the same library; only a browser has one. */
  readonly openAnother?: () => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>
}

export interface Target {
  readonly name: string
  readonly canRun: boolean
  /** Opens the app over a library, an empty one by default; it ends with the test. */
  open(library?: string): Promise<OpenedApp>
  close(): Promise<void>
}

function createBrowserTarget(): Target {
  let browser: Promise<Browser> | undefined
  return {
    name: 'in a browser',
    canRun: chromiumPath !== undefined,
    async open(library = scratchFolder()) {
      if (chromiumPath === undefined) throw new Error('there is no Chromium')
      browser ??= launchBrowser(chromiumPath)
      const opened = await browser
      const host = await startTestHost(library)
      const { page, complaints } = await openWindow(opened, host)
      return {
        page,
        complaints,
        addFolder: (path) => addInPicker(page, path),
        killEngine: () => host.killEngine(),
        openAnother: () => openWindow(opened, host),
      }
    },
    close: async () => (await browser)?.close(),
  }
}

/** Adds a folder in a browser, which has no dialog of the system: the picker begins where scratch folders lie. */
export async function addInPicker(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a folder of photos' }).click()
  await page.getByRole('button', { name: basename(path), exact: true }).click()
  await page.getByRole('button', { name: `Use ${path}` }).click()
}

export interface OpenedDesktop extends OpenedApp {
  readonly app: ElectronApplication
}

/** The built desktop app over a library, with the demo pack. */
export async function openDesktop(library = scratchFolder(), userData = scratchFolder()): Promise<OpenedDesktop> {
  await builtWindow()
  const start = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: desktopExecutable,
      args: [root, `--user-data-dir=${userData}`],
      env: { ...process.env, SIGHTLINE_LIBRARY: library, SIGHTLINE_PACK: 'demo' },
    })
  // A browser that ends before it has a window says nothing about ours; seen once in some hundred starts.
  const app = await start().catch(start)
  onTestFinished(() => endApp(app))
  const page = await app.firstWindow()
  page.setDefaultTimeout(patienceMs)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    app,
    page,
    complaints: watchPage(page),
    async addFolder(path) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      }, path)
      await page.getByRole('button', { name: 'Choose a folder of photos' }).click()
    },
    killEngine() {
      killChildren(app.process().pid, 'engine.js')
    },
  }
}

/** That quitting ends everything has a test of its own (electron.test.ts); here it must not cost another test its verdict. */
const quitMs = 20_000

async function endApp(app: ElectronApplication): Promise<void> {
  const { pid } = app.process()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      console.warn(`The desktop app had not quit after ${quitMs / 1000} s and was killed.`)
      killChildren(pid)
      app.process().kill('SIGKILL')
      resolve()
    }, quitMs)
  })
  await Promise.race([app.close(), late])
  clearTimeout(timer)
}

const desktopTarget: Target = {
  name: realElectron === undefined ? 'on the desktop, through the stand-in for Electron' : 'on the desktop',
  canRun: canRunDesktop,
  open: (library) => openDesktop(library),
  close: () => Promise.resolve(),
}

/** Both hosts. */
export const createTargets = (): readonly Target[] => [createBrowserTarget(), desktopTarget]

/** The app over a library that has indexed `count` drawn photos to the end. The photos are only to be read. */
export async function openIndexed(target: Target, count = 24): Promise<OpenedApp & { readonly photos: string }> {
  const library = scratchFolder()
  const photos = await copyIndexedLibrary(library, count)
  const opened = await target.open(library)
  await opened.page.getByText('Everything is up to date.').waitFor()
  await opened.page.getByText(`${count} photos`, { exact: true }).waitFor()
  return { ...opened, photos }
}
