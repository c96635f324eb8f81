/** What can be asked of the group `search`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { searchInput, searchPage, suggestion } from '../search.ts'
import { done, nothing } from './fields.ts'

export const searchMethods = {
  query: method('Find photos by words, date, place, camera or likeness', searchInput, searchPage, {
    words: 'search',
    positional: 'words',
    example: 'sightline search "red car at the beach, summer 2016"',
  }),
  suggest: method(
    'What could be typed next: recent searches, fields, their values, dates',
    z.object({ words: z.string().max(1000) }),
    z.object({ suggestions: z.array(suggestion) }),
  ),
  remember: method('Keep these words among the recent searches', z.object({ words: z.string().max(1000) }), done),
  forget: method('Forget all recent searches', nothing, done),
} as const satisfies MethodGroup
