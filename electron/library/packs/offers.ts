/** The catalogue as a person chooses from it: what each set costs in room and time, on this machine, for this library. */
import { existsSync } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackCatalogue, PackOffer, TimeEstimate } from '../../api/packs.ts'
import { advisedSet, type SetCost } from '../../domain/advised-set.ts'
import { listPacks } from '../../inference/pack/read-pack.ts'
import type { Store } from '../../store/store.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { missingOf, packFolder, stageFolder } from './install-pack.ts'
import type { MachineSpeed } from './machine-speed.ts'
import type { PackDownloads } from './pack-downloads.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface OfferParts {
  readonly store: Store
  readonly packFolders: readonly string[]
  readonly downloads: PackDownloads
  /** How this machine compares with the one that the catalogue's times are from. */
  readonly speed: () => Promise<MachineSpeed>
}

/** Before any photo is known, times are told for so many. */
const examplePhotos = 1000

/** Everything that can be installed, in the order in which to think of it. */
export async function packOffers(parts: OfferParts): Promise<PackCatalogue> {
  const { store, downloads, packFolders } = parts
  const [catalogue, { packs: installed }, speed] = await Promise.all([
    downloads.catalogue(),
    listPacks(packFolders),
    parts.speed(),
  ])
  const count = store.totals.now().present
  const photos = count === 0 ? examplePhotos : count
  const ofSet = (id: string): readonly CatalogueEntry[] => catalogue.packs.filter(({ pack }) => pack.set === id)
  const offers = await Promise.all(
    catalogue.sets.map(async (set): Promise<PackOffer> => {
      const entries = ofSet(set.id)
      const folders = new Set(installed.map(({ folder }) => folder))
      const absent = entries.filter(({ pack }) => !folders.has(packFolder(downloads.home, pack)))
      const missing = await Promise.all(absent.map((entry) => missingOf(entry, { home: downloads.home, installed })))
      const begun = absent.some(({ pack }) => existsSync(stageFolder(downloads.home, pack)))
      return {
        set: set.id,
        title: set.title,
        about: set.about,
        packs: entries.map(partOfOffer),
        bytes: sum(entries.flatMap(({ pack }) => pack.files.map(({ bytes }) => bytes))),
        missingBytes: sum(missing),
        state: absent.length === 0 ? 'installed' : begun ? 'begun' : 'absent',
        ...(entries.some(isForPhotos)
          ? { estimate: { ...estimateFor(entries, photos, speed), isExample: count === 0 } }
          : {}),
      }
    }),
  )
  const costs = catalogue.sets.map(({ id }) => ({ set: id, ...costOf(ofSet(id), speed) }))
  return {
    offers,
    advised: advisedSet(costs.filter(({ set }) => ofSet(set).some(isForPhotos))),
    freeBytes: await freeBytes(downloads.home),
    hub: downloads.hub,
    downloadsAllowed: readPreferences(store).packDownloads,
  }
}

/** A reader of words goes with any set, and is no choice between them. */
function isForPhotos({ pack }: CatalogueEntry): boolean {
  return pack.task !== 'read'
}

function partOfOffer({ pack }: CatalogueEntry): PackOffer['packs'][number] {
  const { id, title, task, about, licence, languages, source, files } = pack
  return {
    id,
    title,
    task,
    about,
    licence,
    languages: [...languages],
    source,
    bytes: sum(files.map(({ bytes }) => bytes)),
  }
}

/** Milliseconds a photo on this machine. Decoding overlaps with the model; the slower of the two sets the pace. */
function costOf(entries: readonly CatalogueEntry[], speed: MachineSpeed): Omit<SetCost, 'set'> {
  const modelMs = (task: string): number =>
    sum(entries.filter(({ pack }) => pack.task === task).map(({ cost }) => cost.photoMs)) * speed.factor
  return { searchMs: Math.max(speed.decodeMs, modelMs('embedding')), captionMs: modelMs('caption') }
}

function estimateFor(
  entries: readonly CatalogueEntry[],
  photos: number,
  speed: MachineSpeed,
): Omit<TimeEstimate, 'isExample'> {
  const { searchMs, captionMs } = costOf(entries, speed)
  const seconds = (perPhotoMs: number): number => Math.ceil((photos * perPhotoMs) / 1000)
  return { photos, searchSeconds: seconds(searchMs), captionSeconds: seconds(captionMs), basis: speed.basis }
}

async function freeBytes(home: string): Promise<number> {
  await mkdir(join(home), { recursive: true })
  const { bavail, bsize } = await statfs(home)
  return bavail * bsize
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
