/** The words about what computes the models, in English. */
import { pluralOf } from './plural.ts'

const plural = pluralOf('en')

export const deviceEn = {
  title: 'Device',
  label: 'Computes with',
  names: {
    auto: 'Whatever proves right and faster',
    cpu: 'The processor',
    webgpu: 'The graphics card (WebGPU)',
    coreml: 'Core ML',
    dml: 'The graphics card (DirectML)',
    cuda: 'The graphics card (CUDA)',
  },
  tasks: { embedding: 'Search', caption: 'Alt text', read: 'Words in photos' },
  place: (device: string, threads: number, batch: number) =>
    `${device}, ${plural(threads, 'thread', 'threads')}, up to ${batch} at once`,
  verdicts: {
    trying: 'is being tried',
    trusted: 'agrees with the processor',
    slower: 'agrees with the processor, but is not faster',
    wrong: 'computes something else than the processor and is not used',
    failed: 'failed and is not used',
    crashed: 'made the engine stop and is not tried again',
    hung: 'did not answer and is not tried again',
    unsuited: 'is not suited for this model',
    absent: 'does not start here',
  },
  verdict: (device: string, verdict: string) => `${device}: ${verdict}`,
  speedup: (times: string) => `${times} times as fast`,
  tuning: (milliseconds: string) => `${milliseconds} ms a photo, measured on this machine`,
  memory: (size: string) => `Memory in use: ${size}`,
  none: 'No model is loaded yet.',
}
