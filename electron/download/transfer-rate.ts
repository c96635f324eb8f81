/** How fast bytes come, over the last seconds, so that it follows what the line does now. */

const windowMs = 10_000
/** Before this a rate is a guess. */
const enoughMs = 500

export class TransferRate {
  #moments: { readonly atMs: number; readonly bytes: number }[] = []

  /** So many bytes have come in all. */
  note(bytes: number, atMs: number): void {
    this.#moments.push({ atMs, bytes })
    this.#forget(atMs)
  }

  /** A pause or a new file: what was before says nothing of what comes. */
  clear(): void {
    this.#moments = []
  }

  /** Bytes per second, 0 while unknown. */
  at(nowMs: number): number {
    this.#forget(nowMs)
    const first = this.#moments[0]
    const last = this.#moments.at(-1)
    if (first === undefined || last === undefined || nowMs - first.atMs < enoughMs) return 0
    return Math.max(0, Math.round(((last.bytes - first.bytes) * 1000) / (nowMs - first.atMs)))
  }

  #forget(nowMs: number): void {
    this.#moments = this.#moments.filter(({ atMs }) => atMs >= nowMs - windowMs)
    // A fast line tells of thousands of pieces a second; every other one says as much.
    if (this.#moments.length > 512) this.#moments = this.#moments.filter((_, index) => index % 2 === 0)
  }
}
