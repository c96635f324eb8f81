/** @file Ids of pieces by their bytes, for as long as a piece table is being built. */

/** FNV-1a (Fowler, Noll, Vo): the hash of a joined piece goes on from that of its left part. */
const basis = 0x811c9dc5
const prime = 0x01000193

export class PieceIndex {
  #text = new Uint8Array(1 << 20)
  #used = 0
  /** By place in the order of adding. */
  readonly #starts: number[] = []
  readonly #ids: number[] = []
  /** Places plus one, 0 where nothing is; twice as many as pieces at least. */
  #slots = new Uint32Array(1 << 12)
  readonly #placeOfId: number[] = []
  #largestId = -1

  /** Ids run from 0 to this, gaps included. */
  get largestId(): number {
    return this.#largestId
  }

  /** A piece that is added again gets the later id. */
  add(piece: Uint8Array, id: number): void {
    const hash = this.hash(piece, 0, piece.length)
    const slot = this.#slotOf(piece, 0, piece.length, hash)
    const known = this.#slots[slot] ?? 0
    const place = known === 0 ? this.#append(piece) : known - 1
    this.#ids[place] = id
    this.#placeOfId[id] = place
    this.#largestId = Math.max(this.#largestId, id)
    if (known !== 0) return
    this.#slots[slot] = place + 1
    if (2 * this.#ids.length > this.#slots.length) this.#grow()
  }

  hash(bytes: Uint8Array, start: number, end: number, from = basis): number {
    let hash = from
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), prime)
    return hash
  }

  /** @throws Error for what is no piece */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const place = this.#slots[this.#slotOf(bytes, start, end, hash)] ?? 0
    const id = this.#ids[place - 1]
    if (id === undefined) throw new Error('a merge names what is no piece')
    return id
  }

  /** The piece that two pieces are together. @throws as `find` */
  findJoined(left: number, right: number): number {
    const first = this.bytesOf(left)
    const second = this.bytesOf(right)
    const bytes = this.#scratch(first.length + second.length)
    bytes.set(first)
    bytes.set(second, first.length)
    const end = first.length + second.length
    return this.find(bytes, 0, end, this.hash(bytes, 0, end))
  }

  bytesOf(id: number): Uint8Array {
    const place = this.#placeOfId[id]
    if (place === undefined) return new Uint8Array(0)
    return this.#text.subarray(this.#starts[place] ?? 0, this.#starts[place + 1] ?? this.#used)
  }

  #joined = new Uint8Array(256)

  #scratch(length: number): Uint8Array {
    if (this.#joined.length < length) this.#joined = new Uint8Array(2 * length)
    return this.#joined
  }

  #append(piece: Uint8Array): number {
    if (this.#used + piece.length > this.#text.length) {
      const larger = new Uint8Array(2 * (this.#used + piece.length))
      larger.set(this.#text)
      this.#text = larger
    }
    this.#text.set(piece, this.#used)
    this.#starts.push(this.#used)
    this.#used += piece.length
    return this.#starts.length - 1
  }

  /** The piece's slot, or the empty one where it would go. */
  #slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const place = this.#slots[slot] ?? 0
      if (place === 0 || this.#isSame(place - 1, bytes, start, end)) return slot
      slot = (slot + 1) & mask
    }
  }

  #isSame(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[place] ?? 0
    const length = (this.#starts[place + 1] ?? this.#used) - from
    if (length !== end - start) return false
    for (let index = 0; index < length; index++) if (this.#text[from + index] !== bytes[start + index]) return false
    return true
  }

  #grow(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length)
    for (let place = 0; place < this.#ids.length; place++) {
      const [start, end] = [this.#starts[place] ?? 0, this.#starts[place + 1] ?? this.#used]
      this.#slots[this.#slotOf(this.#text, start, end, this.hash(this.#text, start, end))] = place + 1
    }
  }
}
