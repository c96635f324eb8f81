/** What was done here, with the way back that the engine keeps: it holds across windows and restarts. */
import type { HistoryEntry } from '../../electron/api/deed.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { deedText } from '../strings/deed-text.ts'
import { words } from '../strings/strings.svelte.ts'
import { activity } from './activity.svelte.ts'
import { announcer, attempt } from './announcer.svelte.ts'
import { api } from './host.ts'
import { photos } from './photos.svelte.ts'
import { publishing } from './publishing.svelte.ts'

class Deeds {
  /** Something has just been done, by one call of the engine: it is told, with its way back. */
  did(said: string): void {
    activity.changed()
    announcer.tell(said, { label: words.t.undo, act: () => void this.undo() })
  }

  async undo(): Promise<void> {
    await this.#turn('undo', (entry) => announcer.tell(words.t.deeds.takenBack(deedText(words.t, entry.what))))
  }

  async redo(): Promise<void> {
    await this.#turn('redo', (entry) => this.did(deedText(words.t, entry.what)))
  }

  async #turn(way: 'undo' | 'redo', tell: (entry: HistoryEntry) => void): Promise<void> {
    await attempt(async () => {
      const { entry, run } = await api.history[way]({ wait: false })
      if (entry === undefined) {
        announcer.tell(way === 'undo' ? words.t.deeds.nothing : words.t.deeds.nothingAgain)
        return
      }
      activity.changed()
      if (run !== undefined) {
        // Files are written one after the other; the end is told.
        publishing.hear(run)
        return
      }
      // The engine's number.
      if (entry.what.photo !== undefined) await photos.look(entry.what.photo as PhotoId)
      tell(entry)
    })
  }
}

export const deeds = new Deeds()
