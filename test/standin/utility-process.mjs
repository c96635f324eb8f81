/** @file `utilityProcess`: a child of plain Node whose `process.parentPort` is Electron's. */
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { notYet } from './not-yet.mjs'

const parentPort = fileURLToPath(new URL('./parent-port.mjs', import.meta.url))

class UtilityProcess extends EventEmitter {
  #child

  constructor(modulePath, args, { stdio = 'inherit' } = {}) {
    super()
    const streams = stdio === 'inherit' ? 'inherit' : 'ignore'
    this.#child = fork(modulePath, args, {
      execArgv: ['--import', parentPort],
      stdio: ['ignore', streams, streams, 'ipc'],
      serialization: 'advanced',
    })
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.once('exit', (code) => this.emit('exit', code))
  }

  get pid() {
    return this.#child.pid
  }

  /** As Electron: what is sent to a process that is gone is lost. */
  postMessage(message) {
    if (this.#child.connected) this.#child.send(message, undefined, undefined, () => undefined)
  }

  kill() {
    return this.#child.kill('SIGTERM')
  }
}

export const utilityProcess = notYet('utilityProcess', {
  fork: (modulePath, args = [], options = {}) => new UtilityProcess(modulePath, args, options),
})
