/**
 * @file A device that lies, in every way that a driver has been seen to or might. It computes on the processor and
 * then spoils what came out. The processor is slowed down beside it, so that an honest device is the faster one.
 */
import type { Tensor } from 'onnxruntime-node'
import { openWithRuntime, type OpenSession, type Session } from '../../electron/inference/graphs/session.ts'

export const lies = [
  'honest',
  'slow',
  'nan',
  'zeros',
  'shifted-rows',
  'noise',
  'no-start',
  'throws',
  'crash',
  'hang',
  'late-nan',
  'late-throw',
  'late-crash',
  'late-hang',
] as const
export type Lie = (typeof lies)[number]

type Outputs = Readonly<Record<string, Tensor>>

/** How slow the slower of the two is. */
const slowRunMs = 15
/** After so many runs of one session a late lie begins: trial and check are over, the real work has begun. */
const honestRuns = 12

/** Works without yielding, as a native run does. */
function dawdle(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

function spoil(outputs: Outputs, change: (values: Float32Array, dims: readonly number[]) => void): Outputs {
  for (const { data, dims } of Object.values(outputs)) if (data instanceof Float32Array) change(data, dims)
  return outputs
}

/** The last row first: what a wrong stride does to a batch. */
function shiftRows(values: Float32Array, [count = 1]: readonly number[]): void {
  const length = values.length / count
  const last = values.slice(values.length - length)
  values.copyWithin(length, 0, values.length - length)
  values.set(last)
}

async function lieOnce(lie: Lie, run: () => Promise<Outputs>): Promise<Outputs> {
  switch (lie) {
    case 'slow':
      dawdle(slowRunMs)
      return run()
    case 'nan':
      return spoil(await run(), (values) => values.fill(Number.NaN))
    case 'zeros':
      return spoil(await run(), (values) => values.fill(0))
    case 'shifted-rows':
      return spoil(await run(), shiftRows)
    case 'noise':
      return spoil(await run(), (values) => values.forEach((value, at) => (values[at] = value + Math.sin(at * 7.3))))
    case 'throws':
      throw new Error('E_INVALIDARG at node LayerNorm_3')
    case 'crash':
      process.kill(process.pid, 'SIGKILL')
      return run()
    case 'hang':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      return run()
    default:
      return run()
  }
}

const late: Partial<Record<Lie, Lie>> = {
  'late-nan': 'nan',
  'late-throw': 'throws',
  'late-crash': 'crash',
  'late-hang': 'hang',
}

function lying(session: Session, lie: Lie): Session {
  let runs = 0
  return {
    inputMetadata: session.inputMetadata,
    outputMetadata: session.outputMetadata,
    release: () => session.release(),
    run: (feeds, fetches) => {
      const now = late[lie] === undefined || ++runs <= honestRuns ? lie : late[lie]
      return lieOnce(now, () => session.run(feeds, fetches))
    },
  }
}

/** Every provider but the processor tells this lie. */
export function createLiar(lie: Lie): OpenSession {
  return async (path, provider, threads) => {
    const session = await openWithRuntime(path, 'cpu', threads)
    if (provider === 'cpu') return lying(session, lie === 'slow' ? 'honest' : 'slow')
    if (lie === 'no-start') {
      await session.release()
      throw new Error('no such device\nand a second line')
    }
    return lying(session, lie)
  }
}

/** The lie named in `LIE`; a thread gets a copy of its parent's environment when it is born. */
export function liarOfEnvironment(): OpenSession | undefined {
  const lie = lies.find((each) => each === process.env['LIE'])
  return lie && createLiar(lie)
}
