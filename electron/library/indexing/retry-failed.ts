import type { Store } from '../../store/store.ts'

/** Puts failed files (none named: all of them) back to work; gives how many. */
export function retryFailed(store: Store, paths: readonly string[]): number {
  const wanted = new Set(paths)
  return store.transaction(() => {
    const failed = store.problems.files().filter(({ path }) => wanted.size === 0 || wanted.has(path))
    for (const { fileId } of failed) {
      store.problems.clearFile(fileId)
      const photoId = store.files.get(fileId)?.photoId
      store.work.drop('read', fileId)
      store.work.add('read', fileId)
      if (photoId === undefined) continue
      store.work.retry('look', photoId)
      store.work.retry('words', photoId)
      store.work.retry('caption', photoId)
    }
    return failed.length
  })
}
