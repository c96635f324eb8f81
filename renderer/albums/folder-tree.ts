/** Folders as they lie in each other, out of a flat list. */

export interface FolderNode {
  readonly path: string
  /** Its name; several, where a folder holds nothing but the next one: `2023/Lisbon`. */
  readonly name: string
  /** In it and below. */
  readonly photos: number
  readonly below: readonly FolderNode[]
}

/** A folder with photos: its path, and the names that lead to it from the folder that was added. */
export interface FlatFolder {
  readonly path: string
  readonly label: string
  readonly photos: number
}

interface Growing {
  readonly path: string
  own: number
  readonly below: Map<string, Growing>
}

/** @returns the folders nobody holds, each with what lies below it, by name */
export function folderTree(folders: readonly FlatFolder[], locale: string): readonly FolderNode[] {
  const top: Growing = { path: '', own: 0, below: new Map() }
  for (const { path, label, photos } of folders) {
    const names = label.split(/[/\\]/u).filter((name) => name !== '')
    let node = top
    for (const [index, name] of names.entries()) {
      const next = node.below.get(name) ?? { path: upTo(path, names.slice(index + 1)), own: 0, below: new Map() }
      node.below.set(name, next)
      node = next
    }
    node.own += photos
  }
  const byName = new Intl.Collator(locale, { numeric: true })
  return nodesOf(top, byName)
}

/** The path without the names that follow. */
function upTo(path: string, rest: readonly string[]): string {
  const length = rest.reduce((sum, name) => sum + name.length + 1, 0)
  return path.slice(0, path.length - length)
}

function nodesOf({ below }: Growing, byName: Intl.Collator): FolderNode[] {
  return [...below].map(([name, node]) => nodeOf(name, node, byName)).toSorted((a, b) => byName.compare(a.name, b.name))
}

function nodeOf(name: string, { path, own, below }: Growing, byName: Intl.Collator): FolderNode {
  const [only, ...others] = below
  if (own === 0 && only !== undefined && others.length === 0) return nodeOf(`${name}/${only[0]}`, only[1], byName)
  const nodes = nodesOf({ path, own, below }, byName)
  return { path, name, photos: nodes.reduce((sum, node) => sum + node.photos, own), below: nodes }
}
