/** The contract's group `folders`. */
import { resolve } from 'node:path'
import type { SightlineContract } from '../api/contract.ts'
import { AppError } from '../api/errors.ts'
import type { Handlers } from '../api/rpc.ts'
import type { FolderRow } from '../store/folders.ts'
import type { Store } from '../store/store.ts'
import type { Acts } from './acts/acts.ts'
import { browseFolders } from './browse-folders.ts'
import type { Indexing } from './indexing/indexing.ts'
import { done } from './shared/done.ts'
import { folderStatuses } from './status.ts'

export interface FolderHandlerParts {
  readonly store: Store
  readonly acts: Acts
  readonly indexing: Indexing
}

export function folderHandlers({ store, acts, indexing }: FolderHandlerParts): Handlers<SightlineContract>['folders'] {
  return {
    list: () => Promise.resolve({ folders: folderStatuses(store) }),
    browse: (input) => browseFolders(input.path),
    tree: () => Promise.resolve({ folders: [...store.totals.folders()] }),
    setIgnore: done(({ folder, ignore }) => {
      const { path } = knownFolder(store, folder)
      acts.carryOut(() => [{ act: 'folder', path, ignore }])
      indexing.lookAgain(path)
    }),
    remove: done(({ folder }) =>
      acts.carryOut(() => [{ act: 'folder-removed', path: knownFolder(store, folder).path }]),
    ),
  }
}

function knownFolder(store: Store, path: string): FolderRow {
  const folder = store.folders.find(path) ?? store.folders.find(resolve(path))
  if (folder !== undefined) return folder
  throw new AppError('not-found', `${path} is not among the folders of this library.`, {
    hint: 'See: sightline folders',
  })
}
