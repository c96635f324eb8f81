/** What is known of photos that were on screen, fetched in batches as they come into view. */
import { SvelteMap } from 'svelte/reactivity'
import type { PhotoId, PhotoSummary } from '../../electron/api/photo.ts'
import { announcer } from './announcer.svelte.ts'
import { api } from './host.ts'

/** The engine answers for at most 500 at once. */
const batchSize = 200
const largestBatch = 500
/** Some 2 MB of summaries, a hundred screens of them; what scrolled away longest ago is forgotten first. */
const kept = 5000

class Photos {
  readonly #known = new SvelteMap<number, PhotoSummary>()
  readonly #wanted = new Set<number>()
  #fetching = false

  get(id: number): PhotoSummary | undefined {
    return this.#known.get(id)
  }

  /** How many the engine can be asked for at once. */
  readonly batchSize = largestBatch

  /** Asks for what is not known yet; the latest wish is served first. */
  want(ids: readonly number[]): void {
    this.#wanted.clear()
    for (const id of ids) if (!this.#known.has(id)) this.#wanted.add(id)
    void this.#fetch()
  }

  /** Photos that came with an answer. */
  learn(photos: readonly PhotoSummary[]): void {
    for (const photo of photos) this.#known.set(photo.id, photo)
    for (const id of this.#known.keys()) {
      if (this.#known.size <= kept) break
      this.#known.delete(id)
    }
  }

  /** What was just done to photos, shown without asking again. */
  change(ids: readonly number[], marks: Partial<Pick<PhotoSummary, 'favourite' | 'hidden' | 'rating'>>): void {
    for (const id of ids) {
      const photo = this.#known.get(id)
      if (photo !== undefined) this.#known.set(id, { ...photo, ...marks })
    }
  }

  /** Looks again at one photo. */
  async look(id: PhotoId): Promise<void> {
    await this.#ask([id])
  }

  /** Looks again at photos that may have changed; those on screen are asked for anew, unseen ones forgotten. */
  async refresh(onScreen: readonly number[]): Promise<void> {
    const shown = new Set(onScreen)
    for (const id of [...this.#known.keys()]) if (!shown.has(id)) this.#known.delete(id)
    try {
      for (let from = 0; from < onScreen.length; from += batchSize)
        await this.#ask(onScreen.slice(from, from + batchSize))
    } catch (error) {
      announcer.complain(error)
    }
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return
    this.#fetching = true
    try {
      while (this.#wanted.size > 0) {
        const ids = [...this.#wanted].slice(0, batchSize)
        for (const id of ids) this.#wanted.delete(id)
        await this.#ask(ids)
      }
    } catch (error) {
      announcer.complain(error)
    } finally {
      this.#fetching = false
    }
  }

  async #ask(ids: readonly number[]): Promise<void> {
    // The numbers came from the engine.
    const { photos } = await api.photos.many({ photos: ids as PhotoId[] })
    this.learn(photos)
  }
}

export const photos = new Photos()
