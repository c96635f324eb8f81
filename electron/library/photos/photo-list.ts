/** Pages of photos, newest first. A page's end is a keyset, so that paging never counts rows. */
import { AppError } from '../../api/errors.ts'
import type { PhotoPage } from '../../api/photo.ts'
import type { Filter } from '../../domain/query/filter.ts'
import type { Store } from '../../store/store.ts'
import { summaries } from '../shared/summaries.ts'

interface PageInput {
  readonly limit: number
  readonly after?: string | undefined
  readonly folder?: string | undefined
  readonly album?: string | undefined
}

function readKey(after: string): { sortKey: string; id: number } {
  const at = after.lastIndexOf('#')
  const id = Number(after.slice(at + 1))
  if (at === -1 || !Number.isSafeInteger(id))
    throw new AppError('bad-request', 'This is not the end of a former page.', {
      hint: 'Leave out --after to begin at the newest photo.',
    })
  return { sortKey: after.slice(0, at), id }
}

/** Errors: `bad-request` for a page end that is none. */
export function listPhotos(store: Store, input: PageInput): PhotoPage {
  if (input.folder !== undefined || input.album !== undefined) return filteredPage(store, input)
  const rows = store.photos.page(input.after === undefined ? undefined : readKey(input.after), input.limit)
  const last = rows.length === input.limit ? rows.at(-1) : undefined
  return {
    photos: summaries(store, rows),
    ...(last === undefined ? {} : { next: `${last.sortKey}#${last.id}` }),
  }
}

/** Only photos below a folder, only those of an album. */
export function filtersFor({ folder, album }: Pick<PageInput, 'folder' | 'album'>): readonly Filter[] {
  return [
    ...(folder === undefined ? [] : [{ kind: 'folder', text: folder, present: true } as const]),
    ...(album === undefined ? [] : [{ kind: 'album', text: album, present: true } as const]),
  ]
}

function filteredPage(store: Store, input: PageInput): PhotoPage {
  const from = input.after === undefined ? 0 : readKey(`#${input.after}`).id
  const ids = store.photosPassing(filtersFor(input))
  const wanted = ids.slice(from, from + input.limit)
  const rows = store.photos.getMany(wanted)
  const photos = summaries(
    store,
    wanted.flatMap((id) => rows.get(id) ?? []),
  )
  return { photos, ...(from + input.limit < ids.length ? { next: String(from + input.limit) } : {}) }
}
