/** What computes the models, in sentences. The window has its own, in its languages. */
import type { DeviceUse, Tuning, VerdictState } from '../../api/device.ts'

const deviceNames = {
  cpu: 'the processor',
  webgpu: 'the graphics card through WebGPU',
  coreml: 'Core ML',
  dml: 'the graphics card through DirectML',
  cuda: 'the graphics card through CUDA',
} as const satisfies Record<DeviceUse['provider'], string>

export function placeWords({ provider, threads, batch, task }: DeviceUse): string {
  const pieces = task === 'embedding' ? 'photos' : 'captions'
  const with_ = provider === 'cpu' ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : ''
  return `runs on ${deviceNames[provider]}${with_}, up to ${batch} ${pieces} at once`
}

const outcomes = {
  trying: 'is being tried',
  trusted: 'agrees with the processor',
  slower: 'agrees with the processor but is not faster',
  wrong: 'computes something else than the processor and is not used',
  failed: 'failed and is not used',
  crashed: 'took the engine down and is not tried again',
  hung: 'hung and is not tried again',
  unsuited: 'is not tried with this pack',
  absent: 'does not start here',
} as const satisfies Record<VerdictState, string>

export function verdictWords({ provider, state, detail }: DeviceUse['verdicts'][number]): string {
  const again = state === 'crashed' || state === 'hung' || state === 'failed' || state === 'wrong'
  const words = `${outcomes[state]}${detail === '' ? '' : `: ${detail}`}`
  return again ? `${words}. To try it again, choose ${provider} as the device in the settings` : words
}

/** Why so many threads and so many photos a run, with what was measured. */
export function tuningWords({ threads, batch, measured, decodeMs }: Tuning, inUse: number): string {
  const figures = measured.map((each) => `${each.threads} × ${each.batch}: ${each.msPerPhoto.toPrecision(2)} ms`)
  const also = inUse === batch ? '' : ` (on the processor; now ${inUse})`
  return (
    `${threads} ${threads === 1 ? 'thread' : 'threads'} and ${batch} a run${also}, measured here beside decodes of ` +
    `${Math.round(decodeMs)} ms; threads × photos a run, time a photo: ${figures.join(', ')}`
  )
}
