/** The contract's group `index`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import { done } from './shared/done.ts'
import type { Indexing } from './indexing/indexing.ts'
import { retryFailed } from './indexing/retry-failed.ts'

export function indexHandlers(store: Store, indexing: Indexing): Handlers<SightlineContract>['index'] {
  return {
    async run(input, signal) {
      const begun = performance.now()
      const result = await indexing.run(input, signal)
      const worked = result.stages.map(({ done: good, failed }) => good + failed)
      return {
        ...result,
        folders: [...result.folders],
        stages: [...result.stages],
        opened: worked.reduce((sum, count) => sum + count, 0),
        refused: store.problems.count(),
        seconds: Math.round(performance.now() - begun) / 1000,
      }
    },
    start: async (input) => ({ folders: (await indexing.start(input.pack)).map((folder) => folder.path) }),
    async hint(input) {
      await indexing.hint(input.paths)
      return { done: true }
    },
    conditions: done((input) => indexing.setConditions(input)),
    pause: done(() => indexing.pause(true)),
    resume: done(() => indexing.pause(false)),
    progress: async () => ({ stages: [...(await indexing.progress())] }),
    async retry(input) {
      const retried = retryFailed(store, input.paths)
      await indexing.wake()
      return { retried }
    },
  }
}
