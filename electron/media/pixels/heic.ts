import { AppError } from '../../api/errors.ts'
import type { DecodedPixels } from './decode-bytes.ts'
import { refuseArea } from '../containers/refuse-bombs.ts'
import {
  heifChannelInterleaved,
  heifChroma,
  heifColorspaceRgb,
  libheif,
  retireLibheif,
  type Libheif,
} from './libheif.ts'
import { pictureOf } from '../file/format.ts'
import { fromPixels, openImage, toPixels } from './pixels.ts'
import type { Pixels } from './raster.ts'
import { refusal } from '../file/refusals.ts'
import { tiffWithProfile } from './tiff-with-profile.ts'
import type { WorkingSize } from './working-size.ts'

/** What came out of the wasm module: pixels of `channels` bytes, upright (irot and imir are applied by libheif). */
interface HeicPicture {
  readonly pixels: Pixels
  readonly channels: 3 | 4
  readonly width: number
  readonly height: number
  readonly profile: Buffer | undefined
}

/**
 * Decodes a HEIC (HEVC) picture: from its embedded thumbnail where that is nearly as large as the least that will do
 * (80 ms), else whole (490 ms for 12 MP). The declared size is refused first; memory is freed before this returns.
 * Throws AppError 'damaged', 'too-large' or 'unsupported'.
 */
export async function decodeHeic(path: string, bytes: Buffer, working: WorkingSize): Promise<DecodedPixels> {
  const picture = readPicture(path, bytes, working.leastEdge)
  const whole = { width: picture.width, height: picture.height }
  const shrunk = await shrink(picture, working.edgeFor(whole))
  return { ...whole, whole, pixels: await toSrgb(shrunk, picture.profile) }
}

function readPicture(path: string, bytes: Buffer, leastEdge: number): HeicPicture {
  try {
    const picture = withContext(libheif(), bytes, (heif, context) => readPrimary({ heif, context, path, leastEdge }))
    retireLibheif('done')
    return picture
  } catch (error) {
    if (error instanceof AppError) throw error
    if (!(error instanceof HeifError)) retireLibheif('trapped')
    else if (error.code === unsupportedFeature)
      throw refusal('unsupported', path, 'uses a compression we cannot decode', error)
    throw refusal('damaged', path, 'is damaged and cannot be decoded', error)
  }
}

/** heif_error_Unsupported_feature */
const unsupportedFeature = 4

/** libheif said no (as opposed to: crashed). */
class HeifError extends Error {
  override readonly name = 'HeifError'
  readonly code: number

  constructor(code: number, detail: string) {
    super(`libheif error ${code}: ${detail}`)
    this.code = code
  }
}

function withContext<T>(heif: Libheif, bytes: Buffer, act: (heif: Libheif, context: number) => T): T {
  const file = heif._malloc(bytes.length)
  const context = heif._heif_context_alloc()
  try {
    heif.HEAPU8.set(bytes, file)
    call(heif, (error) => heif._heif_context_read_from_memory_without_copy(error, context, file, bytes.length, 0))
    return act(heif, context)
  } finally {
    heif._heif_context_free(context)
    heif._free(file)
  }
}

function readPrimary(from: { heif: Libheif; context: number; path: string; leastEdge: number }): HeicPicture {
  const { heif, context, path, leastEdge } = from
  const handle = callForPointer(heif, (error, out) => heif._heif_context_get_primary_image_handle(error, context, out))
  try {
    const width = heif._heif_image_handle_get_width(handle)
    const height = heif._heif_image_handle_get_height(handle)
    if (width < 1 || height < 1) throw new HeifError(0, 'no size')
    const profile = readProfile(heif, handle)
    const thumbnail = findThumbnail(heif, handle, { width, height, leastEdge })
    if (thumbnail !== undefined) {
      try {
        return { ...decodeHandle(heif, thumbnail), width, height, profile }
      } catch (error) {
        if (!(error instanceof HeifError)) throw error
      } finally {
        heif._heif_image_handle_release(thumbnail)
      }
    }
    refuseArea(path, { width, height }, pictureOf('heic').maxPixels)
    return { ...decodeHandle(heif, handle), width, height, profile }
  } finally {
    heif._heif_image_handle_release(handle)
  }
}

const maxThumbnailEdge = 4096

