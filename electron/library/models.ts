/** The inference thread and the packs in it, started when first needed. */
import { startInference, type Inference } from '../inference/engine-client.ts'
import type { Store } from '../store/store.ts'
import { choosePacks, loadPacks, type ActivePacks } from './active-packs.ts'

export interface Models {
  readonly inference: Inference
  readonly packs: ActivePacks
}

export interface ModelRoom {
  /** What would be used, without starting anything. Errors: `no-pack` when a set was asked for and is not there. */
  chosen(asked?: string): Promise<Omit<ActivePacks, 'vectors'>>
  /** Starts the thread and loads the packs, once; another set replaces the former. */
  ready(asked?: string): Promise<Models>
  /** The thread alone, for decoding. */
  inference(): Inference
  close(): Promise<void>
}

export function createModelRoom(store: Store, packFolders: readonly string[], threadUrl: URL): ModelRoom {
  let thread: Inference | undefined
  let loaded: { readonly key: string; readonly models: Promise<Models> } | undefined

  const inference = (): Inference => (thread ??= startInference({ threadUrl }))

  return {
    chosen: (asked) => choosePacks(packFolders, store, asked),
    async ready(asked) {
      const choice = await choosePacks(packFolders, store, asked)
      const key = [choice.embedding?.folder, choice.caption?.folder, choice.captionModel].join('\n')
      if (loaded?.key !== key) {
        const models = loadPacks(inference(), choice, store).then((packs) => ({ inference: inference(), packs }))
        loaded = { key, models }
      }
      return loaded.models
    },
    inference,
    close: async () => {
      await thread?.close()
    },
  }
}
