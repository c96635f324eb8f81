/** The photos of a review, in order, and which of them are done. Whoever is done stays in sight, so that one can go back. */
import { SvelteSet } from 'svelte/reactivity'
import type { PhotoId, PhotoSummary } from '../../electron/api/photo.ts'
import type { Scope } from '../../electron/api/timeline.ts'
import { announcer } from '../state/announcer.svelte.ts'
import type { ReviewFilter } from '../state/route.svelte.ts'
import { joined, photosAsking, settledOf } from './photos-asking.ts'
import { asks } from './review-filter.ts'

export class ReviewQueue {
  #ids = $state.raw<readonly PhotoId[]>([])
  readonly #done = new SvelteSet<number>()
  #status = $state<'loading' | 'ready'>('loading')
  #filter: ReviewFilter = 'doubtful'
  #scope: Scope = { kind: 'everything' }
  #running: AbortController | undefined

  get ids(): readonly PhotoId[] {
    return this.#ids
  }

  get status(): 'loading' | 'ready' {
    return this.#status
  }

  get left(): number {
    return this.#ids.length - this.#done.size
  }

  isDone(id: number): boolean {
    return this.#done.has(id)
  }

  /** Begins a review anew. */
  async begin(filter: ReviewFilter, scope: Scope): Promise<void> {
    this.#filter = filter
    this.#scope = scope
    this.#ids = []
    this.#done.clear()
    this.#status = 'loading'
    await this.#read()
  }

  /** Something changed: new photos join at the end, those dealt with elsewhere are done, what was taken back is not. */
  async follow(): Promise<void> {
    if (this.#status === 'ready') await this.#read()
  }

  /** A photo was just dealt with: it is done where it asks no more. */
  settle(photo: PhotoSummary): void {
    if (asks(this.#filter, photo)) this.#done.delete(photo.id)
    else this.#done.add(photo.id)
  }

  /** The next one that is not done after this one, or else the first of all; undefined when all are done. */
  nextAfter(id: number): PhotoId | undefined {
    const place = this.#ids.findIndex((each) => each === id)
    const open = (each: PhotoId): boolean => each !== id && !this.#done.has(each)
    return this.#ids.slice(place + 1).find(open) ?? this.#ids.find(open)
  }

  close(): void {
    this.#running?.abort()
  }

  async #read(): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    try {
      const asking = await photosAsking(this.#filter, this.#scope, running.signal)
      if (running.signal.aborted) return
      this.#ids = joined(this.#ids, asking)
      this.#done.clear()
      for (const id of settledOf(this.#ids, asking)) this.#done.add(id)
      this.#status = 'ready'
    } catch (error) {
      if (!running.signal.aborted) announcer.complain(error)
    }
  }
}
