import { basename } from 'node:path'
import { passedOverAs } from '../../media/file/names-of-files.ts'
import type { PassedOver } from '../../store/folders.ts'
import type { LeftOut } from '../../watch/scan.ts'

/** A library of thousands of left-out folders is told by the first of them. */
const maxLeftOut = 100

/** Gathers what one scan passes over, so that no file is passed over in silence. */
export class PassedOverCount {
  readonly #kinds = new Map<string, number>()
  readonly #leftOut: LeftOut[] = []

  /** A file that is no photo by its name, counted by the kind that the name says. */
  file(path: string): void {
    const kind = passedOverAs(basename(path))
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1)
  }

  folder(leftOut: LeftOut): void {
    if (this.#leftOut.length < maxLeftOut) this.#leftOut.push(leftOut)
  }

  result(): PassedOver {
    return { kinds: Object.fromEntries(this.#kinds), leftOut: [...this.#leftOut] }
  }
}
