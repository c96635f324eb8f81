/** What was done here, each with its own way back. */
import { words } from '../strings/strings.svelte.ts'
import { activity } from './activity.svelte.ts'
import { announcer, attempt } from './announcer.svelte.ts'

export interface Deed {
  /** `12 photos hidden.` */
  readonly said: string
  readonly back: () => Promise<unknown>
  readonly again: () => Promise<unknown>
}

const kept = 50

class Deeds {
  #done: readonly Deed[] = []
  #takenBack: readonly Deed[] = []

  /** Something has just been done: it is told, with its way back. */
  did(deed: Deed): void {
    this.#done = [...this.#done, deed].slice(-kept)
    this.#takenBack = []
    activity.changed()
    announcer.tell(deed.said, { label: words.t.undo, act: () => void this.undo() })
  }

  async undo(): Promise<void> {
    const deed = this.#done.at(-1)
    if (deed === undefined) {
      announcer.tell(words.t.deeds.nothing)
      return
    }
    this.#done = this.#done.slice(0, -1)
    if (!(await attempt(deed.back))) {
      this.#done = [...this.#done, deed]
      return
    }
    this.#takenBack = [...this.#takenBack, deed]
    activity.changed()
    announcer.tell(words.t.deeds.takenBack(deed.said))
  }

  async redo(): Promise<void> {
    const deed = this.#takenBack.at(-1)
    if (deed === undefined) return
    this.#takenBack = this.#takenBack.slice(0, -1)
    if (!(await attempt(deed.again))) return
    this.#done = [...this.#done, deed]
    activity.changed()
    announcer.tell(deed.said, { label: words.t.undo, act: () => void this.undo() })
  }
}

export const deeds = new Deeds()
