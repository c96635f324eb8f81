/** What is worked out of a library's rows and asked by every search, kept until a row changes. */
import type { Store } from '../../store/store.ts'

/** The same answer as `work`, worked out once for as long as nothing is written. Not to be asked in a transaction. */
export function whileUnchanged<Answer>(work: (store: Store) => Answer): (store: Store) => Answer {
  const kept = new WeakMap<Store, { readonly at: string; readonly answer: Answer }>()
  return (store) => {
    const at = store.changes()
    const former = kept.get(store)
    if (former?.at === at) return former.answer
    const answer = work(store)
    kept.set(store, { at, answer })
    return answer
  }
}
