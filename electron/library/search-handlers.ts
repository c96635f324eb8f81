/** The contract's group `search`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import { search, type SearchParts } from './search/search.ts'
import { createFolderNames, forgetSearches, rememberSearch, suggest } from './search/suggestions.ts'
import { done } from './shared/done.ts'

export function searchHandlers(parts: SearchParts): Handlers<SightlineContract>['search'] {
  const { store, clock } = parts
  const folderNames = createFolderNames(store, clock)
  return {
    query: (input, signal) => search(parts, input, signal),
    suggest: (input) => Promise.resolve({ suggestions: suggest({ store, clock, folderNames }, input.words) }),
    remember: done((input) => rememberSearch(store, input.words)),
    forget: done(() => forgetSearches(store)),
  }
}
