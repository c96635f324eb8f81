/**
 * @file Vocabulary and merges of a large `tokenizer.json`, read from its bytes. JSON.parse would make a million and a
 * half strings of them first: 0.5 s and 300 MB for Gemma's 34 MB (measured 2026-11).
 */
import { PieceIndex } from './piece-index.ts'

export interface ScannedTokenizer {
  readonly vocabulary: PieceIndex
  /** Ids of left, right and joined piece of each merge, the first to be done first. */
  readonly lefts: Uint32Array
  readonly rights: Uint32Array
  readonly joined: Uint32Array
  /** Everything else, with an empty `vocab` and no `merges` in its `model`. */
  readonly rest: Readonly<Record<string, unknown>>
}

/** @throws Error for bytes that are no JSON, or have their merges before their vocabulary */
export function scanTokenizer(bytes: Uint8Array): ScannedTokenizer {
  const cursor = new Cursor(bytes)
  const rest: Record<string, unknown> = {}
  const vocabulary = new PieceIndex()
  const merges: Merges = { lefts: new Numbers(), rights: new Numbers(), joined: new Numbers() }
  cursor.members((key) => {
    rest[key] = key === 'model' ? scanModel(cursor, vocabulary, merges) : cursor.value()
  })
  const { lefts, rights, joined } = merges
  return { vocabulary, lefts: lefts.taken(), rights: rights.taken(), joined: joined.taken(), rest }
}

interface Merges {
  readonly lefts: Numbers
  readonly rights: Numbers
  readonly joined: Numbers
}

function scanModel(cursor: Cursor, vocabulary: PieceIndex, merges: Merges): Record<string, unknown> {
  const model: Record<string, unknown> = {}
  cursor.members((key) => {
    if (key === 'vocab') scanVocabulary(cursor, vocabulary)
    else if (key === 'merges') scanMerges(cursor, vocabulary, merges)
    else model[key] = cursor.value()
  })
  return model
}

function scanVocabulary(cursor: Cursor, vocabulary: PieceIndex): void {
  cursor.open('{')
  while (!cursor.closes('}')) {
    cursor.string()
    const { source, start, end } = cursor
    cursor.open(':')
    vocabulary.add(source.subarray(start, end), cursor.number())
    cursor.comma()
  }
}

/** Newer files write a pair, older ones "left right"; no piece holds a space. */
function scanMerges(cursor: Cursor, vocabulary: PieceIndex, merges: Merges): void {
  cursor.open('[')
  while (!cursor.closes(']')) {
    const isPair = cursor.closes('[')
    cursor.string()
    const { source, start, end } = cursor
    const leftEnd = isPair ? end : source.indexOf(0x20, start)
    const leftHash = vocabulary.hash(source, start, leftEnd)
    const left = vocabulary.find(source, start, leftEnd, leftHash)
    if (isPair) {
      cursor.comma()
      cursor.string()
    }
    const from = isPair ? cursor.start : leftEnd + 1
    const right = vocabulary.find(cursor.source, from, cursor.end, vocabulary.hash(cursor.source, from, cursor.end))
    merges.lefts.push(left)
    merges.rights.push(right)
    merges.joined.push(vocabulary.findJoined(left, right))
    if (isPair) cursor.open(']')
    cursor.comma()
  }
}

/** Where in the bytes one is. Works on bytes, since all that JSON gives a meaning to is ASCII. */
class Cursor {
  readonly #bytes: Uint8Array
  #at = 0
  /** The last string lies in `source` from `start` to `end`, without escapes. */
  source: Uint8Array
  start = 0
  end = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.source = bytes
  }

  /** Calls for each key of an object; the callback reads the value. */
  members(read: (key: string) => void): void {
    this.open('{')
    while (!this.closes('}')) {
      this.string()
      const key = Buffer.from(this.source.subarray(this.start, this.end)).toString('utf8')
      this.open(':')
      read(key)
      this.comma()
    }
  }

  open(sign: string): void {
    if (!this.closes(sign)) throw new Error(`"${sign}" is missing at byte ${this.#at}`)
  }

  /** Steps over the sign if it is next. */
  closes(sign: string): boolean {
    this.#skipSpace()
    if (this.#bytes[this.#at] !== sign.charCodeAt(0)) return false
    this.#at++
    return true
  }

  comma(): void {
    this.closes(',')
  }

  string(): void {
    this.open('"')
    const begin = this.#at
    let hasEscape = false
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) throw new Error('a string does not end')
      if (byte === 0x22) break
      if (byte === 0x5c) hasEscape = true
      this.#at += byte === 0x5c ? 2 : 1
    }
    this.source = this.#bytes
    this.start = begin
    this.end = this.#at++
    if (!hasEscape) return
    const text: unknown = JSON.parse(`"${Buffer.from(this.#bytes.subarray(begin, this.end)).toString('utf8')}"`)
    this.source = Buffer.from(String(text))
    this.start = 0
    this.end = this.source.length
  }

  number(): number {
    this.#skipSpace()
    let value = 0
    const begin = this.#at
    for (let byte = this.#bytes[this.#at] ?? 0; byte >= 0x30 && byte <= 0x39; byte = this.#bytes[++this.#at] ?? 0)
      value = 10 * value + byte - 0x30
    if (this.#at === begin || value > 0xff_ffff) throw new Error(`no id at byte ${begin}`)
    return value
  }

  /** Any value, parsed. */
  value(): unknown {
    this.#skipSpace()
    const begin = this.#at
    for (let depth = 0; ;) {
      this.#skipSpace()
      const byte = this.#bytes[this.#at]
      if (byte === undefined) throw new Error('the file ends early')
      if (byte === 0x22) this.string()
      else if (depth === 0 && (byte === 0x2c || byte === 0x7d || byte === 0x5d)) break
      else {
        if (byte === 0x7b || byte === 0x5b) depth++
        if (byte === 0x7d || byte === 0x5d) depth--
        this.#at++
      }
    }
    return JSON.parse(Buffer.from(this.#bytes.subarray(begin, this.#at)).toString('utf8'))
  }

  #skipSpace(): void {
    let byte = this.#bytes[this.#at]
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = this.#bytes[++this.#at]
  }
}

/** Numbers that grow in number. */
class Numbers {
  #values = new Uint32Array(1 << 16)
  #count = 0

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Uint32Array(2 * this.#count)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#count++] = value
  }

  taken(): Uint32Array {
    return this.#values.slice(0, this.#count)
  }
}
