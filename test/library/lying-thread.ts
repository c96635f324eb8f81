/** @file The inference thread with a device that lies, and the decoder of the product. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadSettings } from '../../electron/inference/device/thread-settings.ts'
import { serveInference } from '../../electron/inference/thread/thread-loop.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { liarOfEnvironment } from '../inference/lying-provider.ts'

if (parentPort === null) throw new Error('not a worker')
serveInference(parentPort, workerData as ThreadSettings, decodePhoto, liarOfEnvironment())
