/** @file A catalogue whose packs are the small random ones of the fixtures, and a hub on this machine that has them. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CatalogueEntry } from '../../electron/library/packs/catalogue.ts'
import { seeingPackSchema, type SeeingPack } from '../../electron/inference/pack/pack.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { startHub, type Hub } from './hub.ts'

const fixtures = fileURLToPath(new URL('../fixtures/inference', import.meta.url))
const licences = fileURLToPath(new URL('../../models/licences', import.meta.url))

export interface TinyCatalogue {
  readonly hub: Hub
  readonly cataloguePath: string
  readonly entries: readonly CatalogueEntry[]
  /** The name of a file of a pack on the hub. */
  readonly hubPath: (id: string, file: string) => string
}

function readFixture(name: string): SeeingPack {
  return seeingPackSchema.parse(JSON.parse(readFileSync(join(fixtures, name, 'pack.json'), 'utf8')))
}

function entryOf(pack: SeeingPack): CatalogueEntry {
  return {
    repo: `tiny/${pack.id}`,
    commit: createHash('sha1').update(pack.id).digest('hex'),
    upstream: { name: 'tiny', address: 'https://example.org/tiny' },
    licence: { id: 'MIT', text: 'licences/MIT-OpenAI.txt', notice: 'Random weights, made for tests.' },
    cost: { photoMs: 1, basis: 'none' },
    pack,
  }
}

/**
 * Two sets: `default` embeds and captions; `better` embeds with the same files but sees pictures otherwise, so that its
 * vectors are others.
 */
export async function startTinyCatalogue(): Promise<TinyCatalogue> {
  const clip = readFixture('tiny-clip')
  const captioner = readFixture('tiny-captioner')
  const forPhotos = { scope: 'photos', licence: 'MIT' } as const
  const entries = [
    entryOf({ ...clip, ...forPhotos, id: 'clip-one', set: 'default' }),
    entryOf({ ...captioner, ...forPhotos, id: 'captions-one', set: 'default' }),
    entryOf({
      ...clip,
      ...forPhotos,
      id: 'clip-two',
      set: 'better',
      image: { ...clip.image, mean: [0.1, 0.9, 0.3] },
    }),
  ]
  const sources = new Map([
    ['clip-one', 'tiny-clip'],
    ['captions-one', 'tiny-captioner'],
    ['clip-two', 'tiny-clip'],
  ])
  const files = Object.fromEntries(
    entries.flatMap(({ repo, commit, pack }) =>
      pack.files.map(({ path }) => [
        `${repo}/resolve/${commit}/${path}`,
        readFileSync(join(fixtures, sources.get(pack.id) ?? '', path)),
      ]),
    ),
  )
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  cpSync(licences, join(folder, 'licences'), { recursive: true })
  const cataloguePath = join(folder, 'catalog.json')
  const sets = [
    { id: 'default', title: 'Recommended', about: 'For most machines.' },
    { id: 'better', title: 'Better search', about: 'For fast machines.' },
  ]
  writeFileSync(cataloguePath, JSON.stringify({ format: 1, sets, packs: entries }))
  return {
    hub: await startHub({ files }),
    cataloguePath,
    entries,
    hubPath: (id, file) => {
      const entry = entries.find(({ pack }) => pack.id === id)
      return `${entry?.repo ?? ''}/resolve/${entry?.commit ?? ''}/${file}`
    },
  }
}
