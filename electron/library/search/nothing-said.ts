/** What an answer says of its words, where there were none. */
import type { SearchPage } from '../../api/search.ts'

export const nothingSaid = {
  filters: [],
  complaints: [],
  ambiguous: [],
  spelled: [],
  relaxed: [],
  atLeast: false,
} satisfies Partial<SearchPage>
