/** @file The inference thread with a decoder that takes the whole process with it, as a native abort does. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadSettings } from '../../electron/inference/device/thread-settings.ts'
import { serveInference } from '../../electron/inference/thread/thread-loop.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'

if (parentPort === null) throw new Error('not a worker')
serveInference(parentPort, workerData as ThreadSettings, (path, options) => {
  if (path.endsWith('killer.jpg')) process.kill(process.pid, 'SIGSEGV')
  return decodePhoto(path, options)
})
