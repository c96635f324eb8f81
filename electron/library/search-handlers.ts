/** The contract's group `search`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import { search, type SearchParts } from './search/search.ts'
import { createLibraryNames, forgetSearches, rememberSearch, suggest } from './search/suggestions.ts'
import { done } from './shared/done.ts'

export function searchHandlers(parts: SearchParts): Handlers<SightlineContract>['search'] {
  const { store, clock } = parts
  const names = createLibraryNames(store, clock)
  return {
    query: (input, signal) => search(parts, input, signal),
    suggest: (input) => Promise.resolve({ suggestions: suggest({ store, clock, names }, input.words) }),
    remember: done((input) => rememberSearch(store, input.words)),
    forget: done(() => forgetSearches(store)),
  }
}
