/** @file Entry of the desktop app: windows, menus, dialogs, the `app:` scheme; relays to the engine. No SQLite, no pixels. */
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, Menu, powerMonitor, screen, session, shell } from 'electron'
import { answerThrough } from './api/rpc.ts'
import type { PhotoId } from './api/photo.ts'
import type { TrashResult } from './api/shell.ts'
import { openLog } from './log/log.ts'
import { menuTemplate } from './menu.ts'
import { defaultLibraryFolder, engineArgument, engineUrl, firstLook, libraryPlace, rendererFolder } from './places.ts'
import { appUrl, declareAppScheme, isAppUrl, serveAppScheme } from './transport/app-scheme.ts'
import { launchUtility, serveIpc, tellWindows } from './transport/ipc.ts'
import { startWindowEngine, type WindowEngine } from './window-engine.ts'
import { keepWindowState, readWindowState } from './window-state.ts'

/** Nobody at the keyboard for so long counts as "nobody works here". */
const idleSeconds = 120
const conditionsMs = 15_000

declareAppScheme()
app.enableSandbox()

async function pathsOf({ client }: WindowEngine, photo: PhotoId): Promise<string[]> {
  const { files } = await client.photos.get({ photo })
  return files.filter((file) => file.state === 'here').map((file) => file.path)
}

/** The system's trash, never more: from there everything can be taken back. */
async function trash(engine: WindowEngine, photos: readonly PhotoId[], only?: readonly string[]): Promise<TrashResult> {
  let trashed = 0
  const failed: string[] = []
  const touched: string[] = []
  for (const photo of photos) {
    const paths = (await pathsOf(engine, photo)).filter((path) => only?.includes(path) ?? true)
    touched.push(...paths)
    const outcomes = await Promise.allSettled(paths.map((path) => shell.trashItem(path)))
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'rejected') failed.push(`${paths[index] ?? ''}: ${String(outcome.reason)}`)
    })
    if (outcomes.every((outcome) => outcome.status === 'fulfilled')) trashed += 1
  }
  if (touched.length > 0) await engine.client.index.hint({ paths: touched })
  return { trashed, failed }
}

/** Only what stands in this picture: a page that was taken over can open nothing else. */
async function openAddress({ client }: WindowEngine, photo: PhotoId, address: string): Promise<void> {
  const [scheme, rest = ''] = address.split(/(?<=^https?:\/\/|^mailto:)/u)
  if (!/^(?:https?:\/\/|mailto:)$/u.test(scheme ?? '') || rest === '') return
  const { lines } = await client.photos.words({ photo })
  if (lines.some(({ text }) => text.includes(rest))) await shell.openExternal(address)
}

function lockDown(contents: Electron.WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

function openWindow(): void {
  const statePath = join(app.getPath('userData'), 'window.json')
  const kept = readWindowState(
    statePath,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...(kept ?? { width: 1440, height: 900 }),
    minWidth: 480,
    minHeight: 400,
    show: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  })
  if (kept?.maximised === true) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepWindowState(statePath, { ...window.getNormalBounds(), maximised: window.isMaximized() }))
  void window.loadURL(appUrl)
}

function reportConditions({ client }: WindowEngine): void {
  const tell = (): void => {
    const inUse = powerMonitor.getSystemIdleState(idleSeconds) === 'active'
    // The engine may be away for a moment; the next look comes soon.
    void client.index.conditions({ onBattery: powerMonitor.isOnBatteryPower(), inUse }).catch(() => undefined)
  }
  powerMonitor.on('on-ac', tell)
  powerMonitor.on('on-battery', tell)
  setInterval(tell, conditionsMs).unref()
  tell()
}

function start(): void {
  const place = libraryPlace()
  const engine = startWindowEngine({
    place,
    usual: resolve(defaultLibraryFolder()),
    launch: (birth, library) => launchUtility(fileURLToPath(engineUrl), engineArgument(library, birth)),
    onEvent: tellWindows,
    openLog: (folder) => openLog({ folder, part: 'app', creates: !place.mustExist }),
    firstLook: firstLook(),
  })
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_, __, callback) => callback(false))
  // Copying alt text is the one thing a page asks for, on a click.
  defaultSession.setPermissionCheckHandler(
    (_, permission, origin) => permission === 'clipboard-sanitized-write' && isAppUrl(`${origin}/`),
  )
  defaultSession.setDevicePermissionHandler(() => false)
  serveAppScheme(defaultSession, {
    rendererFolder,
    picture: (request, signal) => engine.engine.picture(request, signal),
  })
  serveIpc({
    respond: (request, signal) => answerThrough(engine.engine.transport, request, signal),
    chooseFolder: async () => (await dialog.showOpenDialog({ properties: ['openDirectory'] })).filePaths[0],
    reveal: async (photo) => {
      const [path] = await pathsOf(engine, photo)
      if (path !== undefined) shell.showItemInFolder(path)
    },
    revealSetAside: async (path) => {
      const { setAside } = await engine.client.library.status({})
      if (setAside.includes(path)) shell.showItemInFolder(path)
    },
    openAddress: (photo, address) => openAddress(engine, photo, address),
    trash: (photos, only) => trash(engine, photos, only),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin', app.name)))
  reportConditions(engine)
  openWindow()
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    // The engine closes its library first; then the app goes.
    event.preventDefault()
    void engine.close().finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

app.on('web-contents-created', (_, contents) => lockDown(contents))
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit()
})
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
  void app.whenReady().then(start)
} else app.quit()
