/**
 * @file Sees a native call that never returns. It blocks its whole thread, so only another thread can see it: the
 * inference thread counts up before and after each risky call in shared memory, and the engine's thread looks on.
 * A count and not a time: a machine that slept has a jump in its clock, and no hang.
 */
import type { OpenSession } from '../graphs/session.ts'

export type PulseMemory = SharedArrayBuffer

/** Places in the memory: calls under way, and all beginnings and ends so far. */
const underWay = 0
const steps = 1

export function createPulse(): PulseMemory {
  return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)
}

/** Marks every call of a provider other than the processor. */
export function withPulse(memory: PulseMemory, openSession: OpenSession): OpenSession {
  const pulse = new Int32Array(memory)
  const step = (change: 1 | -1): void => {
    Atomics.add(pulse, underWay, change)
    Atomics.add(pulse, steps, 1)
  }
  const marked = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    step(1)
    try {
      return await call()
    } finally {
      step(-1)
    }
  }
  return async (path, provider, ...how) => {
    if (provider === 'cpu') return openSession(path, provider, ...how)
    const session = await marked(() => openSession(path, provider, ...how))
    return {
      inputMetadata: session.inputMetadata,
      outputMetadata: session.outputMetadata,
      run: (feeds, fetches) => marked(() => session.run(feeds, fetches)),
      release: () => session.release(),
    }
  }
}

/** So often the memory is looked at before a call counts as hanging. */
const looks = 10

/**
 * Calls `onHang` once when a call has gone on for `limitMs` and nothing else has happened.
 * @returns stops looking
 */
export function watchPulse(memory: PulseMemory, limitMs: number, onHang: () => void): () => void {
  const pulse = new Int32Array(memory)
  let seen = 0
  let times = 0
  const timer = setInterval(() => {
    const now = Atomics.load(pulse, steps)
    times = Atomics.load(pulse, underWay) > 0 && now === seen ? times + 1 : 0
    seen = now
    if (times < looks) return
    clearInterval(timer)
    onHang()
  }, limitMs / looks)
  timer.unref()
  return () => clearInterval(timer)
}
