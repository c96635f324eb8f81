/** @file Finding, reading and verifying model packs on disk. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import { packSchema, type InstalledPack, type Pack } from './pack.ts'

/** No real `pack.json` is near this; a larger one is not read. */
const packJsonLimitBytes = 1_000_000

/**
 * Reads a pack's description and checks that every file it declares is there with the right length.
 * @param folder absolute path of the folder that holds `pack.json`
 * @throws AppError 'pack-damaged' naming the file and what to do
 */
export async function readPack(folder: string): Promise<InstalledPack> {
  const pack = parsePack(folder, await readDescription(folder))
  const filesIn = pack.task === 'read' && pack.package !== undefined ? packageFolder(pack.package) : undefined
  for (const file of pack.files) {
    const reason = await wrongLength(join(filesIn ?? folder, file.path), file.bytes)
    if (reason !== undefined) throw damaged(`The model pack "${pack.id}" is incomplete: ${file.path} ${reason}.`)
  }
  return { folder, pack, ...(filesIn === undefined ? {} : { filesIn }) }
}

/** Native code opens the files, and cannot look into the packaged app's archive. */
function packageFolder(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? []
  const places = paths.map((path) => join(path, name).replace('app.asar', 'app.asar.unpacked'))
  const found = places.find((place) => existsSync(place))
  if (found !== undefined) return found
  throw damaged(`A model that comes with Sightline is missing: the package ${name} is not installed.`)
}

/** One file's verdict; `reason` says in words why it is not ok. */
export interface FileVerdict {
  readonly path: string
  readonly ok: boolean
  readonly reason?: string
}

/**
 * Hashes every file of a pack against its declared SHA-256.
 * @param onProgress called with bytes read so far and in all
 * @returns a verdict for each declared file, in the pack's order; never throws for a bad or missing file
 */
export async function verifyPack(
  installed: InstalledPack,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<FileVerdict[]> {
  const totalBytes = installed.pack.files.reduce((sum, file) => sum + file.bytes, 0)
  const verdicts: FileVerdict[] = []
  let doneBytes = 0
  for (const file of installed.pack.files) {
    const hash = createHash('sha256')
    try {
      for await (const chunk of createReadStream(join(installed.filesIn ?? installed.folder, file.path))) {
        const bytes = chunk as Buffer // a stream without encoding yields Buffers
        hash.update(bytes)
        doneBytes += bytes.length
        onProgress?.(doneBytes, totalBytes)
      }
      const ok = hash.digest('hex') === file.sha256
      verdicts.push(ok ? { path: file.path, ok } : { path: file.path, ok, reason: 'its content has changed' })
    } catch (error) {
      verdicts.push({ path: file.path, ok: false, reason: whyUnreadable(error) })
    }
  }
  return verdicts
}

/**
 * Reads every pack found in the given folders, one level deep.
 * @param folders folders that hold pack folders; one that does not exist holds none
 * @returns the packs that can be used, ordered by folder, and a sentence for each that cannot
 */
export async function listPacks(
  folders: readonly string[],
): Promise<{ packs: InstalledPack[]; problems: ErrorAnswer[] }> {
  const packs: InstalledPack[] = []
  const problems: ErrorAnswer[] = []
  for (const folder of folders) {
    for (const candidate of await packFolders(folder)) {
      try {
        packs.push(await readPack(candidate))
      } catch (error) {
        problems.push(toErrorAnswer(error))
      }
    }
  }
  return { packs, problems }
}

async function packFolders(folder: string): Promise<string[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch {
    return [] // a folder for packs that nobody has made yet
  }
  const found: string[] = []
  // A name with a dot is a pack on its way in or out.
  for (const name of names.filter((each) => !each.startsWith('.')).sort()) {
    const candidate = join(folder, name)
    if (await isFile(join(candidate, 'pack.json'))) found.push(candidate)
  }
  return found
}

async function readDescription(folder: string): Promise<string> {
  const path = join(folder, 'pack.json')
  try {
    const { size } = await stat(path)
    if (size > packJsonLimitBytes) throw new Error('is too large to be a description')
    return await readFile(path, 'utf8')
  } catch (error) {
    throw damaged(`The model pack in ${folder} has no readable pack.json: it ${whyUnreadable(error)}.`, error)
  }
}

function parsePack(folder: string, json: string): Pack {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw damaged(`The model pack in ${folder} has a pack.json that is not JSON.`, error)
  }
  const parsed = packSchema.safeParse(value)
  if (!parsed.success)
    throw damaged(`The model pack in ${folder} has a wrong pack.json: ${oneLine(z.prettifyError(parsed.error))}`)
  const undeclared = usedFiles(parsed.data).find((path) => !parsed.data.files.some((file) => file.path === path))
  if (undeclared !== undefined)
    throw damaged(`The model pack "${parsed.data.id}" uses ${undeclared} but does not declare it in its files.`)
  return parsed.data
}

/** What a family opens; anything else in a pack is only carried. */
function usedFiles(pack: Pack): string[] {
  return [...graphFiles(pack), pack.task === 'read' ? pack.reader.letters : pack.tokenizer.file]
}

function graphFiles(pack: Pack): string[] {
  if (pack.task === 'embedding') return [pack.vision.file, pack.text.file]
  if (pack.task === 'read')
    return [pack.detector.file, pack.reader.file, ...(pack.direction === undefined ? [] : [pack.direction.file])]
  if (pack.family === 'vision-encoder-decoder') return [pack.encoder.file, pack.decoder.file]
  return [pack.vision.file, pack.embed.file, pack.encoder.file, pack.decoder.file]
}

async function wrongLength(path: string, bytes: number): Promise<string | undefined> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return 'is not a file'
    return found.size === bytes ? undefined : `has ${found.size} bytes instead of ${bytes}`
  } catch (error) {
    return whyUnreadable(error)
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return 'could not be read'
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is missing'
  if (typeof code === 'string') return `could not be read (${code})`
  return error.message
}

function damaged(message: string, cause?: unknown): AppError {
  return new AppError('pack-damaged', message, { hint: 'Download or import this model pack again.', cause })
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 400)
}
