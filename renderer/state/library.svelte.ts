/** What every page wants to know of the library: whether it holds anything, what it can do, its albums. */
import type { Album } from '../../electron/api/album.ts'
import { AppError } from '../../electron/api/errors.ts'
import { announcer } from './announcer.svelte.ts'
import { api } from './host.ts'

/** What stands in the way of the library as a whole. */
export interface LibraryTrouble {
  readonly code: string
  readonly reason: string
  readonly hint: string
}

/** The engine is away for a moment: its going and coming is told elsewhere. */
const passing = ['crashed', 'cancelled']

class LibraryState {
  #state = $state.raw<'unknown' | 'empty' | 'filled' | 'closed'>('unknown')
  #trouble = $state.raw<LibraryTrouble | undefined>(undefined)
  #lacksPack = $state(false)
  #videos = $state(0)
  #albums = $state.raw<readonly Album[]>([])

  /** Unknown until it is known whether there is anything to show; closed where the library cannot be opened. */
  get state(): 'unknown' | 'empty' | 'filled' | 'closed' {
    return this.#state
  }

  /** Why it is closed, or cannot be written. */
  get trouble(): LibraryTrouble | undefined {
    return this.#trouble
  }

  /** Pictures can be neither searched nor described yet. */
  get lacksPack(): boolean {
    return this.#lacksPack
  }

  /** Files that are no photos and are shown nowhere. */
  get videos(): number {
    return this.#videos
  }

  get albums(): readonly Album[] {
    return this.#albums
  }

  async look(): Promise<void> {
    try {
      const [status, known] = await Promise.all([api.library.status({}), api.albums.list({ atOnce: true })])
      this.#state = status.folders.length === 0 ? 'empty' : 'filled'
      this.#lacksPack = status.packs.set === undefined
      const passedOver = status.passedOver.kinds.find(({ kind }) => kind === 'video')
      this.#videos = status.files.videos + (passedOver?.count ?? 0)
      this.#albums = known.albums
      this.#trouble = status.trouble && { ...status.trouble, reason: status.trouble.message }
    } catch (error) {
      if (!(error instanceof AppError) || passing.includes(error.code)) {
        announcer.complain(error)
        return
      }
      this.#state = 'closed'
      this.#trouble = { code: error.code, reason: error.message, hint: error.hint }
    }
  }
}

export const library = new LibraryState()
