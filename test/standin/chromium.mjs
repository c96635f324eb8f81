/** @file A headless Chromium and a connection to it over the DevTools protocol. */
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const switches = [
  '--headless',
  // Containers have no user namespaces for Chromium's own sandbox.
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-startup-window',
  '--disable-features=HttpsUpgrades',
  '--remote-debugging-port=0',
  '--remote-allow-origins=*',
]

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined) throw new Error('stand-in: no Chromium on PATH')
  return found
}

/** Requests and events of the protocol; a session's events are named `session/method`. */
class Connection extends EventEmitter {
  #socket
  #next = 1
  #waiting = new Map()

  constructor(socket) {
    super()
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data))
  }

  send(method, params = {}, sessionId) {
    const id = this.#next++
    const { promise, resolve, reject } = Promise.withResolvers()
    this.#waiting.set(id, { resolve, reject })
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }))
    return promise
  }

  #hear(message) {
    if (message.id === undefined) {
      this.emit(message.sessionId ? `${message.sessionId}/${message.method}` : message.method, message.params)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.reject(new Error(message.error.message))
    else waiting?.resolve(message.result)
  }
}

let connection

/** The one connection of this process. */
export function devtools() {
  if (connection === undefined) throw new Error('stand-in: Chromium is not started yet')
  return connection
}

/** Starts the browser; it and its profile go with this process. */
export async function startChromium() {
  const folder = mkdtempSync(join(tmpdir(), 'standin-'))
  const browser = spawn(findChromium(), [...switches, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.on('exit', () => {
    browser.kill('SIGKILL')
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // A profile that is still being written to stays behind in the system's temporary folder.
    }
  })
  const url = await new Promise((resolve, reject) => {
    let said = ''
    browser.stderr.on('data', (data) => {
      said += data
      const found = /DevTools listening on (ws:\S+)/.exec(said)
      if (found) resolve(found[1])
    })
    browser.on('exit', () => reject(new Error(`stand-in: Chromium ended: ${said}`)))
  })
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  connection = new Connection(socket)
  return { url, folder }
}
