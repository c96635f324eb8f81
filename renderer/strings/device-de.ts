/** The words about what computes the models, in German. */
import type { Strings } from './en.ts'

export const deviceDe: Strings['device'] = {
  title: 'Gerät',
  label: 'Gerechnet wird mit',
  names: {
    auto: 'Was sich als richtig und schneller erweist',
    cpu: 'Prozessor',
    webgpu: 'Grafikkarte (WebGPU)',
    coreml: 'Core ML',
    dml: 'Grafikkarte (DirectML)',
    cuda: 'Grafikkarte (CUDA)',
  },
  tasks: { embedding: 'Suche', caption: 'Alternativtexte', read: 'Wörter in Fotos' },
  place: (device, threads, batch) =>
    `${device}, ${threads} ${threads === 1 ? 'Thread' : 'Threads'}, bis zu ${batch} auf einmal`,
  verdicts: {
    trying: 'wird erprobt',
    trusted: 'rechnet wie der Prozessor',
    slower: 'rechnet wie der Prozessor, aber nicht schneller',
    wrong: 'rechnet anders als der Prozessor und wird nicht benutzt',
    failed: 'ist gescheitert und wird nicht benutzt',
    crashed: 'hat das Programm angehalten und wird nicht wieder erprobt',
    hung: 'hat nicht geantwortet und wird nicht wieder erprobt',
    unsuited: 'eignet sich nicht für dieses Modell',
    absent: 'startet hier nicht',
  },
  verdict: (device, verdict) => `${device}: ${verdict}`,
  speedup: (times) => `${times}-mal so schnell`,
  tuning: (milliseconds) => `${milliseconds} ms je Foto, auf diesem Rechner gemessen`,
  memory: (size) => `Belegter Speicher: ${size}`,
  none: 'Noch ist kein Modell geladen.',
}
