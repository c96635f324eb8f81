/** @file Menus, dialogs, shell, screen, power: what needs a desktop. Tests put in the answers they want. */
import { EventEmitter } from 'node:events'
import { rmSync } from 'node:fs'
import { app } from './app.mjs'
import { notYet } from './not-yet.mjs'
import { BrowserWindow } from './windows.mjs'

export class Menu {
  static #application = null
  items = []

  static buildFromTemplate(template) {
    const menu = new Menu()
    menu.items = template.map((item) => ({
      enabled: true,
      ...item,
      ...(Array.isArray(item.submenu) ? { submenu: Menu.buildFromTemplate(item.submenu) } : {}),
      click: () => {
        if (item.role === 'quit') app.quit()
        if (item.role === 'close') BrowserWindow.getFocusedWindow()?.close()
        item.click?.()
      },
    }))
    return menu
  }

  static setApplicationMenu(menu) {
    Menu.#application = menu
  }

  static getApplicationMenu() {
    return Menu.#application
  }
}

export const dialog = notYet('dialog')

/** What was asked of the desktop, for tests. */
const calls = []
export const shell = notYet('shell', {
  calls,
  showItemInFolder: (path) => void calls.push(['showItemInFolder', path]),
  openExternal: async (address) => void calls.push(['openExternal', address]),
  trashItem: async (path) => {
    calls.push(['trashItem', path])
    rmSync(path)
  },
})

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 }, scaleFactor: 1 }
export const screen = notYet('screen', { getAllDisplays: () => [display], getPrimaryDisplay: () => display })

export const powerMonitor = notYet(
  'powerMonitor',
  Object.assign(new EventEmitter(), { isOnBatteryPower: () => false, getSystemIdleState: () => 'active' }),
)
