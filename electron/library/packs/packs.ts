/** Model packs as a person handles them: list, verify, import, remove. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { PackSummary } from '../../api/packs.ts'
import { requireRoom } from '../../download/download-files.ts'
import { findTextInArchive, unpackFiles } from '../../download/unpack.ts'
import { modelName, packSchema, type InstalledPack, type Pack } from '../../inference/pack/pack.ts'
import { listPacks, readPack, verifyPack } from '../../inference/pack/read-pack.ts'
import type { ChosenPacks } from './active-packs.ts'
import { deletePack, packFolder, putInPlace } from './install-pack.ts'
import type { LoadedModels } from './loaded-models.ts'
import type { PackDownloads } from './pack-downloads.ts'

export interface PackParts {
  /** Where packs are looked for; the last one takes those that are installed. */
  readonly folders: readonly string[]
  readonly models: LoadedModels
  readonly downloads: PackDownloads
}

/** No real `pack.json` is near this. */
const descriptionLimitBytes = 1_000_000

function summary({ folder, pack }: InstalledPack, chosen: ChosenPacks): PackSummary {
  const { id, set, title, task, family, revision, licence, scope, languages, about } = pack
  return {
    ...{ id, set, title, task, family, revision, licence, scope, languages, about, folder },
    bytes: bytesOf(pack),
    active: [chosen.embedding, chosen.caption, chosen.reading].some((each) => each?.folder === folder),
    answers: folder === chosen.answering?.folder,
  }
}

function bytesOf({ files }: Pack): number {
  return files.reduce((sum, file) => sum + file.bytes, 0)
}

export async function packSummaries({ folders, models }: PackParts): Promise<PackSummary[]> {
  const [{ packs, problems }, chosen] = await Promise.all([listPacks(folders), models.chosen()])
  const [problem] = problems
  if (packs.length === 0 && problem !== undefined)
    throw new AppError(problem.code, problem.message, { hint: problem.hint })
  return packs.map((pack) => summary(pack, chosen))
}

/** One line per file. Errors: `not-found` for an unknown id. */
export async function verifyPacks({ folders }: PackParts, id: string | undefined) {
  const { packs, problems } = await listPacks(folders)
  const wanted = packs.filter(({ pack }) => id === undefined || pack.id === id || pack.set === id)
  if (id !== undefined && wanted.length === 0) throw notInstalled(id)
  const verdicts = await Promise.all(
    wanted.map(async (installed) =>
      (await verifyPack(installed)).map(({ path, ok, reason }) => ({
        pack: installed.pack.id,
        path,
        good: ok,
        ...(reason === undefined ? {} : { reason }),
      })),
    ),
  )
  const unreadable =
    id === undefined
      ? problems.map((problem) => ({ pack: '', path: 'pack.json', good: false, reason: problem.message }))
      : []
  return [...verdicts.flat(), ...unreadable]
}

/**
 * Installs a pack from a folder or an archive, checked before and after; it appears whole or not at all.
 * Errors: `pack-damaged`, `unsupported`, `unreadable`, `disk-full`, `download-running`, `bad-request` for a name that
 * another pack has.
 */
export async function importPack({ folders, models, downloads }: PackParts, from: string): Promise<PackSummary> {
  const source = resolve(from)
  const isArchive = await stat(source).then(
    (facts) => facts.isFile(),
    () => false,
  )
  const { home } = downloads
  const target = await downloads.exclusively(async () => {
    const part = join(home, `.part-${randomUUID()}`)
    await mkdir(part, { recursive: true })
    try {
      await (isArchive ? unpackInto(source, part) : copyInto(source, part))
      const { pack, bad } = await firstBad(part)
      await refuseBorrowedName(folders, pack)
      if (bad !== undefined)
        throw new AppError('pack-damaged', `${join(source, bad.path)} is damaged: ${bad.reason ?? 'wrong checksum'}.`, {
          hint: 'Download or copy the pack again, then import it.',
        })
      const place = packFolder(home, pack)
      await putInPlace(part, place)
      return place
    } finally {
      await rm(part, { recursive: true, force: true })
    }
  })
  return summary(await readPack(target), await models.chosen())
}

async function firstBad(folder: string) {
  const installed = await readPack(folder)
  return { pack: installed.pack, bad: (await verifyPack(installed)).find(({ ok }) => !ok) }
}

