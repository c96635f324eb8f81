/** The photo that is open: what is known of it, and its neighbours made ready. */
import type { PhotoDetail, PhotoId } from '../../electron/api/photo.ts'
import { pictureUrls } from '../../electron/api/shell.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'

export class OpenPhoto {
  #detail = $state.raw<PhotoDetail | undefined>(undefined)
  #wanted: PhotoId | undefined

  /** Of the photo asked for last, once it is known. */
  get detail(): PhotoDetail | undefined {
    return this.#detail
  }

  async load(photo: PhotoId): Promise<void> {
    this.#wanted = photo
    try {
      const answer = await api.photos.get({ photo })
      if (photo !== this.#wanted) return
      this.#detail = answer
      photos.learn([answer])
    } catch (error) {
      announcer.complain(error)
    }
  }

  /** Their pictures are there before they are asked for. */
  prepare(neighbours: readonly (number | undefined)[]): void {
    for (const id of neighbours) {
      const photo = id === undefined ? undefined : photos.get(id)
      if (photo !== undefined) new Image().src = pictureUrls.screen(photo.id, photo.version)
    }
  }
}
