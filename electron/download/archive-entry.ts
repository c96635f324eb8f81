/** One file, folder or other thing in an archive. */
export interface ArchiveEntry {
  /** With `/`, as written in the archive. */
  readonly path: string
  readonly bytes: number
  readonly kind: 'file' | 'folder' | 'other'
  /** The bytes, once, before the next entry is asked for. */
  read(): AsyncIterable<Buffer>
}
