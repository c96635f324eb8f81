/** Keeps what a component shows in step with the library. */
import { activity } from './activity.svelte.ts'
import { throttled } from './throttle.ts'

/** While indexing, something changes four times a second; looking again that often would cost the engine its time. */
const restMs = 1000

/** Call while a component is set up: runs `work` now and after changes, as long as the component lives. */
export function followChanges(work: () => void): void {
  const soon = throttled(work, restMs)
  $effect(() => {
    void activity.changes
    soon()
  })
  $effect(() => () => soon.cancel())
}
