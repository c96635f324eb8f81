/**
 * Compares what a scan finds with what the library knows, without opening a file.
 * The disk is the truth: the answer depends only on the two sets, not on the order of seeing.
 */

/** What is known of a file without opening it. */
export interface FileFacts {
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
  /**
   * When the inode last changed, where the system tells: no program sets it, so it sees a change that kept size and
   * time.
   */
  readonly ctimeMs?: number | undefined
  /** Device and inode; the same file keeps it through a rename on one volume. */
  readonly inode: string
}

export interface KnownFile extends FileFacts {
  readonly fileId: number
  /** The path had vanished when last looked for. */
  readonly gone: boolean
}

export type Sighting<F extends FileFacts> =
  /** `untimed`: when its inode changed is not known yet. */
  | { readonly kind: 'unchanged'; readonly fileId: number; readonly returned: boolean; readonly untimed: boolean }
  /** `returned`: the name had vanished. */
  | { readonly kind: 'changed'; readonly fileId: number; readonly file: F; readonly returned: boolean }
  | { readonly kind: 'new'; readonly file: F }
  /** Looks like a known file under another name; decided by `finish`, when the old name's fate is known. */
  | { readonly kind: 'undecided' }

export interface ScanOutcome<F extends FileFacts> {
  readonly moved: readonly { readonly fileId: number; readonly file: F }[]
  readonly fresh: readonly F[]
  readonly gone: readonly number[]
}

function sameContent(a: FileFacts, b: FileFacts): boolean {
  return a.sizeBytes === b.sizeBytes && a.mtimeMs === b.mtimeMs
}

/** The same name, size and time, but the inode has changed since; unknown times tell nothing. */
function wasTouched(known: FileFacts, file: FileFacts): boolean {
  return known.ctimeMs !== undefined && file.ctimeMs !== undefined && known.ctimeMs !== file.ctimeMs
}

/** One scan of one folder. `see` every file found, then `finish` once. */
export class Reconciliation<F extends FileFacts> {
  readonly #byPath: Map<string, KnownFile>
  readonly #byInode = new Map<string, KnownFile>()
  readonly #seen = new Set<number>()
  readonly #undecided: F[] = []

  constructor(known: Iterable<KnownFile>) {
    this.#byPath = new Map(Array.from(known, (file) => [file.path, file]))
    for (const file of this.#byPath.values()) this.#byInode.set(file.inode, file)
  }

  see(file: F): Sighting<F> {
    const known = this.#byPath.get(file.path)
    if (known !== undefined) {
      this.#seen.add(known.fileId)
      if (sameContent(known, file) && !wasTouched(known, file)) {
        const untimed = known.ctimeMs === undefined && file.ctimeMs !== undefined
        return { kind: 'unchanged', fileId: known.fileId, returned: known.gone, untimed }
      }
      return { kind: 'changed', fileId: known.fileId, file, returned: known.gone }
    }
    const twin = this.#byInode.get(file.inode)
    if (twin === undefined || !sameContent(twin, file)) return { kind: 'new', file }
    this.#undecided.push(file)
    return { kind: 'undecided' }
  }

  /** `away` tells which unseen paths lie where the scan could not look; those are neither moved nor gone. */
  finish(away: (path: string) => boolean = () => false): ScanOutcome<F> {
    const moved: { fileId: number; file: F }[] = []
    const fresh: F[] = []
    for (const file of this.#undecided) {
      const twin = this.#byInode.get(file.inode)
      if (twin === undefined || this.#seen.has(twin.fileId) || away(twin.path)) {
        fresh.push(file)
        continue
      }
      this.#seen.add(twin.fileId)
      moved.push({ fileId: twin.fileId, file })
    }
    const gone = [...this.#byPath.values()]
      .filter((file) => !this.#seen.has(file.fileId) && !file.gone && !away(file.path))
      .map((file) => file.fileId)
    return { moved, fresh, gone }
  }
}
