/** The words that stand in the photo that is open. */
import type { PhotoId } from '../../electron/api/photo.ts'
import type { PictureLine } from '../../electron/api/words.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'
import { words } from '../strings/strings.svelte.ts'

export class PictureText {
  #lines = $state.raw<readonly PictureLine[]>([])
  #proposal = $state<string>()
  #shows = $state(false)
  #wanted: PhotoId | undefined

  /** In reading order; none until they are known. */
  get lines(): readonly PictureLine[] {
    return this.#lines
  }

  /** The alt text with the words that matter behind it. */
  get proposal(): string | undefined {
    return this.#proposal
  }

  /** Whether they are shown over the picture, and not only under the pointer. */
  get shows(): boolean {
    return this.#shows
  }

  /** Of the photo asked for last. */
  async load(photo: PhotoId): Promise<void> {
    if (photo !== this.#wanted) {
      this.#lines = []
      this.#proposal = undefined
    }
    this.#wanted = photo
    try {
      const { lines, proposal } = await api.photos.words({ photo })
      if (photo !== this.#wanted) return
      this.#lines = lines
      this.#proposal = proposal
    } catch (error) {
      announcer.complain(error)
    }
  }

  /** Shows or hides them, and says them to those who see neither. */
  toggle(): void {
    const { t } = words
    if (this.#lines.length === 0) {
      this.#shows = false
      announcer.say(t.pictureText.none)
      return
    }
    this.#shows = !this.#shows
    announcer.say(this.#shows ? this.#lines.map(({ text }) => text).join('. ') : t.pictureText.hidden)
  }
}
