/**
 * @file A file on its way: `name.part` with what has come, `name.part.json` with what it is a part of. The length on
 * the disk is the truth; its hash is taken again on opening, so a killed program loses nothing and trusts nothing.
 */
import { createHash, type Hash } from 'node:crypto'
import { open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writingFailed, type Disk } from './disk.ts'

/** What a file must be. */
export interface PinnedFile {
  readonly bytes: number
  readonly sha256: string
}

const stateSchema = z.object({
  sha256: z.string(),
  bytes: z.int(),
  /** Which file of the hub the bytes belong to: its own linked ETag, or the plain one of a simple mirror. */
  validator: z.object({ kind: z.enum(['linked', 'plain']), value: z.string() }).optional(),
})
export type Validator = NonNullable<z.infer<typeof stateSchema>['validator']>

const pieceBytes = 1 << 20

export class PartFile {
  readonly #target: string
  readonly #file: PinnedFile
  readonly #handle: FileHandle
  #hash: Hash = createHash('sha256')
  #length = 0
  #validator: Validator | undefined

  private constructor(target: string, file: PinnedFile, handle: FileHandle) {
    this.#target = target
    this.#file = file
    this.#handle = handle
  }

  /**
   * Opens what an earlier run left, or begins anew. What belongs to another file or is too long is thrown away.
   * @param onRead told how many bytes have been hashed again
   */
  static async open(
    target: string,
    file: PinnedFile,
    disk: Disk,
    onRead: (bytes: number) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<PartFile> {
    const handle = await disk.openPart(`${target}.part`).catch((error: unknown) => {
      throw writingFailed(`${target}.part`, error)
    })
    const part = new PartFile(target, file, handle)
    try {
      const state = await readState(`${target}.part.json`)
      if (state?.sha256 === file.sha256 && state.bytes === file.bytes && (await handle.stat()).size <= file.bytes) {
        part.#validator = state.validator
        await part.#hashAgain(onRead, signal)
      } else await part.restart(undefined)
      return part
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** Bytes that have come. */
  get length(): number {
    return this.#length
  }

  get validator(): Validator | undefined {
    return this.#validator
  }

  /** Throws away what has come; what comes now belongs to `validator`. */
  async restart(validator: Validator | undefined): Promise<void> {
    await this.#writing(() => this.#handle.truncate(0))
    this.#length = 0
    this.#hash = createHash('sha256')
    this.#validator = validator
    const state = { sha256: this.#file.sha256, bytes: this.#file.bytes, validator }
    await this.#writing(() => writeFile(`${this.#target}.part.json`, JSON.stringify(state)))
  }

  /** Errors: `disk-full`, `unreadable`. */
  async append(piece: Buffer): Promise<void> {
    await this.#writing(async () => {
      for (let written = 0; written < piece.length;) {
        const { bytesWritten } = await this.#handle.write(
          piece,
          written,
          piece.length - written,
          this.#length + written,
        )
        written += bytesWritten
      }
    })
    this.#hash.update(piece)
    this.#length += piece.length
  }

  /** Whether all has come and is what it must be. */
  get isTheFile(): boolean {
    return this.#length === this.#file.bytes && this.#hash.copy().digest('hex') === this.#file.sha256
  }

  /** Puts the file in its place, on the disk and not only in its cache. Call when `isTheFile`. */
  async finish(): Promise<void> {
    await this.#writing(() => this.#handle.sync())
    await this.close()
    await this.#writing(async () => {
      await rename(`${this.#target}.part`, this.#target)
      await syncFolder(dirname(this.#target))
    })
    await rm(`${this.#target}.part.json`, { force: true })
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined) // closed already
  }

  async #hashAgain(onRead: (bytes: number) => void, signal: AbortSignal | undefined): Promise<void> {
    const piece = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await this.#handle.read(piece, 0, piece.length, this.#length)
      if (bytesRead === 0) return
      this.#hash.update(piece.subarray(0, bytesRead))
      this.#length += bytesRead
      onRead(this.#length)
    }
  }

  async #writing<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write()
    } catch (error) {
      throw writingFailed(this.#target, error)
    }
  }
}

async function readState(path: string): Promise<z.infer<typeof stateSchema> | undefined> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined // none, or cut short by a crash: the part begins anew
  }
}

/** Makes a rename last. Not every system lets a folder be opened; there the rename lasts when it lasts. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // Windows: folders cannot be opened, and renames are journalled.
  }
}
