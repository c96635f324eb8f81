import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * The part of libheif's C interface we call. Structs come back through the first argument, pointers are numbers.
 * libheif-js's own JavaScript layer copies the picture through RGBA and strings and takes twice as long
 * (921 against 490 ms for 12 MP, 2026-11).
 */
export interface Libheif {
  /** Replaced when the heap grows: never keep it across a call. */
  readonly HEAPU8: Uint8Array
  readonly HEAP32: Int32Array
  _malloc(bytes: number): number
  _free(at: number): void
  _heif_context_alloc(): number
  _heif_context_free(context: number): void
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    at: number,
    bytes: number,
    options: number,
  ): void
  _heif_context_get_primary_image_handle(error: number, context: number, out: number): void
  _heif_image_handle_release(handle: number): void
  _heif_image_handle_get_width(handle: number): number
  _heif_image_handle_get_height(handle: number): number
  _heif_image_handle_has_alpha_channel(handle: number): number
  _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, out: number, count: number): number
  _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, out: number): void
  _heif_image_handle_get_raw_color_profile_size(handle: number): number
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void
  _heif_decode_image(
    error: number,
    handle: number,
    out: number,
    colorspace: number,
    chroma: number,
    options: number,
  ): void
  _heif_image_get_width(image: number, channel: number): number
  _heif_image_get_height(image: number, channel: number): number
  _heif_image_get_plane_readonly2(image: number, channel: number, strideOut: number): number
  _heif_image_release(image: number): void
}

/** Values of libheif's C enums (heif.h). */
export const heifColorspaceRgb = 1
export const heifChroma = { rgb: 10, rgba: 11 } as const
export const heifChannelInterleaved = 10

let current: Libheif | undefined

/**
 * A module's memory only grows; past this a fresh one takes its place and the old one is collected: 30 ms after a
 * picture of 12 megapixels, which took 500 to 900, for 110 MB less between pictures (2026-11).
 */
const maxIdleHeapBytes = 96 * 1024 * 1024

/** The shared module, started on first use (30 ms, 57 MB). Its calls block this thread, so one picture is decoded at a time. */
export function libheif(): Libheif {
  current ??= startLibheif()
  return current
}

/**
 * Drops the module after a trap (its heap cannot be trusted) or when its heap has grown too large. A dropped heap is
 * collected at once: V8 does not see that the few objects holding it weigh half a gigabyte, and 24 pictures of 33
 * megapixels took 2.1 GB before it looked (2026-11).
 */
export function retireLibheif(why: 'trapped' | 'done'): void {
  const isLarge = current !== undefined && current.HEAPU8.byteLength > maxIdleHeapBytes
  if (why === 'done' && !isLarge) return
  current = undefined
  if (isLarge) collectGarbage()
}

let collector: (() => void) | undefined

/** V8's own collector, which only a flag puts within reach; without it the memory is given back later. */
function collectGarbage(): void {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc')
    // A fresh context has the function that the flag adds.
    const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
    collector = typeof found === 'function' ? (found as () => void) : () => undefined
  }
  collector()
}

function startLibheif(): Libheif {
  // CommonJS with the wasm inside it; the package's own entry exports the JavaScript layer's types only.
  const load = createRequire(import.meta.url)
  const start = load('libheif-js/libheif-wasm/libheif-bundle.js') as (options: object) => Libheif
  const ignore = (): void => undefined
  return start({ print: ignore, printErr: ignore })
}
