/** Where to begin a scan after something happened at some paths. */
import { stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { isInside } from '../../domain/paths.ts'

/** The deepest folder around all of them, never above the root. */
export function commonParent(paths: readonly string[], root: string): string {
  let common = dirname(paths[0] ?? root)
  for (const path of paths) while (!isInside(path, common, sep)) common = dirname(common)
  return isInside(common, root, sep) ? common : root
}

/** The deepest part of the path that still exists, never above the root; marked-off parents send us to the root. */
export async function nearestFolder(path: string, root: string): Promise<string> {
  let at = path
  while (at !== root) {
    const isFolder = await stat(at).then(
      (facts) => facts.isDirectory(),
      () => false,
    )
    // The rules for what to leave out are checked from the folder's root down.
    const hidden = at
      .slice(root.length)
      .split(sep)
      .some((part) => part.startsWith('.') || part === '@eaDir')
    if (isFolder && !hidden && !(await isMarkedOff(at, root))) return at
    at = dirname(at)
  }
  return root
}

/** A `.nomedia` on the way down shuts the folder out; the scan from the root sees it. */
async function isMarkedOff(path: string, root: string): Promise<boolean> {
  for (let at = path; isInside(at, root, sep); at = dirname(at)) {
    const marked = await stat(join(at, '.nomedia')).then(
      () => true,
      () => false,
    )
    if (marked) return true
    if (at === root) break
  }
  return false
}
