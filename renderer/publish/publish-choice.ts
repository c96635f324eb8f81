/** Which photos somebody may mean when they want to publish: those chosen, those of the page, all. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import type { Scope } from '../../electron/api/timeline.ts'
import { api } from '../state/host.ts'
import { library } from '../state/library.svelte.ts'
import { questions, type PublishChoice } from '../state/questions.svelte.ts'
import { route, type Page } from '../state/route.svelte.ts'
import { words } from '../strings/strings.svelte.ts'

const nameOf = (id: AlbumId): string => library.albums.find((album) => album.id === id)?.name ?? ''

function choiceOfScope(scope: Scope, list: readonly PhotoId[]): PublishChoice | undefined {
  const { scopes } = words.t.publish
  switch (scope.kind) {
    case 'album':
      return { label: scopes.album(nameOf(scope.album)), scope: { album: scope.album }, list }
    case 'folder':
      return { label: scopes.folder(scope.path), scope: { folder: scope.path }, list }
    case 'favourites':
    case 'recent':
    case 'hidden':
      return { label: words.t.nav[scope.kind], scope: { photos: list }, list }
    default:
      return undefined
  }
}

function choiceOfPage(page: Page, list: readonly PhotoId[]): PublishChoice | undefined {
  if (list.length === 0) return undefined
  switch (page.kind) {
    case 'grid':
      return choiceOfScope(page.scope, list)
    case 'search':
      return { label: words.t.publish.scopes.search(page.words), scope: { search: page.words }, list }
    case 'similar':
    case 'picture':
      return { label: words.t.photo.similar, scope: { photos: list }, list }
    default:
      return undefined
  }
}

/**
 * Opens the dialog.
 * @param list the photos of the page, in order
 * @param chosen what is meant first of all, where something is chosen
 */
export function askToPublish(list: readonly number[], chosen: readonly PhotoId[] = []): void {
  // The page shows what the engine gave.
  const page = choiceOfPage(route.page, list as readonly PhotoId[])
  const { scopes } = words.t.publish
  questions.publish([
    ...(chosen.length === 0 ? [] : [{ label: scopes.chosen(chosen.length), scope: { photos: chosen }, list: chosen }]),
    ...(page === undefined ? [] : [page]),
    { label: scopes.everything, scope: { everything: true } },
  ])
}

/** One by one, for what wants them so. */
export async function photosOf({ list }: PublishChoice): Promise<PhotoId[]> {
  if (list !== undefined) return [...list]
  // The numbers came from the engine.
  return (await api.photos.timeline({ kind: 'everything' })).ids as PhotoId[]
}
