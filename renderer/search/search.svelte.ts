/** One search at a time: typing aborts the former one; an answer is shown whole or not at all. */
import type { PhotoId } from '../../electron/api/photo.ts'
import type { SearchOrder, SearchPage } from '../../electron/api/search.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'
import { words } from '../strings/strings.svelte.ts'

/** So many come with what is known of them and why they match; the rest are numbers until they are scrolled to. */
const limit = 200
/** A pause in typing this long means: search. */
const typingMs = 60

type Wish = { readonly words: string } | { readonly similarTo: PhotoId } | { readonly picture: string }

export class SearchState {
  #page = $state.raw<SearchPage | undefined>(undefined)
  #words = $state.raw('')
  #busy = $state(false)
  #order = $state<SearchOrder>('relevance')
  #running: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #announced = ''

  /** The last answer; stays while the next one is on its way. */
  get page(): SearchPage | undefined {
    return this.#page
  }

  /** The words it answers, which may be fewer than those typed by now. */
  get words(): string {
    return this.#words
  }

  get order(): SearchOrder {
    return this.#order
  }

  /** Holds for the searches that follow, until the window closes. */
  set order(order: SearchOrder) {
    this.#order = order
  }

  get busy(): boolean {
    return this.#busy
  }

  look(wish: Wish): void {
    clearTimeout(this.#timer)
    this.#running?.abort()
    if ('words' in wish && wish.words.trim() === '') {
      this.#page = undefined
      this.#busy = false
      return
    }
    this.#busy = true
    this.#timer = setTimeout(() => void this.#ask(wish), typingMs)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#running?.abort()
  }

  async #ask(wish: Wish): Promise<void> {
    const running = new AbortController()
    this.#running = running
    try {
      const page = await api.search.query({ ...wish, limit, rest: true, sort: this.#order }, running.signal)
      if (running.signal.aborted) return
      photos.learn([...page.hits, ...page.nearest].map((hit) => hit.photo))
      this.#page = page
      this.#words = 'words' in wish ? wish.words : ''
      this.#announce(page, 'words' in wish ? wish.words : words.t.search.similarTo)
    } catch (error) {
      if (!running.signal.aborted) announcer.complain(error)
    } finally {
      if (!running.signal.aborted) this.#busy = false
    }
  }

  /** The same answer to a repeated question (photos changed meanwhile) is not said again. */
  #announce(page: SearchPage, asked: string): void {
    const { noneFor, results, atLeast, without } = words.t.search
    const [way] = page.relaxed
    const found = page.atLeast ? atLeast(page.total, asked) : results(page.total, asked)
    const none = way === undefined ? noneFor(asked) : `${noneFor(asked)} ${without(way.dropped, way.total)}`
    const said = page.hits.length === 0 ? none : found
    if (said !== this.#announced) announcer.say(said)
    this.#announced = said
  }
}
