/** @file Takes named files out of an archive, and nothing else. */
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../api/errors.ts'
import { readArchive } from './archive.ts'
import { writingFailed } from './disk.ts'

/** Where `fileName` lies in the archive (at its top or in one folder), and its text. */
export async function findTextInArchive(
  path: string,
  fileName: string,
  limitBytes: number,
): Promise<{ readonly prefix: string; readonly text: string } | undefined> {
  for await (const entry of readArchive(path)) {
    const parts = entry.path.replace(/^\.\//u, '').split('/')
    if (entry.kind !== 'file' || parts.at(-1) !== fileName || parts.length > 2 || entry.bytes > limitBytes) continue
    const pieces: Buffer[] = []
    for await (const piece of entry.read()) pieces.push(piece)
    return { prefix: entry.path.slice(0, -fileName.length), text: Buffer.concat(pieces).toString('utf8') }
  }
  return undefined
}

/**
 * Writes the wanted files below `folder`. Everything else in the archive is passed over; a wanted file that is larger
 * than it says ends it.
 * @param wanted bytes by path, below `prefix`
 * @returns the paths that were there
 * @throws AppError 'pack-damaged', 'disk-full'
 */
export async function unpackFiles(
  path: string,
  prefix: string,
  wanted: ReadonlyMap<string, number>,
  folder: string,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for await (const entry of readArchive(path)) {
    const name = entry.path.startsWith(prefix) ? entry.path.slice(prefix.length) : ''
    const bytes = wanted.get(name)
    if (entry.kind !== 'file' || bytes === undefined || found.has(name)) continue
    await writeFile(join(folder, name), entry.read(), bytes)
    found.add(name) // and on to the end: an archive that hides something hostile behind is refused as a whole
  }
  return found
}

async function writeFile(target: string, pieces: AsyncIterable<Buffer>, limitBytes: number): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const handle = await open(target, 'wx')
  let bytes = 0
  try {
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes > limitBytes)
        throw new AppError('pack-damaged', `The archive holds more of ${target} than the pack declares.`, {
          hint: 'Copy or download it again from a source you trust.',
        })
      await handle.appendFile(piece).catch((error: unknown) => {
        throw writingFailed(target, error)
      })
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}
