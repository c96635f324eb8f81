/** Which photos are selected. It holds photos, not places, so it survives whatever happens to the list. */
import { SvelteSet } from 'svelte/reactivity'
import type { PhotoId } from '../../electron/api/photo.ts'

class Selection {
  readonly #ids = new SvelteSet<number>()
  #anchor: number | undefined

  get size(): number {
    return this.#ids.size
  }

  get ids(): readonly PhotoId[] {
    // Only numbers that the engine gave are ever added.
    return [...this.#ids] as PhotoId[]
  }

  has(id: number): boolean {
    return this.#ids.has(id)
  }

  toggle(id: number): void {
    if (!this.#ids.delete(id)) this.#ids.add(id)
    this.#anchor = id
  }

  /** From the photo selected last to this one, both included, in the order of the list. */
  extendTo(id: number, order: readonly number[]): void {
    const to = order.indexOf(id)
    const from = this.#anchor === undefined ? to : order.indexOf(this.#anchor)
    if (to === -1) return
    const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
    for (const each of order.slice(first, last + 1)) this.#ids.add(each)
    this.#anchor ??= id
  }

  addAll(ids: readonly number[]): void {
    for (const id of ids) this.#ids.add(id)
  }

  /** Selects all of these, or none of them when all are selected already. */
  toggleAll(ids: readonly number[]): void {
    const all = ids.every((id) => this.#ids.has(id))
    for (const id of ids) {
      if (all) this.#ids.delete(id)
      else this.#ids.add(id)
    }
  }

  clear(): void {
    this.#ids.clear()
    this.#anchor = undefined
  }
}

export const selection = new Selection()
