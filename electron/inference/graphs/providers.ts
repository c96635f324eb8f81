/**
 * @file Which hardware may run a graph. The processor is always there, always first, and the yardstick of all others.
 * A provider that cannot start is passed over, and the choice says why.
 */
import type { DevicePreference, ProviderName } from '../../api/device.ts'
import type { GraphPrecision } from './graph-precision.ts'

export type { ProviderName } from '../../api/device.ts'

/** Which provider runs, and why the ones before it do not. */
export interface ProviderChoice {
  readonly provider: ProviderName
  readonly reason: string
}

export const defaultProviders: readonly ProviderName[] = ['cpu']

/** What of a machine decides which providers are worth a trial. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly arch: string
  /** The system has a device that draws. Without one a trial only complains. */
  readonly hasGraphics: boolean
  /** CUDA's provider lies beside onnxruntime: it is not in the package, so somebody put it there. */
  readonly hasCuda: boolean
}

type Offer = (surroundings: Surroundings) => boolean
const always: Offer = () => true
const withGraphics: Offer = ({ hasGraphics }) => hasGraphics
const withCuda: Offer = ({ hasCuda }) => hasCuda

/** What onnxruntime-node 1.30 has compiled in, per platform; what is absent here runs on the processor alone. */
const offers: Readonly<Record<string, readonly (readonly [ProviderName, Offer])[]>> = {
  'darwin-arm64': [
    ['webgpu', always],
    ['coreml', always],
  ],
  'win32-x64': [
    ['dml', always],
    ['webgpu', always],
  ],
  'win32-arm64': [
    ['dml', always],
    ['webgpu', always],
  ],
  'linux-x64': [
    ['webgpu', withGraphics],
    ['cuda', withCuda],
  ],
}

/** CoreML gave vectors of NaN and of zeros without an error (2026-08), and no gain for SigLIP2: never unasked. */
const onRequestOnly: ReadonlySet<ProviderName> = new Set(['coreml'])

/**
 * Providers worth a trial here, in order.
 * @param preference a name is tried alone, where the platform has it; `cpu` leaves none
 */
export function candidateProviders(preference: DevicePreference, surroundings: Surroundings): ProviderName[] {
  const here = offeredProviders(surroundings)
  if (preference === 'auto') return here.filter((name) => !onRequestOnly.has(name))
  return here.filter((name) => name === preference)
}

/** What is here besides the processor, asked for or not. */
export function offeredProviders(surroundings: Surroundings): ProviderName[] {
  return (offers[`${surroundings.platform}-${surroundings.arch}`] ?? [])
    .filter(([, offered]) => offered(surroundings))
    .map(([name]) => name)
}

/**
 * Why a provider may not even be tried with such a graph.
 * WebGPU computed 4-bit and 8-bit graphs silently wrong (transformers.js#1728, 2026-07); DirectML failed on 8-bit
 * SigLIP2 when it ran, not when it started.
 */
export function unsuitedReason(provider: ProviderName, precision: GraphPrecision): string | undefined {
  if (precision !== 'quantised') return undefined
  if (provider === 'webgpu' || provider === 'dml') return 'it is known to fail on quantised graphs'
  return undefined
}

/** What onnxruntime wants to hear for a provider. */
export function providerOptions(provider: ProviderName): { readonly name: string } & Record<string, unknown> {
  // Flags: 0x10 makes an MLProgram, 0x20 keeps it on processor and graphics, away from the neural engine's own rounding.
  if (provider === 'coreml') return { name: 'coreml', coreMlFlags: 0x30 }
  if (provider === 'webgpu') return { name: 'webgpu', validationMode: 'basic' }
  return { name: provider }
}

/**
 * Tries the providers in order and ends with the processor.
 * @param wanted order of preference; `cpu` is added at the end when absent
 * @param open starts the graph on one provider, or throws
 * @returns what was opened and the choice with its reason
 * @throws what `open` threw for the processor
 */
export async function openOnFirst<Opened>(
  wanted: readonly ProviderName[],
  open: (provider: ProviderName) => Promise<Opened>,
): Promise<{ opened: Opened; choice: ProviderChoice }> {
  const refusals: string[] = []
  for (const provider of wanted) {
    if (provider === 'cpu') break
    try {
      return { opened: await open(provider), choice: { provider, reason: 'asked for and started' } }
    } catch (error) {
      refusals.push(`${provider} did not start (${firstLine(error)})`)
    }
  }
  const opened = await open('cpu')
  const reason = refusals.length === 0 ? 'the default' : refusals.join('; ')
  return { opened, choice: { provider: 'cpu', reason } }
}

/** The first line of a native library's complaint, short enough for a sentence. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n')[0] ?? '').slice(0, 240)
}
