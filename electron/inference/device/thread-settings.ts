import type { Life } from './machine-notes.ts'
import type { Machine } from './machine.ts'
import type { PulseMemory } from './pulse.ts'

/** What the thread is born with, in `workerData`. */
export interface ThreadSettings {
  readonly telemetryOff: true
  /** Threads of one model run. */
  readonly threads: number
  /** Photos in one model run, at most. */
  readonly batch: number
  /** Photos being decoded or waiting decoded, at most. */
  readonly decodeAhead: number
  /** The library's folder, whose log hears of what nobody foresaw. Absent: nothing is kept. */
  readonly logFolder?: string | undefined
  /** Absent: everything runs on the processor as it is, and nothing is measured. */
  readonly measuring?: Measuring
}

/** What the thread may find out about its machine. */
export interface Measuring {
  readonly machine: Machine
  /** Path of the machine's notes. */
  readonly notes: string
  readonly life: Life
  readonly witnessedDeath: boolean
  /** Other devices than the processor may be tried: a supervisor starts this process again when one takes it down. */
  readonly mayRisk: boolean
  readonly pulse: PulseMemory
  /** So many photos embedded, or captions written, since the pack was loaded: there is work to speed up. */
  readonly after: { readonly photos: number; readonly captions: number }
}
