/** What stands in the way of a whole library, while it is open. */
import { accessSync, constants, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorAnswer } from '../api/error-codes.ts'
import { toErrorAnswer } from '../api/errors.ts'
import { diskFull } from '../api/system-trouble.ts'
import { libraryGone } from '../store/database/open.ts'
import type { Store } from '../store/store.ts'

/** With less, SQLite may not get through its next transaction; room for some hundred photos. */
const leastBytes = 16 * 1024 * 1024

/** Its folder gone, read-only, or its disk full, in a person's words; undefined where nothing is the matter. */
export function libraryTrouble(store: Pick<Store, 'folder' | 'isInPlace'>): ErrorAnswer | undefined {
  if (!store.isInPlace()) return toErrorAnswer(libraryGone(store.folder))
  try {
    for (const path of [store.folder, join(store.folder, 'library.db')]) accessSync(path, constants.W_OK)
    const { bavail, bsize } = statfsSync(store.folder)
    return bavail * bsize < leastBytes ? diskFull : undefined
  } catch (error) {
    return toErrorAnswer(error)
  }
}
