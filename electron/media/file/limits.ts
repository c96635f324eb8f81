/**
 * @file What a file may cost us, decided from its header before any pixel is decoded. The aim is a process
 * that stays under 1 GB and under 10 s a photo whatever the file claims.
 */

/** Files above this are not read into memory. A 151 MP medium-format TIFF with 16 bits has 900 MB, a JPEG never has. */
export const maxFileBytes = 512 * 1024 * 1024

/** PNG and TIFF files above this are streamed from disk instead of read into memory, and may be of any size. */
export const streamedBytes = 32 * 1024 * 1024

/** libvips gives up after this long; nothing that is a photo took more than 4 s in our corpus. */
export const decodeSeconds = 10

/**
 * Beyond this nothing is decoded (formats.ts has each format's own limit): a 4800 dpi scan of A4 has 535 megapixels, a
 * stitched panorama 200. Baseline JPEG shrinks while loading and needs a few rows; PNG and TIFF stream rows or tiles;
 * WebP and GIF hold whole frames (4 to 6 bytes a pixel), AVIF and HEIC twice (up to 12).
 */
export const maxPixels = 600e6

/** Beyond so many pixels decoding may take longer than `decodeSeconds`: one second more for each so many. */
export const pixelsPerExtraSecond = 20e6

/** Progressive JPEG holds all coefficients: 108 megapixels of 4:4:4, 216 of 4:2:0. */
export const maxCoefficientBytes = 650e6

/** An interlaced PNG is held whole while it is put together. */
export const maxInterlacedBytes = 512 * 1024 * 1024

/** Cameras write about 10 scans; each scan passes over the whole picture ("LJT-01-004", two issues with the JPEG standard). */
export const maxScans = 100

/** Scans times megapixels: 100 scans of 15 MP, 15 scans of 100 MP; about 5 s of work. */
export const maxScanMegapixels = 1500
