/** Checks of this machine, the library and the packs, in words a person can act on. */
import { statfs } from 'node:fs/promises'
import { arch, availableParallelism, platform, totalmem } from 'node:os'
import type { DeviceUse } from '../api/device.ts'
import type { PackCatalogue, TimeEstimate } from '../api/packs.ts'
import { listPacks, verifyPack } from '../inference/pack/read-pack.ts'
import type { Log } from '../log/log.ts'
import type { Store } from '../store/store.ts'
import { placeWords, tuningWords, verdictWords } from './packs/device-words.ts'
import type { LoadedModels } from './packs/loaded-models.ts'

interface Check {
  readonly name: string
  readonly state: 'good' | 'notice' | 'bad'
  readonly detail: string
}

const gigabyte = 1e9

async function diskCheck(folder: string): Promise<Check> {
  const disk = await statfs(folder)
  const freeGb = (disk.bavail * disk.bsize) / gigabyte
  const detail = `${freeGb.toFixed(1)} GB free where the library lies`
  return { name: 'disk', state: freeGb < 2 ? 'notice' : 'good', detail }
}

async function packChecks(folders: readonly string[]): Promise<readonly Check[]> {
  const { packs, problems } = await listPacks(folders)
  const verified = await Promise.all(
    packs.map(async (installed): Promise<Check> => {
      const bad = (await verifyPack(installed)).find(({ ok }) => !ok)
      const name = `pack ${installed.pack.id}`
      if (bad === undefined)
        return { name, state: 'good', detail: `${installed.pack.title}: every file is as published` }
      return {
        name,
        state: 'bad',
        detail: `${bad.path}: ${bad.reason ?? 'wrong checksum'}. Mend it with: sightline packs repair`,
      }
    }),
  )
  return [
    ...verified,
    ...problems.map(({ message, hint }): Check => ({ name: 'pack', state: 'bad', detail: `${message} ${hint}` })),
  ]
}

async function modelCheck(models: LoadedModels): Promise<Check> {
  const chosen = await models.chosen()
  if (chosen.embedding === undefined && chosen.caption === undefined && chosen.reading === undefined)
    return { name: 'models', state: 'notice', detail: chosen.notice ?? 'none chosen' }
  const begun = performance.now()
  const { packs } = await models.ready()
  const took = `loaded in ${Math.round(performance.now() - begun)} ms`
  const [problem] = packs.problems
  if (problem !== undefined) return { name: 'models', state: 'bad', detail: `${problem.message} ${problem.hint}` }
  const names = [packs.embedding?.pack.id, packs.caption?.pack.id].filter((id) => id !== undefined).join(' and ')
  return { name: 'models', state: 'good', detail: `${names}, ${took}` }
}

const bases: Readonly<Record<TimeEstimate['basis'], string>> = {
  'this-library': 'as seen at work on this library',
  trial: 'by a short trial on this machine',
  reference: 'on the machine the times are from, since nothing could be tried here',
}

/** Which weights, in size and precision, this machine should run, and why. */
function adviceCheck({ advised, offers }: PackCatalogue): Check[] {
  const offer = offers.find(({ set }) => set === advised)
  if (offer?.estimate === undefined) return []
  const { photos, searchSeconds, captionSeconds, basis } = offer.estimate
  const each = (seconds: number): string => `${(seconds / photos).toPrecision(2)} s`
  const detail = `the set "${offer.set}" suits this machine: a photo is searchable after ${each(searchSeconds)} and described after ${each(captionSeconds)} (${bases[basis]})`
  return [{ name: 'choice of models', state: 'good', detail }]
}

/** What computes each pack and why; what was never measured here is measured now. */
async function deviceChecks(models: LoadedModels): Promise<Check[]> {
  const chosen = await models.chosen()
  if (chosen.embedding === undefined && chosen.caption === undefined) return []
  await (await models.ready()).inference.measure()
  const { packs, memoryBytes, preference } = await models.device()
  const lines = (use: DeviceUse): Check[] => [
    { name: `device ${use.pack}`, state: 'good', detail: placeWords(use) },
    ...(use.tuning === undefined
      ? []
      : [{ name: 'tuning', state: 'good' as const, detail: tuningWords(use.tuning, use.batch) }]),
    ...use.verdicts.map((verdict): Check => ({
      name: `device ${verdict.provider}`,
      state: verdict.state === 'trusted' || verdict.state === 'slower' ? 'good' : 'notice',
      detail: verdictWords(verdict),
    })),
  ]
  const memory = `${(memoryBytes / gigabyte).toFixed(2)} GB in use with the models loaded; device preference: ${preference}`
  return [...packs.flatMap(lines), { name: 'memory', state: 'good', detail: memory }]
}

/** Where it is, and how to have more of it. */
function logWords({ path, level }: Log): string {
  if (path === undefined) return 'none is kept'
  return `${path}, from the level "${level}" on (SIGHTLINE_LOG=debug tells more, paths of photos included)`
}

export interface DoctorParts {
  readonly store: Store
  readonly log: Log
  readonly models: LoadedModels
  readonly packFolders: readonly string[]
  readonly offers: () => Promise<PackCatalogue>
}

/** Never throws: a check that fails is a bad check. */
export async function doctorChecks(parts: DoctorParts): Promise<Check[]> {
  const { store, log, models, packFolders, offers } = parts
  const memoryGb = (totalmem() / gigabyte).toFixed(0)
  const machine = `Node ${process.version} on ${platform()} ${arch()}, ${availableParallelism()} cores, ${memoryGb} GB of memory`
  const versions = store.versions()
  const soundness = store.integrity()
  const checks: Check[] = [
    { name: 'machine', state: 'good', detail: machine },
    { name: 'database', state: 'good', detail: `SQLite ${versions.sqlite}, sqlite-vec ${versions.vectors}` },
    soundness === 'ok'
      ? { name: 'library', state: 'good', detail: `${store.folder}: sound, ${store.totals.now().present} photos` }
      : { name: 'library', state: 'bad', detail: `${store.folder}: ${soundness}` },
    { name: 'log', state: 'good', detail: logWords(log) },
  ]
  const attempts = [
    () => diskCheck(store.folder).then((check) => [check]),
    () => packChecks(packFolders),
    // Before the models are loaded: a trial needs the thread to itself.
    () => offers().then(adviceCheck),
    () => modelCheck(models).then((check) => [check]),
    () => deviceChecks(models),
  ]
  for (const attempt of attempts) {
    try {
      checks.push(...(await attempt()))
    } catch (error) {
      checks.push({ name: 'check', state: 'bad', detail: error instanceof Error ? error.message : String(error) })
    }
  }
  return checks
}
