/**
 * @file What a file may cost us, decided from its header before any pixel is decoded. The aim is a process
 * that stays under 1 GB and under 10 s a photo whatever the file claims.
 */

/** Files above this are not read into memory. A 151 MP medium-format TIFF with 16 bits has 900 MB, a JPEG never has. */
export const maxFileBytes = 512 * 1024 * 1024

/** libvips gives up after this long; nothing that is a photo took more than 4 s in our corpus. */
export const decodeSeconds = 10

/**
 * Pixels we agree to decode, by what the decoder must hold at once: baseline JPEG shrinks while loading and needs
 * a few rows; progressive JPEG holds all coefficients (2 bytes, 1.5 to 3 per pixel); PNG and TIFF stream rows;
 * WebP and GIF hold whole frames (4 to 6 bytes a pixel), AVIF and HEIC twice (up to 12).
 */
export const maxPixels = {
  jpeg: 300e6,
  progressiveJpeg: 100e6,
  png: 150e6,
  tiff: 150e6,
  webp: 100e6,
  avif: 64e6,
  gif: 100e6,
  heic: 64e6,
} as const

/** An interlaced PNG is held whole while it is put together. */
export const maxInterlacedBytes = 512 * 1024 * 1024

/** Cameras write about 10 scans; each scan passes over the whole picture ("LJT-01-004", two issues with the JPEG standard). */
export const maxScans = 100

/** Scans times megapixels: 100 scans of 15 MP, 15 scans of 100 MP; about 5 s of work. */
export const maxScanMegapixels = 1500
