/** What every page wants to know of the library: whether it holds anything, what it can do, its albums. */
import type { Album } from '../../electron/api/album.ts'
import { announcer } from './announcer.svelte.ts'
import { api } from './host.ts'

class LibraryState {
  #state = $state.raw<'unknown' | 'empty' | 'filled'>('unknown')
  #lacksPack = $state(false)
  #videos = $state(0)
  #albums = $state.raw<readonly Album[]>([])

  /** Unknown until it is known whether there is anything to show. */
  get state(): 'unknown' | 'empty' | 'filled' {
    return this.#state
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
      const [status, known] = await Promise.all([api.library.status({}), api.albums.list({})])
      this.#state = status.folders.length === 0 ? 'empty' : 'filled'
      this.#lacksPack = status.packs.set === undefined
      this.#videos = status.files.videos
      this.#albums = known.albums
    } catch (error) {
      announcer.complain(error)
    }
  }
}

export const library = new LibraryState()
