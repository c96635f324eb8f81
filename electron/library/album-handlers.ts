/** The contract's group `albums`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Deed } from './acts/deed.ts'
import {
  arrangeAlbum,
  changeAlbum,
  createAlbum,
  listAlbums,
  removeAlbum,
  rewordAlbum,
  setAlbumCover,
  type AlbumParts,
} from './photos/albums.ts'
import { done } from './shared/done.ts'

export function albumHandlers(parts: AlbumParts): Handlers<SightlineContract>['albums'] {
  const act = <I>(deedOf: (input: I) => Deed): ((input: I) => Promise<{ done: true }>) =>
    done((input) => parts.acts.carryOut(() => [deedOf(input)]))
  return {
    list: async ({ atOnce }, signal) => ({ albums: await listAlbums(parts, atOnce ? undefined : signal) }),
    create: (input, signal) => createAlbum(parts, input, signal),
    remove: act((input) => removeAlbum(parts, input.album)),
    setCover: act((input) => setAlbumCover(parts, input.album, input.photo)),
    arrange: act((input) => arrangeAlbum(parts, input.album, input.photos)),
    change: async (input, signal) => {
      await rewordAlbum(parts, input, signal)
      return { done: true }
    },
    addPhotos: act((input) => changeAlbum(parts, input.album, input.photos, [])),
    removePhotos: act((input) => changeAlbum(parts, input.album, [], input.photos)),
  }
}
