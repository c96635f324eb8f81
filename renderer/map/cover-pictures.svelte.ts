/** The small pictures of clusters, loaded as they come into view and kept for a while. */
import type { PhotoId } from '../../electron/api/photo.ts'
import { pictureUrls } from '../../electron/api/shell.ts'
import { photos } from '../state/photos.svelte.ts'

const kept = 400

export class CoverPictures {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- `arrived` tells
  readonly #images = new Map<PhotoId, HTMLImageElement>()
  #arrived = $state(0)

  /** Grows whenever another picture can be drawn. */
  get arrived(): number {
    return this.#arrived
  }

  /** Undefined while it is on its way. */
  get(id: PhotoId): HTMLImageElement | undefined {
    const image = this.#images.get(id)
    return image?.complete === true && image.naturalWidth > 0 ? image : undefined
  }

  /** Of photos about which something is known; ask again when more is. */
  load(ids: readonly PhotoId[]): void {
    for (const id of ids) {
      const photo = photos.get(id)
      if (photo === undefined || this.#images.has(id)) continue
      const image = new Image()
      image.addEventListener('load', () => (this.#arrived += 1))
      image.src = pictureUrls.thumbnail(id, photo.version)
      this.#images.set(id, image)
    }
    for (const id of this.#images.keys()) {
      if (this.#images.size <= kept) break
      this.#images.delete(id)
    }
  }
}
