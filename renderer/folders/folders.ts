/** Adding folders: the engine scans and works; what it finds comes as events. */
import { activity } from '../state/activity.svelte.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'

/** Returns at once; indexing takes as long as it takes. */
export function addFolders(folders: readonly string[]): void {
  if (folders.length === 0) return
  // Not awaited: its progress and its end are events, only its failure comes back here.
  void api.index.run({ folders: [...folders] }).then(
    () => activity.changed(),
    (error: unknown) => announcer.complain(error),
  )
}
