/** The inference thread and the packs in it, started when first needed. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { DeviceReport, DeviceUse } from '../../api/device.ts'
import type { Log } from '../../log/log.ts'
import { startInference, type Inference } from '../../inference/thread/engine-client.ts'
import { MachineNotes, type Life } from '../../inference/device/machine-notes.ts'
import { describeMachine } from '../../inference/device/machine.ts'
import { offeredProviders } from '../../inference/graphs/providers.ts'
import type { Store } from '../../store/store.ts'
import { choosePacks, loadPacks, type ActivePacks, type ChosenPacks } from './active-packs.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface Models {
  readonly inference: Inference
  readonly packs: ActivePacks
}

export interface LoadedModels {
  /** What would be used, without starting anything. Errors: `no-pack` when a set was asked for and is not there. */
  chosen(asked?: string): Promise<ChosenPacks>
  /**
   * Starts the thread and loads the packs, once; another set that is asked for replaces the replaced. Packs that are
   * installed or removed later change nothing until `renew`, since results under way belong to those that are loaded.
   */
  ready(asked?: string): Promise<Models>
  /** Chooses and loads again. Call it while nothing is under way. */
  renew(): Promise<Models>
  /** Whether packs have been loaded. */
  readonly isLoaded: boolean
  /** Whether the thread holds no pack. */
  readonly isEmpty: boolean
  /** The thread alone, for decoding. */
  inference(): Inference
  /** What computes the models, as far as anything is loaded. */
  device(): Promise<DeviceReport>
  /** Another device is preferred: what is loaded moves, and what stood against a named one is forgotten. */
  deviceChanged(): Promise<void>
  close(): Promise<void>
}

export interface LoadedModelsOptions {
  readonly store: Store
  readonly packFolders: readonly string[]
  readonly threadUrl: URL
  readonly witnessedDeath: boolean
  readonly log: Log
  /** Absent: only the processor is used. */
  readonly risk: Risk | undefined
}

/** For a process that a device's driver may take down. */
export interface Risk {
  /** A device's call does not come back: this process can neither go on nor end properly. */
  readonly onHang: () => void
  /** How long a call may take, where not the usual. */
  readonly hangMs?: number | undefined
}

export function createLoadedModels(options: LoadedModelsOptions): LoadedModels {
  const { store, packFolders, threadUrl, witnessedDeath, log, risk } = options
  const machine = describeMachine()
  const life: Life = { pid: process.pid, id: randomUUID() }
  const notesPath = join(store.folder, 'machine.json')
  const notes = new MachineNotes(notesPath, life, witnessedDeath)
  let thread: Inference | undefined
  let loaded: { readonly key: string; readonly choice: ChosenPacks; readonly models: Promise<Models> } | undefined

  const inference = (): Inference =>
    (thread ??= startInference({
      logFolder: log.path === undefined ? undefined : store.folder,
      threadUrl,
      measuring: {
        ...{ machine, notes: notesPath, life, witnessedDeath },
        mayRisk: risk !== undefined,
        hangMs: risk?.hangMs,
        onHang: risk?.onHang ?? (() => undefined),
      },
    }))
  const load = (choice: ChosenPacks): Promise<Models> => {
    const folders = [choice.embedding, choice.caption, choice.answering, choice.reading].map((each) => each?.folder)
    const key = [...folders, choice.captionModel, readPreferences(store).device].join('\n')
    if (loaded?.key === key) return loaded.models
    const models = loadPacks(inference(), choice, store).then((packs) => ({ inference: inference(), packs }))
    loaded = { key, choice, models }
    return models
  }

  return {
    chosen: (asked) => choosePacks(packFolders, store, asked),
    ready: async (asked) =>
      asked === undefined && loaded !== undefined ? loaded.models : load(await choosePacks(packFolders, store, asked)),
    async renew() {
      const choice = await choosePacks(packFolders, store, undefined)
      loaded = undefined // a pack that was mended has the same name
      return load(choice)
    },
    get isLoaded() {
      return loaded !== undefined
    },
    get isEmpty() {
      return (
        loaded === undefined ||
        (loaded.choice.embedding ?? loaded.choice.caption ?? loaded.choice.reading) === undefined
      )
    },
    inference,
    async device() {
      const devices: readonly DeviceUse[] = thread === undefined ? [] : (await thread.stats()).devices
      return {
        machine: machine.label,
        preference: readPreferences(store).device,
        offered: ['cpu', ...offeredProviders(machine)],
        memoryBytes: process.memoryUsage.rss(),
        packs: [...devices],
      }
    },
    async deviceChanged() {
      const { device } = readPreferences(store)
      if (device !== 'auto' && device !== 'cpu') notes.forgive(device)
      if (loaded !== undefined) await load(loaded.choice)
    },
    close: async () => {
      await thread?.close()
    },
  }
}
