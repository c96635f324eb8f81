/**
 * @file Dot products of one query with many rows of bytes, as a WebAssembly module written here by hand: 128-bit SIMD,
 * which every processor computes alike. It imports nothing (see `keepWasmWrappersGeneral`); memory and code go with it.
 */

/** Opcodes and types as the WebAssembly specification names them (appendix "Index of Instructions"). */
const type = { i32: 0x7f, v128: 0x7b, func: 0x60 } as const
const sectionId = { types: 1, functions: 3, memories: 5, exports: 7, code: 10 } as const
const exported = { func: 0, memory: 2 } as const
const op = { loop: 0x03, end: 0x0b, brIf: 0x0d, get: 0x20, set: 0x21, tee: 0x22 } as const
const i32 = { const: 0x41, store: 0x36, add: 0x6a, sub: 0x6b, lessUnsigned: 0x49 } as const
const simd = {
  load: 0x00,
  load8x8Signed: 0x01,
  i32x4Splat: 0x11,
  i32x4Lane: 0x1b,
  i32x4Add: 0xae,
  i32x4Dot: 0xba,
} as const
const simdPrefix = 0xfd
const noResult = 0x40

/** LEB128, as the format writes its numbers. Constants are signed: below 64 both are alike. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

const vector = (opcode: number, ...operands: number[]): number[] => [simdPrefix, ...leb(opcode), ...operands]
const counted = (entries: readonly (readonly number[])[]): number[] => [...leb(entries.length), ...entries.flat()]
const sized = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes]
const text = (name: string): number[] => sized([...new TextEncoder().encode(name)])
const section = (id: number, entries: readonly (readonly number[])[]): number[] => [id, ...sized(counted(entries))]
/** Alignment and offset of a load or a store; alignment is only a hint. */
const at = (offset: number): number[] => [0, ...leb(offset)]

/** Eight products of a row's bytes, from `offset` on, with the query's 16-bit numbers, added to `sums` in pairs. */
function addEight(sums: number, offset: number): number[] {
  return [
    ...[op.get, local.row, ...vector(simd.load8x8Signed, ...at(offset))],
    ...[op.get, local.query, ...vector(simd.load, ...at(2 * offset))],
    ...vector(simd.i32x4Dot),
    ...[op.get, sums, ...vector(simd.i32x4Add), op.set, sums],
  ]
}

const step = (name: number, by: number): number[] => [op.get, name, i32.const, by, i32.add, op.set, name]
const clear = (name: number): number[] => [i32.const, 0, ...vector(simd.i32x4Splat), op.set, name]
const lane = (index: number): number[] => [op.get, local.even, ...vector(simd.i32x4Lane, index)]

/** Parameters first, in their order, then variables. */
const local = { row: 0, queryStart: 1, queryEnd: 2, out: 3, outEnd: 4, query: 5, even: 6, odd: 7 } as const
const parameters = [type.i32, type.i32, type.i32, type.i32, type.i32]
const variables = [
  [1, type.i32],
  [2, type.v128],
]

/**
 * ```
 * do
 *   query = queryStart; even = odd = 0
 *   do  even += row[0..8] · query[0..8]; odd += row[8..16] · query[8..16]; row += 16; query += 16
 *   while query < queryEnd
 *   *out++ = sum of even and odd
 * while out < outEnd
 * ```
 */
const body = [
  ...[op.loop, noResult],
  ...[op.get, local.queryStart, op.set, local.query, ...clear(local.even), ...clear(local.odd)],
  ...[op.loop, noResult, ...addEight(local.even, 0), ...addEight(local.odd, 8), ...step(local.row, 16)],
  ...[op.get, local.query, i32.const, 32, i32.add, op.tee, local.query],
  ...[op.get, local.queryEnd, i32.lessUnsigned, op.brIf, 0, op.end],
  ...[op.get, local.even, op.get, local.odd, ...vector(simd.i32x4Add), op.set, local.even],
  ...[op.get, local.out, ...lane(0), ...lane(1), i32.add, ...lane(2), i32.add, ...lane(3), i32.add],
  ...[i32.store, ...at(0), ...step(local.out, 4)],
  ...[op.get, local.out, op.get, local.outEnd, i32.lessUnsigned, op.brIf, 0, op.end, op.end],
]

/** All that 32-bit addresses reach: 4 GiB in pages of 64 KiB. */
const mostPages = 65536

const moduleBytes = new Uint8Array([
  ...new TextEncoder().encode('\0asm'),
  ...[1, 0, 0, 0],
  ...section(sectionId.types, [[type.func, ...sized(parameters), 0]]),
  ...section(sectionId.functions, [[0]]),
  ...section(sectionId.memories, [[1, ...leb(1), ...leb(mostPages)]]),
  ...section(sectionId.exports, [
    [...text('memory'), exported.memory, 0],
    [...text('dot'), exported.func, 0],
  ]),
  ...section(sectionId.code, [sized([...counted(variables), ...body])]),
])

export interface VectorKernel {
  readonly memory: WebAssembly.Memory
  /**
   * Writes one sum per row as int32 from `out` to `outEnd`, at least one. `row` is the address of the first row,
   * int8, rows without a gap; the query, int16, lies from `query` to `queryEnd`. Its length is a multiple of 16 and
   * is the rows'. Sums wrap around beyond 32 bits: the caller keeps the query small enough.
   */
  dot(row: number, query: number, queryEnd: number, out: number, outEnd: number): void
}

/** A kernel with a memory of its own, or `undefined` where there is no SIMD or no room. */
export function createVectorKernel(): VectorKernel | undefined {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes))
    // The module above exports exactly these.
    return exports as unknown as VectorKernel
  } catch {
    return undefined
  }
}
