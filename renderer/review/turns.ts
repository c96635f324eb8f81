import { tick } from 'svelte'
import { announcer } from '../state/announcer.svelte.ts'

/**
 * Hands are faster than disks: what is pressed meanwhile is done to the photo that is there when its turn comes, and
 * none is lost. `ready` sees to it that there is one.
 */
export function createTurns(ready: () => Promise<void>): (act: () => Promise<void> | undefined) => void {
  let last = Promise.resolve()
  return (act) => {
    last = last.then(async () => {
      await ready()
      await tick()
      await act()
      await tick()
    })
    last.catch((error: unknown) => announcer.complain(error))
  }
}
