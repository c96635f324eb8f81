/** What computes the models: names, preferences and what a person is told of it. */
import { z } from 'zod'

/** Names as onnxruntime-node 1.30 accepts them; what is compiled in differs per platform. */
export const providerName = z.enum(['cpu', 'webgpu', 'coreml', 'dml', 'cuda'])
export type ProviderName = z.infer<typeof providerName>

/** `auto` takes what proves to be right and faster; a name is tried alone; `cpu` tries nothing. */
export const devicePreference = z.enum(['auto', ...providerName.options])
export type DevicePreference = z.infer<typeof devicePreference>

/**
 * How a provider's trial ended. `trying` has not; `unsuited` was not tried, because it is known to compute such
 * graphs wrongly; `absent` did not start.
 */
export const verdictState = z.enum([
  'trying',
  'trusted',
  'slower',
  'wrong',
  'failed',
  'crashed',
  'hung',
  'unsuited',
  'absent',
])
export type VerdictState = z.infer<typeof verdictState>

const tuning = z.object({
  threads: z.int(),
  /** Photos in one run. */
  batch: z.int(),
  /** What was measured, the chosen one included. */
  measured: z.array(z.object({ threads: z.int(), batch: z.int(), msPerPhoto: z.number() })),
  /** How long a photo's decode took beside it. */
  decodeMs: z.number(),
})
export type Tuning = z.infer<typeof tuning>

const deviceUse = z.object({
  /** `id@revision` of the pack. */
  pack: z.string(),
  task: z.enum(['embedding', 'caption', 'read']),
  provider: providerName,
  threads: z.int(),
  batch: z.int(),
  verdicts: z.array(
    z.object({
      provider: providerName,
      state: verdictState,
      /** For experts, in English. */
      detail: z.string(),
      /** Times as fast as the processor. */
      speedup: z.number().optional(),
    }),
  ),
  tuning: tuning.optional(),
})
export type DeviceUse = z.infer<typeof deviceUse>
export const tuningSchema = tuning

export const deviceReport = z.object({
  /** Processor and graphics, as far as the system names them. */
  machine: z.string(),
  preference: devicePreference,
  /** What can be preferred here, the processor first. */
  offered: z.array(providerName),
  /** Main memory of the engine now, models included. */
  memoryBytes: z.int(),
  packs: z.array(deviceUse),
})
export type DeviceReport = z.infer<typeof deviceReport>
