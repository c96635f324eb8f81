/** @file Loaded before a utility process's own module: the port to its parent. */
import { EventEmitter } from 'node:events'

const port = new EventEmitter()
process.parentPort = Object.assign(port, { postMessage: (message) => process.send(message) })
process.on('message', (data) => port.emit('message', { data, ports: [] }))
// Electron ends its utility processes with itself.
process.on('disconnect', () => process.exit(0))
