import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'

/** The files that show a photo, the one to open first: present, and the camera's JPEG before its RAW. */
export function filesToOpen(store: Store, photoId: number): readonly FileRow[] {
  return store.files.ofPhoto(photoId).filter((file) => file.kind === 'photo' && !file.gone)
}
