/** What a photo's context menu offers. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { activity } from '../state/activity.svelte.ts'
import { copyAltText, removeFromAlbum, reveal, toggleFavourite, toggleHidden } from '../state/acts.ts'
import { attempt } from '../state/announcer.svelte.ts'
import { api, desktop } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'
import { route } from '../state/route.svelte.ts'
import { selection } from '../state/selection.svelte.ts'
import type { MenuItem } from '../ui/menu-item.ts'

/** On a selected photo the acts are for all selected ones. `album` is the manual album being shown. */
export function photoMenu(
  id: PhotoId,
  onAddToAlbum: (ids: readonly PhotoId[]) => void,
  album: AlbumId | undefined,
): readonly MenuItem[] {
  const { t } = words
  const ids = selection.has(id) ? selection.ids : [id]
  const photo = photos.get(id)
  return [
    { label: t.actions.open, act: () => route.open(id) },
    {
      label: photo?.favourite === true ? t.actions.unfavourite : t.actions.favourite,
      act: () => void toggleFavourite(ids),
    },
    { label: t.actions.addToAlbum, act: () => onAddToAlbum(ids) },
    ...(album === undefined
      ? []
      : [
          { label: t.actions.removeFromAlbum, act: () => void removeFromAlbum(ids, album) },
          {
            label: t.actions.setCover,
            act: () => void attempt(() => api.albums.setCover({ album, photo: id })).then(() => activity.changed()),
          },
        ]),
    { label: t.actions.similar, act: () => route.go({ kind: 'similar', photo: id }) },
    { label: t.actions.copyAlt, act: () => void copyAltText(id) },
    { label: photo?.hidden === true ? t.actions.show : t.actions.hide, act: () => void toggleHidden(ids) },
    ...(desktop === undefined ? [] : [{ label: t.actions.reveal, act: () => void reveal(id) }]),
  ]
}