/** Whoever chooses `demo` means the one that came with Sightline. */
async function refuseBorrowedName(folders: readonly string[], pack: Pack): Promise<void> {
  const { packs } = await listPacks(folders.slice(0, -1))
  const hashesOf = ({ files }: Pack): string => JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]).sort())
  const alike = packs.filter((own) => own.pack.set === pack.set || own.pack.id === pack.id)
  const isOne = (own: Pack): boolean => own.set === pack.set && own.id === pack.id && hashesOf(own) === hashesOf(pack)
  if (alike.length === 0 || alike.some((own) => isOne(own.pack))) return
  throw new AppError(
    'bad-request',
    `This pack calls itself "${pack.id}" of the set "${pack.set}", as one that comes with Sightline does.`,
    {
      hint: 'Give it another id and another set in its pack.json, then import it.',
    },
  )
}

async function copyInto(source: string, part: string): Promise<void> {
  const { pack } = await readPack(source)
  await requireRoom(bytesOf(pack), part)
  for (const name of ['pack.json', ...pack.files.map((file) => file.path)]) {
    await mkdir(dirname(join(part, name)), { recursive: true })
    // The bytes, never a link: what it points at may change, or be somebody's secret tomorrow.
    await copyFile(join(source, name), join(part, name))
  }
}

/** Only what `pack.json` declares is ever written, and no more of it than it declares. */
async function unpackInto(archive: string, part: string): Promise<void> {
  const found = await findTextInArchive(archive, 'pack.json', descriptionLimitBytes)
  const parsed = packSchema.safeParse(found === undefined ? undefined : parseJson(found.text))
  if (found === undefined || !parsed.success)
    throw new AppError('pack-damaged', `${archive} holds no model pack: it has no sound pack.json.`, {
      hint: 'A pack has pack.json at the top of its archive, or in the one folder in it.',
    })
  await requireRoom(bytesOf(parsed.data), part)
  const wanted = new Map(parsed.data.files.map(({ path, bytes }) => [path, bytes]))
  await unpackFiles(archive, found.prefix, wanted, part)
  await writeFile(join(part, 'pack.json'), found.text)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the schema says what is wrong with it
  }
}

/**
 * Removes the packs of a set, or one pack.
 * @param what a set, a pack, or one revision of it as `id@revision`
 * @param evenInUse also those that photos are seen, described or searched with
 * @returns their ids. Errors: `not-found`, `pack-in-use`, `bad-request` for those that came with the program
 */
export async function removePacks({ folders, models, downloads }: PackParts, what: string, evenInUse: boolean) {
  const { home } = downloads
  const [{ packs }, chosen] = await Promise.all([listPacks(folders), models.chosen()])
  const wanted = packs.filter(({ pack }) => [pack.set, pack.id, modelName(pack)].includes(what))
  const own = [
    ...wanted.filter(({ folder }) => dirname(folder) === home),
    ...(await tornPacks(downloads, what, wanted)),
  ]
  if (wanted.length > 0 && own.length === 0)
    throw new AppError('bad-request', `The pack "${what}" comes with Sightline and cannot be removed.`, {
      hint: 'It takes little room and is not used for photos.',
    })
  if (own.length === 0) throw notInstalled(what)
  const inUse = [chosen.embedding, chosen.caption, chosen.answering, chosen.reading].map((each) => each?.folder)
  const used = own.find(({ folder }) => inUse.includes(folder))
  if (used !== undefined && !evenInUse)
    throw new AppError('pack-in-use', `The pack "${used.pack.id}" is in use by this library.`, {
      hint: 'Use another one first, or remove it all the same with --even-in-use; texts and albums stay.',
    })
  await downloads.exclusively(async () => {
    for (const { folder } of own) await deletePack(folder)
  })
  return own.map(({ pack }) => pack.id)
}

/** Packs that lack a file are in no list; those of the catalogue are known by their place. */
async function tornPacks(
  downloads: PackDownloads,
  what: string,
  listed: readonly InstalledPack[],
): Promise<InstalledPack[]> {
  const { packs } = await downloads.catalogue()
  return packs
    .filter(({ pack }) => pack.set === what || pack.id === what)
    .map(({ pack }) => ({ pack, folder: packFolder(downloads.home, pack) }))
    .filter(({ folder }) => existsSync(folder) && !listed.some((each) => each.folder === folder))
}

function notInstalled(what: string): AppError {
  return new AppError('not-found', `There is no model pack "${what}" here.`, { hint: 'See: sightline packs list' })
}
