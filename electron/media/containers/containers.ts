import { bmpSize, gifSize, heifSize, pngSize, psdSize, tiffSize, webpSize, type DeclaredSize } from './declared-size.ts'
import type { Extent } from './isobmff.ts'
import { jpegShape } from './jpeg.ts'
import {
  gifBlocks,
  heifBlocks,
  jpegBlocks,
  jxlBlocks,
  pngBlocks,
  psdBlocks,
  rawBlocks,
  tiffBlocks,
  webpBlocks,
  type MetadataBlocks,
} from './metadata-blocks.ts'
import { gifRanges, heifRanges, jpegRanges, pngRanges, tiffRanges, webpRanges } from './pixel-ranges.ts'
import { isPhotoFormat, pictureOf, type PhotoFormat, type SniffedFormat } from '../file/format.ts'
import type { Container } from '../file/formats.ts'
import type { Source } from '../file/source.ts'

interface ContainerRow {
  /** Finds the metadata, reading no more of the file than it must. */
  readonly blocks: (source: Source) => Promise<MetadataBlocks>
  readonly size: (bytes: Buffer) => DeclaredSize | undefined
  /** Nothing where the picture cannot be told from the metadata: then the whole file stands for it. */
  readonly ranges: (bytes: Buffer) => readonly Extent[]
}

const noBlocks = (): Promise<MetadataBlocks> => Promise.resolve({})
const unknownSize = (): undefined => undefined
const wholeFile = (): readonly Extent[] => []

/** How each kind of container is taken apart. */
const containers = {
  jpeg: { blocks: jpegBlocks, size: jpegShape, ranges: jpegRanges },
  png: { blocks: pngBlocks, size: pngSize, ranges: pngRanges },
  webp: { blocks: webpBlocks, size: webpSize, ranges: webpRanges },
  gif: { blocks: gifBlocks, size: gifSize, ranges: gifRanges },
  tiff: { blocks: tiffBlocks, size: tiffSize, ranges: tiffRanges },
  heif: { blocks: heifBlocks, size: heifSize, ranges: heifRanges },
  raw: { blocks: rawBlocks, size: unknownSize, ranges: tiffRanges },
  bmp: { blocks: noBlocks, size: bmpSize, ranges: wholeFile },
  psd: { blocks: psdBlocks, size: psdSize, ranges: wholeFile },
  jxl: { blocks: jxlBlocks, size: unknownSize, ranges: wholeFile },
} as const satisfies Readonly<Record<Container, ContainerRow>>

/** The metadata of a file, not yet parsed. Throws AppError 'unreadable'; bad containers give few blocks. */
export async function readBlocks(source: Source, format: SniffedFormat): Promise<MetadataBlocks> {
  return isPhotoFormat(format) ? containers[pictureOf(format).container].blocks(source) : {}
}

/** The size a header declares, before orientation. `undefined` where the header is missing or cut. Never throws. */
export function declaredSize(format: PhotoFormat, bytes: Buffer): DeclaredSize | undefined {
  return containers[pictureOf(format).container].size(bytes)
}

/**
 * The parts of a file that make its picture, in an order that an edit of the metadata does not change. Empty where
 * we cannot tell them apart. Never throws.
 */
export function pixelRanges(format: SniffedFormat, bytes: Buffer): Extent[] {
  if (!isPhotoFormat(format)) return []
  return containers[pictureOf(format).container]
    .ranges(bytes)
    .filter(({ offset, length }) => length > 0 && offset >= 0 && offset < bytes.length)
    .slice(0, 100_000)
}
