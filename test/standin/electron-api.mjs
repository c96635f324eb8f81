/** @file What the stand-in's `electron` module holds. */
import { app } from './app.mjs'
import { ipcMain } from './ipc.mjs'
import { dialog, Menu, powerMonitor, screen, shell } from './native.mjs'
import { protocol } from './protocol.mjs'
import { session } from './session.mjs'
import { utilityProcess } from './utility-process.mjs'
import { BrowserWindow, windows } from './windows.mjs'

/** Playwright asks for these. */
const webContents = {
  fromDevToolsTargetId: (targetId) => windows.find((window) => window.webContents.targetId === targetId)?.webContents,
  getAllWebContents: () => windows.map((window) => window.webContents),
}

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
}
