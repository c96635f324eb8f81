/**
 * The catalogue: models that were chosen and pinned, each with what its `pack.json` will be. It lies beside the
 * program as data (`models/catalog.json`); nothing in it is fetched before a person asks.
 */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../api/errors.ts'
import type { LicenceText } from '../../api/packs.ts'
import type { WantedFile } from '../../download/download-files.ts'
import { packSchema } from '../../inference/pack/pack.ts'

/** Where models come from when nobody says otherwise. */
export const defaultHub = 'https://huggingface.co'

/** Weights that anybody may use for anything; research-only and non-commercial ones are not offered. */
export const freeLicences = ['Apache-2.0', 'MIT'] as const

/** A repository of the hub, and its commit: a branch would move. */
const source = {
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/u),
  commit: z.string().regex(/^[0-9a-f]{40}$/u),
}

export const catalogueEntry = z.object({
  ...source,
  /** Files that lie elsewhere, or under another name, by their path in the pack: two graphs are often two repositories. */
  elsewhere: z
    .record(z.string(), z.object({ ...source, path: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)*$/u) }))
    .optional(),
  /** Lengths and hashes were seen in one place only; `npm run pin-packs -- --write` takes this away. */
  restsOnOneSource: z.literal(true).optional(),
  upstream: z.object({ name: z.string(), address: z.url(), commit: z.string().optional() }),
  licence: z.object({
    id: z.enum(freeLicences),
    /** The text's file, beside the catalogue. */
    text: z.string().regex(/^licences\/[\w.-]+$/u),
    notice: z.string().min(1),
  }),
  /** One photo on one core of the reference machine, and where the number comes from. */
  cost: z.object({ photoMs: z.number().positive(), basis: z.string().min(1) }),
  /** Written as `pack.json`; the paths of its files are those of the hub. */
  pack: packSchema,
})
export type CatalogueEntry = z.infer<typeof catalogueEntry>

export const catalogueSchema = z.object({
  format: z.literal(1),
  sets: z.array(z.object({ id: z.string(), title: z.string(), about: z.string() })),
  packs: z.array(catalogueEntry),
})

export interface Catalogue extends z.infer<typeof catalogueSchema> {
  /** Where the texts of licences lie. */
  readonly folder: string
}

/** Reads the catalogue. Errors: `unreadable`, since it comes with the program. */
export async function readCatalogue(path: string): Promise<Catalogue> {
  try {
    return { ...catalogueSchema.parse(JSON.parse(await readFile(path, 'utf8'))), folder: dirname(path) }
  } catch (error) {
    throw new AppError('unreadable', `The catalogue of model packs ${path} cannot be read.`, {
      hint: 'Install Sightline again; packs can still be imported from a folder.',
      cause: error,
    })
  }
}

/** The packs of a set, or one pack by its id. Errors: `not-found` with what there is. */
export function findEntries({ sets, packs }: Catalogue, what: string): readonly CatalogueEntry[] {
  const bySet = packs.filter(({ pack }) => pack.set === what)
  const found = bySet.length > 0 ? bySet : packs.filter(({ pack }) => pack.id === what).slice(0, 1)
  if (found.length > 0) return found
  throw new AppError('not-found', `There is no model pack "${what}" in the catalogue.`, {
    hint: `There are: ${sets.map(({ id }) => id).join(', ')}. See: sightline packs catalog`,
  })
}

export interface PlaceOnHub {
  readonly repo: string
  readonly commit: string
  readonly path: string
}

/** The repository, commit and name under which a hub has a file of a pack. */
export function placeOnHub(
  { repo, commit, elsewhere }: Pick<CatalogueEntry, 'repo' | 'commit' | 'elsewhere'>,
  path: string,
): PlaceOnHub {
  return elsewhere?.[path] ?? { repo, commit, path }
}

/** Where each file of an entry lies on a hub. Errors: `bad-request` for an address that is none. */
export function filesOnHub(entry: CatalogueEntry, hub: string): readonly WantedFile[] {
  const base = hub.replace(/\/+$/u, '')
  if (!URL.canParse(base))
    throw new AppError('bad-request', `"${hub}" is not the address of a mirror.`, {
      hint: 'Give one like https://hf-mirror.com, or leave it empty.',
    })
  return entry.pack.files.map((file) => {
    const { repo, commit, path } = placeOnHub(entry, file.path)
    return {
      ...file,
      url: new URL(`${base}/${repo}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`),
    }
  })
}

/** What a person is shown before anything comes: each licence once, with all its notices. */
export async function licencesOf(catalogue: Catalogue, entries: readonly CatalogueEntry[]): Promise<LicenceText[]> {
  const byText = Map.groupBy(entries, ({ licence }) => licence.text)
  return Promise.all(
    [...byText].map(async ([file, its]) => ({
      licence: its[0]?.licence.id ?? '',
      packs: its.map(({ pack }) => pack.title),
      notices: [...new Set(its.map(({ licence }) => licence.notice))],
      text: await readFile(join(catalogue.folder, file), 'utf8'),
    })),
  )
}

/** What lies beside the weights, so that whoever copies the folder copies it too. */
export async function licenceFileOf({ folder }: Catalogue, { licence, upstream }: CatalogueEntry): Promise<string> {
  const text = await readFile(join(folder, licence.text), 'utf8')
  return `${licence.notice}\n\nOriginal: ${upstream.address}\n\n${text}`
}
