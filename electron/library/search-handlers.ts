/** The contract's group `search`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import { asksFor } from '../domain/query/demand.ts'
import type { KeepMoments } from './moments/keep-moments.ts'
import { readQuery } from './search/read-query.ts'
import { search, type SearchParts } from './search/search.ts'
import { createLibraryNames, forgetSearches, rememberSearch, suggest } from './search/suggestions.ts'
import { done } from './shared/done.ts'

interface SearchHandlerParts extends SearchParts {
  readonly moments: KeepMoments
}

export function searchHandlers(parts: SearchHandlerParts): Handlers<SightlineContract>['search'] {
  const { store, clock, moments } = parts
  const names = createLibraryNames(store, clock)
  return {
    query: async (input, signal) => {
      if (readQuery(store, clock, input.words).demands.some((each) => asksFor(each, 'moment'))) await moments.settle()
      return search(parts, input, signal)
    },
    suggest: (input) => Promise.resolve({ suggestions: suggest({ store, clock, names }, input.words) }),
    remember: done((input) => rememberSearch(store, input.words)),
    forget: done(() => forgetSearches(store)),
  }
}