/** A thumbnail counts when it has 480 px for a wanted 512 and the same shape as the picture. */
function findThumbnail(
  heif: Libheif,
  handle: number,
  wanted: { width: number; height: number; leastEdge: number },
): number | undefined {
  const id = withPointer(heif, (out) =>
    heif._heif_image_handle_get_list_of_thumbnail_IDs(handle, out, 1) > 0 ? heif.HEAP32[out >> 2] : undefined,
  )
  if (id === undefined) return undefined
  const thumbnail = callForPointer(heif, (error, out) => heif._heif_image_handle_get_thumbnail(error, handle, id, out))
  const width = heif._heif_image_handle_get_width(thumbnail)
  const height = heif._heif_image_handle_get_height(thumbnail)
  const sameShape = Math.abs(width / height / (wanted.width / wanted.height) - 1) < 0.02
  const longEdge = Math.max(width, height)
  if (sameShape && longEdge >= (wanted.leastEdge * 480) / 512 && longEdge <= maxThumbnailEdge) return thumbnail
  heif._heif_image_handle_release(thumbnail)
  return undefined
}

function decodeHandle(heif: Libheif, handle: number): { pixels: Pixels; channels: 3 | 4 } {
  const channels = heif._heif_image_handle_has_alpha_channel(handle) === 0 ? 3 : 4
  const chroma = channels === 3 ? heifChroma.rgb : heifChroma.rgba
  const image = callForPointer(heif, (error, out) =>
    heif._heif_decode_image(error, handle, out, heifColorspaceRgb, chroma, 0),
  )
  try {
    const width = heif._heif_image_get_width(image, heifChannelInterleaved)
    const height = heif._heif_image_get_height(image, heifChannelInterleaved)
    const [plane, stride] = withPointer(heif, (out) => [
      heif._heif_image_get_plane_readonly2(image, heifChannelInterleaved, out),
      heif.HEAP32[out >> 2] ?? 0,
    ])
    if (plane === 0 || stride < width * channels) throw new HeifError(0, 'no pixels')
    const data = Buffer.allocUnsafe(width * height * channels)
    for (let row = 0; row < height; row++) {
      const from = plane + row * stride
      data.set(heif.HEAPU8.subarray(from, from + width * channels), row * width * channels)
    }
    return { pixels: { data, width, height }, channels }
  } finally {
    heif._heif_image_release(image)
  }
}

function readProfile(heif: Libheif, handle: number): Buffer | undefined {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle)
  if (size < 128 || size > 4 * 1024 * 1024) return undefined
  const at = heif._malloc(size)
  try {
    call(heif, (error) => heif._heif_image_handle_get_raw_color_profile(error, handle, at))
    return Buffer.from(heif.HEAPU8.subarray(at, at + size))
  } finally {
    heif._free(at)
  }
}

async function shrink(picture: HeicPicture, longEdge: number): Promise<Pixels> {
  const { data, info } = await fromPixels(picture.pixels, picture.channels)
    .flatten({ background: '#ffffff' })
    .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** iPhones write Display P3. A profile that libvips cannot use leaves the colours as they are. */
async function toSrgb(pixels: Pixels, profile: Buffer | undefined): Promise<Pixels> {
  if (profile === undefined) return pixels
  try {
    return await toPixels(openImage(tiffWithProfile(pixels, profile), 'none'), Math.max(pixels.width, pixels.height))
  } catch {
    return pixels
  }
}

/** Runs a call that reports through a heif_error struct (code, subcode, message). */
function call(heif: Libheif, act: (error: number) => void): void {
  withPointer(heif, (error) => {
    act(error)
    const code = heif.HEAP32[error >> 2] ?? 0
    if (code !== 0) throw new HeifError(code, `subcode ${heif.HEAP32[(error >> 2) + 1] ?? 0}`)
  })
}

function callForPointer(heif: Libheif, act: (error: number, out: number) => void): number {
  return withPointer(heif, (out) => {
    heif.HEAP32[out >> 2] = 0
    call(heif, (error) => act(error, out))
    const pointer = heif.HEAP32[out >> 2] ?? 0
    if (pointer === 0) throw new HeifError(0, 'nothing came back')
    return pointer
  })
}

function withPointer<T>(heif: Libheif, act: (at: number) => T): T {
  const at = heif._malloc(32)
  try {
    return act(at)
  } finally {
    heif._free(at)
  }
}
