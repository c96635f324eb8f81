/**
 * @file The only door to onnxruntime. Used by the embedder and the captioner, in the inference thread or, by the
 * evaluation and the tests, on a main thread.
 *
 * The library is loaded by `import()` inside a function, after the telemetry is off: a static import would be
 * hoisted above that by a bundler.
 */
import type * as onnxruntime from 'onnxruntime-node'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import { checkGraph, type GraphRule } from './graph-check.ts'
import { readPrecision } from './graph-precision.ts'
import { assertNumbers, type GraphOrigin } from './half-precision.ts'
import type { InstalledPack } from '../pack/pack.ts'
import { defaultProviders, firstLine, openOnFirst, providerOptions, unsuitedReason } from './providers.ts'
import type { ProviderChoice, ProviderName } from './providers.ts'
import { assertTelemetryOff } from './telemetry.ts'

type Runtime = typeof onnxruntime

export interface GraphOptions {
  /** Threads of one run. More than half the cores starves the decoder beside it. Default 1. */
  readonly threads?: number
  /** Order of preference; the processor is always the last resort. */
  readonly providers?: readonly ProviderName[]
  /** Its inputs come in ever other sizes: remembering how memory was laid out for each costs more than it saves. */
  readonly sizesVary?: boolean
  /** Opens a file on a provider. Default: onnxruntime does. */
  readonly openSession?: OpenSession
}

/** What is needed of a session: onnxruntime's own, one that is watched, or one that stands in for a provider. */
export type Session = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata' | 'release'> & {
  run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]): Promise<Readonly<Record<string, Tensor>>>
}
/** @throws what the provider says when it cannot */
export type OpenSession = (
  path: string,
  provider: ProviderName,
  threads: number,
  sizesVary?: boolean,
) => Promise<Session>

/** A tensor on its way in or out: values in row-major order. */
export interface Values {
  readonly data: Float32Array | BigInt64Array | Uint8Array
  readonly dims: readonly number[]
}

/** An opened graph. `run` blocks the calling thread's JavaScript while it computes. */
export interface Graph {
  readonly choice: ProviderChoice
  /** Stated sizes of an input's axes; a word where the graph takes any. */
  inputShape(name: string): readonly (number | string)[]
  /** Feeds named inputs and yields the float32 outputs that the rule names. */
  run(feeds: Readonly<Record<string, Values>>): Promise<ReadonlyMap<string, FloatValues>>
  close(): Promise<void>
}

export interface FloatValues {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

/**
 * Opens one graph of a pack and asserts its inputs and outputs.
 * @param file path inside the pack
 * @throws AppError 'pack-damaged' when the file is no readable graph or has other tensors than the rule
 */
export async function openGraph(
  installed: InstalledPack,
  file: string,
  rule: GraphRule,
  options: GraphOptions = {},
): Promise<Graph> {
  const runtime = await loadRuntime()
  const path = join(installed.filesIn ?? installed.folder, file)
  const origin = { packId: installed.pack.id, file, path }
  const openSession = options.openSession ?? openWithRuntime
  const { opened: session, choice } = await openOnFirst(options.providers ?? defaultProviders, async (provider) => {
    const unsuited = provider === 'cpu' ? undefined : unsuitedReason(provider, await readPrecision(path))
    if (unsuited !== undefined) throw new UnsuitedGraph(unsuited)
    return openSession(path, provider, options.threads ?? 1, options.sizesVary === true)
  }).catch((error: unknown) => {
    throw new AppError(
      'pack-damaged',
      `The model pack "${origin.packId}" does not open: ${file}: ${firstLine(error)}`,
      {
        hint: 'Verify the pack with "sightline doctor", or download or import it again.',
        cause: error,
      },
    )
  })
  try {
    checkGraph(origin, rule, { inputs: session.inputMetadata, outputs: session.outputMetadata })
  } catch (error) {
    await session.release()
    throw error
  }
  return wrapSession(runtime, { session, choice, rule, origin })
}

async function loadRuntime(): Promise<Runtime> {
  assertTelemetryOff()
  return import('onnxruntime-node')
}

// fp16 graphs have met fusions that fail at 'all' (transformers.js#1567); a lower level loads the same graph.
const optimisationLevels = ['all', 'basic', 'disabled'] as const

/** A graph that a provider is known to compute wrongly. */
class UnsuitedGraph extends Error {}

/** The way of the product: onnxruntime's own session. */
export async function openWithRuntime(
  path: string,
  provider: ProviderName,
  threads: number,
  sizesVary = false,
): Promise<Session> {
  const runtime = await loadRuntime()
  let failure: unknown
  for (const graphOptimizationLevel of optimisationLevels) {
    try {
      const session = await runtime.InferenceSession.create(path, {
        executionProviders: [providerOptions(provider)],
        graphOptimizationLevel,
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        // The detector of text on pictures of six sizes: 228 instead of 330 MB, in the same time (measured 2026-11).
        enableMemPattern: provider !== 'dml' && !sizesVary,
        logSeverityLevel: 3,
        // Documented for the browser build only, but the Node binding reads it too (values must be strings): waiting
        // threads sleep instead of spinning beside the decoder. Two threads, ViT-B/32: 89 instead of 161 ms of
        // processor time a run, the same wall time (measured 2026-11).
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      })
      return {
        inputMetadata: session.inputMetadata,
        outputMetadata: session.outputMetadata,
        run: (feeds, fetches) => session.run(feeds, fetches),
        release: () => session.release(),
      }
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

interface OpenedSession {
  readonly session: Session
  readonly choice: ProviderChoice
  readonly rule: GraphRule
  readonly origin: GraphOrigin
}

function wrapSession(runtime: Runtime, { session, choice, rule, origin }: OpenedSession): Graph {
  const fetches = rule.outputs.map(({ name }) => name)
  const types = new Map(rule.inputs.map(({ name, type }) => [name, type]))
  let closed = false
  return {
    choice,
    inputShape(name) {
      const found = session.inputMetadata.find((input) => input.name === name)
      return found?.isTensor === true ? found.shape : []
    },
    async run(feeds) {
      if (closed) throw new AppError('internal', 'A closed graph was asked to run.')
      const inputs: Record<string, Tensor> = {}
      for (const [name, values] of Object.entries(feeds))
        inputs[name] = new runtime.Tensor(types.get(name) ?? 'float32', values.data, values.dims)
      try {
        const outputs = await session.run(inputs, fetches)
        const given = fetches.map((name) => [name, asFloats(name, outputs[name])] as const)
        // The first is what the graph is for; what no number reached in a cache shows there a step later.
        if (choice.provider === 'cpu' && given[0] !== undefined) await assertNumbers(origin, given[0][1].data)
        return new Map(given)
      } catch (error) {
        if (error instanceof AppError) throw error
        throw new AppError('provider-failed', `The model failed on ${choice.provider}: ${firstLine(error)}`, {
          hint: 'Sightline goes on without it. "sightline doctor" shows more.',
          cause: error,
        })
      }
    },
    async close() {
      if (closed) return
      closed = true
      await session.release()
    },
  }
}

function asFloats(name: string, tensor: Tensor | undefined): FloatValues {
  if (tensor?.data instanceof Float32Array) return { data: tensor.data, dims: tensor.dims }
  throw new AppError('provider-failed', `The model gave no float32 output "${name}".`)
}
