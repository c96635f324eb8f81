/** All texts one photo has had. */
import type { Caption, CaptionKind } from '../../electron/api/caption.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'

export class CaptionHistory {
  #photo: PhotoId | undefined
  #all = $state.raw<readonly Caption[]>([])

  /** Newest first; empty until it is known. */
  get all(): readonly Caption[] {
    return this.#all
  }

  of(kind: CaptionKind): readonly Caption[] {
    return this.#all.filter((each) => each.kind === kind)
  }

  async look(photo: PhotoId): Promise<void> {
    if (photo !== this.#photo) this.#all = []
    this.#photo = photo
    try {
      const { captions } = await api.captions.history({ photo })
      if (photo === this.#photo) this.#all = captions
    } catch (error) {
      announcer.complain(error)
    }
  }
}
