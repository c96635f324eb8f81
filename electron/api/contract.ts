/**
 * Every capability of Sightline in one table, a file for each group. From it come the client's type, the handlers the
 * library implements, the command line's verbs and their help.
 */
import { albumMethods } from './methods/albums.ts'
import { captionMethods } from './methods/captions.ts'
import { doubleMethods } from './methods/doubles.ts'
import { exploreMethods } from './methods/explore.ts'
import { folderMethods } from './methods/folders.ts'
import { historyMethods } from './methods/history.ts'
import { indexMethods } from './methods/index.ts'
import { libraryMethods } from './methods/library.ts'
import { momentMethods } from './methods/moments.ts'
import { packMethods } from './methods/packs.ts'
import { photoMethods } from './methods/photos.ts'
import { placeMethods } from './methods/places.ts'
import { preferenceMethods } from './methods/preferences.ts'
import { publishMethods } from './methods/publish.ts'
import { searchMethods } from './methods/search.ts'
import type { Contract } from './rpc.ts'

export const contract = {
  index: indexMethods,
  search: searchMethods,
  captions: captionMethods,
  publish: publishMethods,
  photos: photoMethods,
  places: placeMethods,
  explore: exploreMethods,
  moments: momentMethods,
  albums: albumMethods,
  folders: folderMethods,
  doubles: doubleMethods,
  history: historyMethods,
  preferences: preferenceMethods,
  library: libraryMethods,
  packs: packMethods,
} as const satisfies Contract
export type SightlineContract = typeof contract
