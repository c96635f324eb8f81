/** @file The pack that reads words, as it comes with the program, and pictures for it. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import type { InstalledPack, ReadingPack } from '../../electron/inference/pack/pack.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'
import { createReader, type Reader } from '../../electron/inference/ppocr/reader.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'

export const wordsFolder = join(import.meta.dirname, '../../models/words')
export const wordFixtures = join(import.meta.dirname, '../fixtures/words')

export async function readReadingPack(folder = join(wordsFolder, 'ppocr-v4')): Promise<InstalledPack<ReadingPack>> {
  const { pack, ...where } = await readPack(folder)
  if (pack.task !== 'read') throw new Error('not a pack that reads')
  return { ...where, pack }
}

/** Closed when the test is over. */
export async function openReader(): Promise<Reader> {
  disableTelemetry()
  const reader = createReader(await readReadingPack())
  onTestFinished(() => reader.close())
  return reader
}

export async function pictureOf(path: string, longEdge = 960): Promise<Picture> {
  const { pictures } = await decodePhoto(path, { inputs: [], thumbnailSize: 64, pictures: [longEdge] })
  const [picture] = pictures
  if (picture === undefined) throw new Error('no picture was decoded')
  return picture
}
