/** The photos of one scope, in order, kept up to date while things change. */
import type { MomentTimeline, Scope, Timeline } from '../../electron/api/timeline.ts'
import { inOrder } from './arrange.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'

/** While indexing, a list that is re-read for every photo would flicker and cost the engine its time. */
const quietMs = 1000
/** A short list costs little, and the first photos of a library are waited for. */
const shortList = 500
const shortQuietMs = 200

/** Where moments are asked for they come with it. */
type Read = Timeline & Partial<Pick<MomentTimeline, 'moments'>>

const empty: Read = { ids: [], ratios: [], days: [] }

export class TimelineState {
  #timeline = $state.raw<Read>(empty)
  #status = $state<'loading' | 'ready' | 'failed'>('loading')
  #running: AbortController | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #readAt = -Infinity
  #key = ''

  get timeline(): Read {
    return this.#timeline
  }

  get status(): 'loading' | 'ready' | 'failed' {
    return this.#status
  }

  /** Shows another scope at once, or the same one again after a moment; parted by moments where that is wished. */
  show(scope: Scope, byMoments: boolean): void {
    const key = JSON.stringify(scope)
    const isNew = key !== this.#key
    this.#key = key
    if (isNew) {
      this.#timeline = empty
      this.#status = 'loading'
      this.#readAt = -Infinity
    }
    clearTimeout(this.#again)
    const quiet = this.#timeline.ids.length < shortList ? shortQuietMs : quietMs
    this.#again = setTimeout(
      () => void this.#read(scope, byMoments),
      Math.max(0, this.#readAt + quiet - performance.now()),
    )
  }

  /** The order a person just gave, shown before the engine has confirmed it. */
  arrange(ids: readonly number[]): void {
    this.#timeline = inOrder(this.#timeline, ids)
  }

  close(): void {
    clearTimeout(this.#again)
    this.#running?.abort()
  }

  async #read(scope: Scope, byMoments: boolean): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.#readAt = performance.now()
    try {
      const timeline = await (byMoments ? api.photos.momentTimeline : api.photos.timeline)(scope, running.signal)
      if (running.signal.aborted) return
      this.#timeline = timeline
      this.#status = 'ready'
    } catch (error) {
      if (running.signal.aborted) return
      this.#status = 'failed'
      announcer.complain(error)
    }
  }
}
