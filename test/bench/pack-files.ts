/** Files of a pack that was just written, as its description lists them. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pack } from '../../electron/inference/pack/pack.ts'

type Files = Pack['files']

/** Writes `pack.json` with the lengths and hashes of the named files. */
export async function writePack<P extends Pack>(
  folder: string,
  paths: readonly string[],
  pack: Omit<P, 'files'>,
): Promise<void> {
  const files: Files = []
  for (const path of paths) files.push(await describe(folder, path))
  await writeFile(join(folder, 'pack.json'), JSON.stringify({ ...pack, files }, undefined, 2))
}

async function describe(folder: string, path: string): Promise<Files[number]> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk as Buffer) // no encoding: Buffers
  return { path, bytes: (await stat(join(folder, path))).size, sha256: hash.digest('hex') }
}
