/**
 * @file An inference thread whose decoder draws instead of reading files. What a path does is in its name:
 * `photo:3` is the fixtures' photo 3, `black`, `slow:100:photo:3`, `crowd:2` (waits until two are decoded at once; its height is
 * how many were), `damaged`, `exit` (the thread dies), `throw`.
 * With `LIE=nan` in its environment, its devices lie.
 */
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../electron/api/errors.ts'
import type { DecodePhoto } from '../../electron/inference/thread/photo-lines.ts'
import type { ThreadSettings } from '../../electron/inference/device/thread-settings.ts'
import { serveInference } from '../../electron/inference/thread/thread-loop.ts'
import { drawPhoto } from './draw-photo.ts'
import { liarOfEnvironment } from './lying-provider.ts'

let decoding = 0
let gathered = Promise.withResolvers<undefined>()

/** How many are decoded at once, oneself included, once `size` are and the next have had time to come. */
async function gather(size: number): Promise<number> {
  decoding += 1
  if (decoding >= size) gathered.resolve(undefined)
  await gathered.promise
  for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  const together = decoding
  await setImmediate()
  decoding -= 1
  if (decoding === 0) gathered = Promise.withResolvers()
  return together
}

const draw: DecodePhoto = async (path, options) => {
  const [, delayMs, rest = path] = /^slow:(\d+):(.*)$/.exec(path) ?? []
  if (delayMs !== undefined) await sleep(Number(delayMs), undefined, { signal: options.signal })
  const [, size] = /^crowd:(\d+)$/.exec(path) ?? []
  const together = size === undefined ? undefined : await gather(Number(size))
  if (rest === 'exit') process.exit(3)
  if (rest === 'throw') throw new Error(`a secret about ${path}`)
  if (rest === 'damaged')
    throw new AppError('damaged', 'damaged is damaged and cannot be shown.', { hint: 'Restore it from a backup.' })
  const rgb =
    rest === 'black' || together !== undefined
      ? new Uint8Array(32 * 32 * 3)
      : drawPhoto(Number(rest.slice('photo:'.length)))
  return {
    format: 'drawing',
    width: 32,
    height: together ?? 32,
    thumbnail: Uint8Array.from([1, 2, 3]),
    thumbnailWidth: 32,
    thumbnailHeight: 32,
    placeholder: Buffer.from('placeholder'),
    signature: Uint8Array.from([9]),
    likeness: new Uint8Array(20 + 56 * 56),
    inputs: options.inputs.map(() => rgb),
  }
}

if (parentPort === null) throw new Error('started as a worker only')
serveInference(parentPort, workerData as ThreadSettings, draw, liarOfEnvironment())
