/** What a person is asked before something is done: which album, how to publish, whether really. One at a time. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'

/** A set of photos that can be published; `scope` is exactly one of these. */
export interface PublishChoice {
  readonly label: string
  readonly scope: {
    readonly photos?: readonly PhotoId[]
    readonly album?: AlbumId
    readonly search?: string
    readonly folder?: string
    readonly everything?: boolean
  }
  /** The photos one by one, where they are known. */
  readonly list?: readonly PhotoId[]
}

export type Question =
  | { readonly kind: 'album'; readonly photos: readonly PhotoId[] }
  | { readonly kind: 'keywords'; readonly photos: readonly PhotoId[] }
  | { readonly kind: 'place'; readonly photos: readonly PhotoId[] }
  | { readonly kind: 'trash'; readonly photos: readonly PhotoId[] }
  /** Without choices: what is under way, and what came of it. */
  | { readonly kind: 'publish'; readonly choices: readonly PublishChoice[] }
  | {
      readonly kind: 'sure'
      readonly title: string
      readonly text: string
      readonly answer: (sure: boolean) => void
    }

/** More photos than this are not changed without a question. */
const most = 50

class Questions {
  #open = $state.raw<Question | undefined>(undefined)

  get open(): Question | undefined {
    return this.#open
  }

  album(photos: readonly PhotoId[]): void {
    this.#open = { kind: 'album', photos }
  }

  keywords(photos: readonly PhotoId[]): void {
    this.#open = { kind: 'keywords', photos }
  }

  place(photos: readonly PhotoId[]): void {
    this.#open = { kind: 'place', photos }
  }

  trash(photos: readonly PhotoId[]): void {
    this.#open = { kind: 'trash', photos }
  }

  publish(choices: readonly PublishChoice[]): void {
    this.#open = { kind: 'publish', choices }
  }

  /** True at once for a few photos; for many the person's answer. `act` is what the button says, such as `Hide`. */
  sureAbout(act: string, count: number): Promise<boolean> {
    if (count <= most) return Promise.resolve(true)
    return new Promise((answer) => {
      this.#open = { kind: 'sure', title: act, text: words.t.actions.sure(act, count), answer }
    })
  }

  close(): void {
    const question = this.#open
    this.#open = undefined
    if (question?.kind === 'sure') question.answer(false)
  }
}

export const questions = new Questions()
