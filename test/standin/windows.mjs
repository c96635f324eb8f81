/** @file `BrowserWindow`: a tab of the headless Chromium with an Electron window's life. */
import { EventEmitter } from 'node:events'
import { app } from './app.mjs'
import { devtools } from './chromium.mjs'
import { preventable } from './not-yet.mjs'
import { WebContents } from './web-contents.mjs'

/** All that are open. */
export const windows = []

export class BrowserWindow extends EventEmitter {
  #bounds
  #isVisible
  #isMaximized = false

  constructor(options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#isVisible = options.show !== false
    this.webContents = new WebContents(this, { ...options, ...this.#bounds })
    this.id = this.webContents.id
    windows.push(this)
    app.emit('browser-window-created', {}, this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows() {
    return [...windows]
  }

  static fromWebContents(contents) {
    return windows.find((window) => window.webContents === contents) ?? null
  }

  static getFocusedWindow() {
    return windows.at(-1) ?? null
  }

  loadURL(url) {
    return this.webContents.loadURL(url)
  }

  show() {
    this.#isVisible = true
    this.emit('show')
  }

  isVisible() {
    return this.#isVisible
  }

  focus() {
    this.emit('focus')
  }

  isDestroyed() {
    return this.webContents.isDestroyed()
  }

  getBounds() {
    return { ...this.#bounds }
  }

  getNormalBounds() {
    return { ...this.#bounds }
  }

  setBounds(bounds) {
    Object.assign(this.#bounds, bounds)
    this.emit('resize')
  }

  maximize() {
    this.#isMaximized = true
  }

  isMaximized() {
    return this.#isMaximized
  }

  close() {
    const event = preventable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy() {
    const { targetId } = this.webContents
    this.closed()
    // The tab may be gone already.
    if (targetId)
      void devtools()
        .send('Target.closeTarget', { targetId })
        .catch(() => undefined)
  }

  /** The tab is gone, whoever closed it. */
  closed() {
    const place = windows.indexOf(this)
    if (place === -1) return
    windows.splice(place, 1)
    this.webContents.destroyed()
    this.emit('closed')
    if (windows.length === 0) app.lastWindowClosed()
  }
}
