/** What somebody has chosen in the dialog so far. */
import type { PublishForm, PublishHow } from '../../electron/api/publish.ts'
import { preferences } from '../state/preferences.svelte.ts'
import type { PublishChoice } from '../state/questions.svelte.ts'

/** Into the clipboard is no run of the engine. */
export type WishForm = PublishForm | 'clipboard'
export type ClipboardFormat = 'plain' | 'html' | 'markdown'

/** They go into a folder that is new or empty. */
const intoFolder: readonly WishForm[] = ['copies', 'page']
const fileEndings: Partial<Record<WishForm, string>> = { markdown: 'md', csv: 'csv', json: 'json' }

type Options = Omit<PublishHow, 'as' | 'to'>

const defaults: Options = {
  embed: 'where-possible',
  sidecarName: 'full',
  texts: 'all',
  caption: 'leave',
  facts: false,
  times: 'keep',
  edge: 1600,
}

export class PublishWish {
  readonly choices: readonly PublishChoice[]
  chosen = $state(0)
  form = $state<WishForm>(preferences.current.writeIntoFiles ? 'files' : 'copies')
  to = $state('')
  clipboard = $state<ClipboardFormat>('plain')
  withDescriptions = $state(false)
  /** Yes, into the originals. */
  allow = $state(false)
  #options = $state.raw(defaults)

  constructor(choices: readonly PublishChoice[]) {
    this.choices = choices
  }

  get choice(): PublishChoice {
    return this.choices[this.chosen] ?? { label: '', scope: { everything: true } }
  }

  get options(): Options {
    return this.#options
  }

  set(options: Partial<Options>): void {
    this.#options = { ...this.#options, ...options }
  }

  get isIntoFolder(): boolean {
    return intoFolder.includes(this.form)
  }

  get wantsPlace(): boolean {
    return this.isIntoFolder || this.form in fileEndings
  }

  /** A name inside a folder that was picked, which is not there yet on most days. */
  placeIn(folder: string, day: string): string {
    const ending = fileEndings[this.form]
    const name = ending === undefined ? `Sightline ${day}` : `Sightline ${day}.${ending}`
    return `${folder.replace(/[/\\]$/u, '')}/${name}`
  }

  /** As the engine takes it; where it goes does not change how it will be. */
  get asked() {
    const { photos, ...scope } = this.choice.scope
    return {
      ...scope,
      ...(photos === undefined ? {} : { photos: [...photos] }),
      ...this.#options,
      as: this.form === 'clipboard' ? ('json' as const) : this.form,
    }
  }

  get place(): { readonly to?: string } {
    const to = this.to.trim()
    return this.wantsPlace && to !== '' ? { to } : {}
  }
}
