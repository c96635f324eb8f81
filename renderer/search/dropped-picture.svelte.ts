/** A picture a person dropped on the search box: made small here, and compared, never kept. */
import { AppError } from '../../electron/api/errors.ts'
import { words } from '../strings/strings.svelte.ts'

/** As large as a thumbnail: more tells the model nothing. CSS-independent pixels of the longer side. */
const longEdge = 512
const quality = 0.9

class DroppedPicture {
  #base64 = $state.raw<string | undefined>(undefined)

  /** A JPEG in base64; undefined before the first drop and after a reload. */
  get base64(): string | undefined {
    return this.#base64
  }

  /** Errors: `unsupported` for a file that this window cannot show, such as a RAW. */
  async take(file: File): Promise<void> {
    const bitmap = await createImageBitmap(file).catch((error: unknown) => {
      throw new AppError('unsupported', words.t.search.pictureUnreadable(file.name), {
        hint: words.t.search.pictureHint,
        cause: error,
      })
    })
    const scale = Math.min(1, longEdge / Math.max(bitmap.width, bitmap.height))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(bitmap.width * scale)),
      Math.max(1, Math.round(bitmap.height * scale)),
    )
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    this.#base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }
}

export const droppedPicture = new DroppedPicture()
