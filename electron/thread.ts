/**
 * @file Entry of the inference thread: a worker of the engine, started by `inference/thread/engine-client.ts`. It joins the
 * decoder and the models, which do not know each other.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadSettings } from './inference/device/thread-settings.ts'
import { serveInference } from './inference/thread/thread-loop.ts'
import { decodePhoto } from './media/pixels/decode.ts'

if (parentPort === null) throw new Error('thread.ts is the entry of a worker; start it with startInference.')
// What startInference gave, of this same build; the loop checks the one field that must not be missing.
serveInference(parentPort, workerData as ThreadSettings, decodePhoto)
