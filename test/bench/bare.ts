/** Starts the yardstick's thread and asks it for rounds. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Bare {
  run(paths: readonly string[], embeds: boolean): Promise<void>
  close(): Promise<void>
}

export async function startBare(settings: {
  readonly graph: string
  readonly threads: number
  readonly batch: number
  readonly ahead: number
}): Promise<Bare> {
  const worker = new Worker(new URL('./bare-thread.ts', import.meta.url), { workerData: settings })
  await once(worker, 'message')
  return {
    async run(paths, embeds) {
      const done = once(worker, 'message')
      worker.postMessage({ paths, embeds })
      await done
    },
    async close() {
      const gone = once(worker, 'exit')
      worker.postMessage('close')
      await gone
    },
  }
}
