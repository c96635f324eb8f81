/** Model packs as a person handles them: list, verify, import. */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { PackSummary } from '../api/contract.ts'
import { AppError } from '../api/errors.ts'
import type { InstalledPack } from '../inference/pack.ts'
import { listPacks, readPack, verifyPack } from '../inference/read-pack.ts'
import type { ModelRoom } from './models.ts'

export interface PackParts {
  /** Where packs are looked for; the last one takes imports. */
  readonly folders: readonly string[]
  readonly models: ModelRoom
}

function summary({ folder, pack }: InstalledPack, activeSet: string | undefined): PackSummary {
  const { id, set, title, task, family, revision, licence, scope, languages, about, files } = pack
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return {
    id,
    set,
    title,
    task,
    family,
    revision,
    licence,
    scope,
    languages,
    about,
    bytes,
    folder,
    active: set === activeSet,
  }
}

export async function packSummaries({ folders, models }: PackParts): Promise<PackSummary[]> {
  const [{ packs, problems }, chosen] = await Promise.all([listPacks(folders), models.chosen()])
  const [problem] = problems
  if (packs.length === 0 && problem !== undefined)
    throw new AppError(problem.code, problem.message, { hint: problem.hint })
  return packs.map((pack) => summary(pack, chosen.set))
}

/** One line per file. Errors: `not-found` for an unknown id. */
export async function verifyPacks({ folders }: PackParts, id: string | undefined) {
  const { packs, problems } = await listPacks(folders)
  const wanted = packs.filter(({ pack }) => id === undefined || pack.id === id || pack.set === id)
  if (id !== undefined && wanted.length === 0)
    throw new AppError('not-found', `There is no model pack "${id}".`, { hint: 'See: sightline packs list' })
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

/** Copies a pack into the library, checked before and after; the new folder appears whole or not at all. */
export async function importPack({ folders, models }: PackParts, from: string): Promise<PackSummary> {
  const home = folders.at(-1)
  if (home === undefined) throw new AppError('internal', 'There is no place for model packs.')
  const source = await readPack(resolve(from))
  const bad = (await verifyPack(source)).find(({ ok }) => !ok)
  if (bad !== undefined)
    throw new AppError(
      'pack-damaged',
      `${join(source.folder, bad.path)} is damaged: ${bad.reason ?? 'wrong checksum'}.`,
      {
        hint: 'Download the pack again, then import it.',
      },
    )
  const target = join(home, `${source.pack.id}-${source.pack.revision}`.replace(/[^\w.-]/gu, '_'))
  const part = join(home, `.part-${randomUUID()}`)
  await mkdir(part, { recursive: true })
  try {
    for (const name of ['pack.json', ...source.pack.files.map((file) => file.path)])
      await cp(join(source.folder, name), join(part, name), { recursive: false })
    const stillBad = (await verifyPack(await readPack(part))).some(({ ok }) => !ok)
    if (stillBad)
      throw new AppError('disk-full', 'The copied pack differs from its source.', {
        hint: 'Check the disk and its free space.',
      })
    await rm(target, { recursive: true, force: true })
    await rename(part, target)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
  return summary(await readPack(target), (await models.chosen()).set)
}
