/** What a page is called, over its photos and in the window's title. */
import type { Album } from '../../electron/api/album.ts'
import type { Scope } from '../../electron/api/timeline.ts'
import type { Page } from '../state/route.svelte.ts'
import type { Strings } from '../strings/en.ts'

function nameOfFolder(path: string): string {
  const parts = path.replace(/[/\\]$/u, '').split(/[/\\]/u)
  return parts.at(-1) ?? path
}

function scopeTitle(scope: Scope, albums: readonly Album[], t: Strings): string {
  if (scope.kind === 'everything') return t.nav.photos
  if (scope.kind === 'folder') return nameOfFolder(scope.path)
  if (scope.kind !== 'album') return t.nav[scope.kind]
  return albums.find((album) => album.id === scope.album)?.name ?? t.nav.albums
}

/** Albums have names that only the library knows. */
export function pageTitle(page: Page, albums: readonly Album[], t: Strings): string {
  switch (page.kind) {
    case 'search':
      return page.words === '' ? t.nav.photos : page.words
    case 'similar':
      return t.search.similarTo
    case 'picture':
      return t.search.likePicture
    case 'map':
      return t.map.nav
    case 'explore':
      return t.explore.title
    case 'moments':
      return t.explore.sections.moments
    case 'albums':
    case 'failures':
    case 'settings':
      return t.nav[page.kind]
    case 'doubles':
      return `${t.doubles.title}: ${t.doubles.list[page.list]}`
    case 'review':
      return page.scope.kind === 'everything' ? t.nav.review : scopeTitle(page.scope, albums, t)
    case 'grid':
      return scopeTitle(page.scope, albums, t)
  }
}
