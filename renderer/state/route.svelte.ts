/** Where the window is: kept in the address, so that back, forward and reload work. */
import type { Scope } from '../../electron/api/timeline.ts'
import { albumId } from '../../electron/api/album.ts'
import { doubleKind, type DoubleKind } from '../../electron/api/doubles/doubles.ts'
import { photoId, type PhotoId } from '../../electron/api/photo.ts'

export type Page =
  | { readonly kind: 'grid'; readonly scope: Scope }
  | { readonly kind: 'search'; readonly words: string }
  | { readonly kind: 'similar'; readonly photo: PhotoId }
  /** Photos like the picture that was dropped on the search box. */
  | { readonly kind: 'picture' }
  /** Texts to be looked through. */
  | { readonly kind: 'review'; readonly filter: ReviewFilter; readonly scope: Scope }
  /** The world, or a part of it: south, west, north and east, as `area:` says them. */
  | { readonly kind: 'map'; readonly area?: string | undefined }
  | { readonly kind: 'explore' }
  | { readonly kind: 'moments' }
  | { readonly kind: 'albums' }
  | { readonly kind: 'failures' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'doubles'; readonly list: DoubleKind }

const everything: Page = { kind: 'grid', scope: { kind: 'everything' } }
const plainScopes = ['favourites', 'recent', 'hidden'] as const

export const reviewFilters = ['doubtful', 'unseen', 'empty', 'long', 'mine'] as const
/** Which texts of a set are looked through. */
export type ReviewFilter = (typeof reviewFilters)[number]

function readPage(path: string): Page {
  const [, name = '', rest = ''] = /^\/?([a-z]*)\/?(.*)$/u.exec(path) ?? []
  const argument = decode(rest)
  const plain = plainScopes.find((kind) => kind === name)
  if (plain !== undefined) return { kind: 'grid', scope: { kind: plain } }
  if (name === 'explore' || name === 'moments') return { kind: name }
  if (name === 'picture' || name === 'albums' || name === 'failures' || name === 'settings') return { kind: name }
  if (name === 'doubles') return { kind: name, list: doubleKind.safeParse(argument).data ?? 'exact' }
  if (name === 'map') return argument === '' ? { kind: 'map' } : { kind: 'map', area: argument }
  if (name === 'review') return readReview(rest)
  if (name === 'search') return { kind: 'search', words: argument }
  if (name === 'folder' && argument !== '') return { kind: 'grid', scope: { kind: 'folder', path: argument } }
  if (name === 'album') {
    const album = albumId.safeParse(Number(argument))
    if (album.success) return { kind: 'grid', scope: { kind: 'album', album: album.data } }
  }
  if (name === 'similar') {
    const photo = photoId.safeParse(Number(argument))
    if (photo.success) return { kind: 'similar', photo: photo.data }
  }
  return everything
}

/** `unseen/album/5`: which texts, and of which photos; all by default. */
function readReview(rest: string): Page {
  const [, wanted = '', within = ''] = /^([a-z]*)\/?(.*)$/u.exec(rest) ?? []
  const page = within === '' ? everything : readPage(within)
  return {
    kind: 'review',
    filter: reviewFilters.find((filter) => filter === wanted) ?? 'doubtful',
    scope: page.kind === 'grid' ? page.scope : { kind: 'everything' },
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return '' // a hand-made address
  }
}

function writePage(page: Page): string {
  switch (page.kind) {
    case 'grid':
      if (page.scope.kind === 'everything') return '/photos'
      if (page.scope.kind === 'album') return `/album/${page.scope.album}`
      if (page.scope.kind === 'folder') return `/folder/${encodeURIComponent(page.scope.path)}`
      return `/${page.scope.kind}`
    case 'review':
      return `/review/${page.filter}${writePage({ kind: 'grid', scope: page.scope })}`
    case 'search':
      return `/search/${encodeURIComponent(page.words)}`
    case 'map':
      return page.area === undefined ? '/map' : `/map/${page.area}`
    case 'similar':
      return `/similar/${page.photo}`
    case 'doubles':
      return `/doubles/${page.list}`
    case 'explore':
    case 'moments':
    case 'picture':
    case 'albums':
    case 'failures':
    case 'settings':
      return `/${page.kind}`
  }
}

class Route {
  #page = $state.raw<Page>(everything)
  #photo = $state<PhotoId | undefined>(undefined)

  constructor() {
    this.#read()
    window.addEventListener('hashchange', () => this.#read())
  }

  get page(): Page {
    return this.#page
  }

  /** The photo that is open over the page. */
  get photo(): PhotoId | undefined {
    return this.#photo
  }

  /** A new place in the history; with `replace` the present one is rewritten, as while typing. */
  go(page: Page, options: { readonly replace?: boolean } = {}): void {
    this.#write(page, undefined, options.replace ?? false)
  }

  /** The present page told more exactly; nothing where a photo is open over it, or the person is on the way to another. */
  amend(page: Page): void {
    const [path = ''] = window.location.hash.slice(1).split('?')
    if (this.#photo === undefined && this.#page.kind === page.kind && readPage(path).kind === page.kind)
      this.#write(page, undefined, true)
  }

  /** Opens a photo over the page; going to the next one is no step in the history. */
  open(photo: PhotoId): void {
    this.#write(this.#page, photo, this.#photo !== undefined)
  }

  closePhoto(): void {
    if (this.#photo !== undefined) this.#write(this.#page, undefined, true)
  }

  #write(page: Page, photo: PhotoId | undefined, replace: boolean): void {
    const address = `#${writePage(page)}${photo === undefined ? '' : `?photo=${photo}`}`
    if (replace) history.replaceState(undefined, '', address)
    else history.pushState(undefined, '', address)
    this.#page = page
    this.#photo = photo
  }

  #read(): void {
    const [path = '', query = ''] = window.location.hash.slice(1).split('?')
    const photo = photoId.safeParse(Number(new URLSearchParams(query).get('photo')))
    this.#page = readPage(path)
    this.#photo = photo.success ? photo.data : undefined
  }
}

export const route = new Route()
