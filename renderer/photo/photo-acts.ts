/** What the keys do with photos, wherever they were chosen. */
import type { PhotoId, PhotoSummary } from '../../electron/api/photo.ts'
import { askToPublish } from '../publish/publish-choice.ts'
import { announcer } from '../state/announcer.svelte.ts'
import { desktop } from '../state/host.ts'
import { markFavourite, markHidden, rate } from '../state/marks.ts'
import { questions } from '../state/questions.svelte.ts'
import { route } from '../state/route.svelte.ts'
import { acceptText, confirmFits } from '../captions/texts.ts'
import { words } from '../strings/strings.svelte.ts'
import type { Acts } from '../ui/shortcuts.ts'

type ChosenActs = Pick<Acts<'page'>, 'favourite' | 'stars' | 'hide' | 'album' | 'similar' | 'publish' | 'trash'>

/**
 * Each is false where nothing is chosen, but for what can be done with the whole page.
 * @param one the photo that has the focus
 * @param list the photos of the page, in order
 */
export function chosenActs(
  chosen: () => readonly PhotoId[],
  one: () => PhotoId | undefined,
  list: () => readonly number[],
): ChosenActs {
  const withThem = (act: (ids: readonly PhotoId[], key: string) => unknown) => (key: string) => {
    const ids = chosen()
    if (ids.length === 0) return false
    void act(ids, key)
    return true
  }
  return {
    favourite: withThem((ids) => markFavourite(ids)),
    stars: withThem((ids, key) => rate(ids, Number(key))),
    hide: withThem((ids) => markHidden(ids)),
    album: withThem((ids) => questions.album(ids)),
    trash: withThem((ids) => (desktop === undefined ? undefined : questions.trash(ids))),
    publish: () => askToPublish(list(), chosen()),
    similar() {
      const photo = one()
      if (photo === undefined) return false
      route.go({ kind: 'similar', photo })
      return true
    },
  }
}

/** A person finds right what stands there, the model's words or what they gave a picture that changed; false where there is nothing to accept. */
export async function acceptWords(photo: PhotoSummary | undefined): Promise<boolean> {
  if (photo?.alt?.source === 'machine') return acceptText({ photo: photo.id, kind: 'alt' })
  if (photo?.doubtful === true) return confirmFits(photo.id)
  announcer.tell(words.t.photo.nothingToAccept)
  return false
}
