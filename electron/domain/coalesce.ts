/**
 * Folds a burst of watcher hints: each path once, and none below a folder that is in the burst itself,
 * since looking at the folder looks at everything below it.
 */
export function coalesceHints(paths: Iterable<string>, separator: string): readonly string[] {
  const sorted = [...new Set(paths)].sort((a, b) => (a < b ? -1 : 1))
  const kept = new Set<string>()
  for (const path of sorted) {
    let covered = false
    for (let at = path.indexOf(separator, 1); at !== -1 && !covered; at = path.indexOf(separator, at + 1))
      covered = kept.has(path.slice(0, at))
    if (!covered) kept.add(path)
  }
  return [...kept]
}
