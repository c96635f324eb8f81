/** @file Electron's `app`: paths, readiness, quitting. */
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { preventable } from './not-yet.mjs'
import { windows } from './windows.mjs'

let settings
let isReady = false
let isQuitting = false
const { promise: ready, resolve: resolveReady } = Promise.withResolvers()

/** Called by boot.mjs before the app's main file runs. */
export function configure(given) {
  settings = given
  mkdirSync(app.getPath('userData'), { recursive: true })
}

export function becomeReady() {
  isReady = true
  app.emit('ready', {})
  resolveReady()
}

const flag = (name) => settings.flags.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3)

class App extends EventEmitter {
  isPackaged = false

  get name() {
    return settings.description.productName ?? settings.description.name
  }

  whenReady() {
    return ready
  }

  isReady() {
    return isReady
  }

  getName() {
    return this.name
  }

  getVersion() {
    return settings.description.version
  }

  getAppPath() {
    return settings.folder
  }

  getPath(name) {
    if (name === 'exe') return process.execPath
    if (name === 'userData') return flag('user-data-dir') ?? join(settings.temporary, 'user-data')
    return join(settings.temporary, name)
  }

  requestSingleInstanceLock() {
    return true
  }

  /** Chromium's sandbox is off here; that the app asks for it is what counts. */
  enableSandbox() {
    this.sandboxed = true
  }

  /** As Electron: may be prevented, closes all windows, may be prevented again. */
  quit() {
    if (isQuitting) return
    const before = preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    isQuitting = true
    for (const window of [...windows]) window.close()
    const will = preventable()
    if (windows.length === 0) this.emit('will-quit', will)
    if (windows.length > 0 || will.defaultPrevented) {
      isQuitting = false
      return
    }
    this.emit('quit', {}, 0)
    this.exit(0)
  }

  exit(code = 0) {
    process.exit(code)
  }

  /** Called by windows.mjs. */
  lastWindowClosed() {
    if (isQuitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
}

export const app = new App()
