/** What a photo's context menu offers, in a list of photos and in the photo view. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { askToPublish } from '../publish/publish-choice.ts'
import { copyAltText, describe, removeFromAlbum, reveal, setCover } from '../state/acts.ts'
import { desktop } from '../state/host.ts'
import { markFavourite, markHidden } from '../state/marks.ts'
import { photos } from '../state/photos.svelte.ts'
import { questions } from '../state/questions.svelte.ts'
import { route } from '../state/route.svelte.ts'
import { selection } from '../state/selection.svelte.ts'
import { words } from '../strings/strings.svelte.ts'
import type { MenuItem } from '../ui/menu-item.ts'

/** Only a desktop reaches the system's file manager and trash. */
function desktopItems(id: PhotoId, ids: readonly PhotoId[]): readonly MenuItem[] {
  if (desktop === undefined) return []
  return [
    { label: words.t.actions.reveal, act: () => void reveal(id) },
    { label: words.t.actions.trash, command: 'trash', act: () => questions.trash(ids) },
  ]
}

function albumItems(id: PhotoId, ids: readonly PhotoId[], album: AlbumId | undefined): readonly MenuItem[] {
  if (album === undefined) return []
  return [
    { label: words.t.actions.removeFromAlbum, act: () => void removeFromAlbum(ids, album) },
    { label: words.t.actions.setCover, act: () => void setCover(album, id) },
  ]
}

/** On a selected photo the acts are for all selected ones. `album` is the manual album being shown. */
export function photoMenu(id: PhotoId, album: AlbumId | undefined): readonly MenuItem[] {
  const { actions } = words.t
  const isOpen = route.photo !== undefined
  const ids = !isOpen && selection.has(id) ? selection.ids : [id]
  const known = ids.map((each) => photos.get(each))
  const favour = !known.every((photo) => photo?.favourite === true)
  const hide = !known.every((photo) => photo?.hidden === true)
  return [
    ...(isOpen ? [] : [{ label: actions.open, command: 'open', act: () => route.open(id) } as const]),
    {
      label: favour ? actions.favourite : actions.unfavourite,
      command: 'favourite',
      act: () => void markFavourite(ids, favour),
    },
    { label: actions.addToAlbum, command: 'album', act: () => questions.album(ids) },
    ...albumItems(id, ids, album),
    { label: actions.addKeywords, act: () => questions.keywords(ids) },
    { label: words.t.map.setPlace, act: () => questions.place(ids) },
    { label: hide ? actions.hide : actions.show, command: 'hide', act: () => void markHidden(ids, hide) },
    { label: actions.similar, command: 'similar', act: () => route.go({ kind: 'similar', photo: id }) },
    { label: actions.copyAlt, act: () => void copyAltText(id) },
    { label: actions.describe, act: () => void describe(ids) },
    { label: words.t.publish.open, command: 'publish', act: () => askToPublish([], ids) },
    ...desktopItems(id, ids),
  ]
}
