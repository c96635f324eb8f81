/** The contract's group `moments`. */
import { randomUUID } from 'node:crypto'
import type { Album, AlbumId } from '../../api/album.ts'
import type { SightlineContract } from '../../api/contract.ts'
import { AppError } from '../../api/errors.ts'
import type { Moment, MomentId } from '../../api/methods/moments.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { Handlers } from '../../api/rpc.ts'
import { momentTitle } from '../../domain/moments/moment-title.ts'
import type { MomentRow } from '../../store/moments/moments.ts'
import type { Store } from '../../store/store.ts'
import type { Acts } from '../acts/acts.ts'
import { readPreferences } from '../shared/preferences.ts'
import type { KeepMoments } from './keep-moments.ts'

export interface MomentParts {
  readonly store: Store
  readonly acts: Acts
  readonly moments: KeepMoments
}

/** As windows know it, titled in their language. */
export function momentOf(row: MomentRow, language: 'en' | 'de'): Moment {
  return {
    ...{ begins: row.begins, ends: row.ends, photos: row.photos, title: momentTitle(row, language) },
    // The store's ids are the contract's.
    ...{ id: row.id as MomentId, cover: row.cover as PhotoId, words: `moment:${row.begins.slice(0, 19)}` },
    ...(row.place === undefined ? {} : { place: row.place }),
    ...(row.folder === undefined ? {} : { folder: row.folder }),
  }
}

const place = /^(\d+) (.+)$/u

function list(
  { store }: MomentParts,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
) {
  const [, id, begins = ''] = after === undefined ? [] : (place.exec(after) ?? [])
  const rows = store.moments.page(id === undefined ? undefined : { begins, id: Number(id) }, limit)
  const last = rows.length === limit ? rows.at(-1) : undefined
  const { language } = readPreferences(store)
  return {
    moments: rows.map((row) => momentOf(row, language)),
    total: store.moments.count(),
    ...(last === undefined ? {} : { next: `${last.id} ${last.begins}` }),
  }
}

function find(store: Store, id: number): MomentRow {
  const row = store.moments.get(id)
  if (row === undefined) throw new AppError('not-found', `There is no moment ${id}.`)
  return row
}

/** One act, and one step to take it back. Errors: `not-found`. */
function keep({ store, acts }: MomentParts, id: number, name: string | undefined): Album {
  const album = randomUUID()
  let photos: readonly number[] = []
  acts.carryOut(() => {
    const title = name ?? momentOf(find(store, id), readPreferences(store).language).title
    photos = store.moments.photoIds(id)
    return [
      { act: 'album', album, name: title },
      { act: 'album-photos', album, add: photos, remove: [] },
    ]
  })
  const row = store.albums.get(store.albums.withUid(album) ?? 0)
  if (row === undefined) throw new Error('the album just made is not there')
  const cover = row.cover ?? photos[0]
  return {
    ...{ id: row.id as AlbumId, name: row.name, kind: row.kind, count: photos.length },
    ...(cover === undefined ? {} : { cover: cover as PhotoId }),
  }
}

export function momentHandlers(parts: MomentParts): Handlers<SightlineContract>['moments'] {
  const { store, moments } = parts
  return {
    list: async (input) => {
      await moments.settle()
      return list(parts, input)
    },
    keep: ({ moment, name }) => Promise.resolve(keep(parts, moment, name)),
    photos: ({ moment }) => {
      find(store, moment)
      return Promise.resolve({ photos: store.moments.photoIds(moment) as PhotoId[] })
    },
  }
}
