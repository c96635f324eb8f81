/** Photos that resemble a given picture: by meaning where a model has seen them, else by appearance alone. */
import { resolve } from 'node:path'
import type { Hit, SearchInput, SearchPage } from '../../api/search.ts'
import { lookAlikeThreshold, signatureDistance } from '../../media/pixels/signature.ts'
import type { Store } from '../../store/store.ts'
import { noPackNotice, type ActivePacks } from '../packs/active-packs.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { nothingSaid } from './nothing-said.ts'
import { summaries } from '../shared/summaries.ts'

interface SimilarInput extends SearchInput {
  readonly similar: string
}

interface SimilarParts {
  readonly store: Store
  readonly models: LoadedModels
}

interface Found {
  readonly id: number
  readonly similarity: number
}

/** Answers "like this one". The picture itself is left out when it is in the library. Errors: those of the decoder. */
export async function similarPhotos(
  parts: SimilarParts,
  input: SimilarInput,
  signal: AbortSignal,
): Promise<SearchPage> {
  const { store, models } = parts
  const path = resolve(input.similar)
  const self = store.files.find(path)?.photoId
  const chosen = await models.chosen(input.pack)
  const wanted = chosen.answering?.pack
  const known = store.vectors.models().some(({ pack, revision }) => pack === wanted?.id && revision === wanted.revision)
  const byMeaning = known
    ? await nearestByMeaning(parts, await models.ready(input.pack), { path, self, limit: input.limit }, signal)
    : undefined
  const found = byMeaning ?? (await nearestByLook(parts, path, signal)).filter(({ id }) => id !== self)
  const shown = found.slice(0, input.limit)
  return {
    mode: byMeaning === undefined ? 'look-alike' : 'full',
    ...(byMeaning === undefined
      ? {
          notice: `Compared by appearance alone: copies and variants are found, not the same things elsewhere. ${chosen.notice ?? noPackNotice}`,
        }
      : {}),
    ...nothingSaid,
    freeText: '',
    hits: hitsOf(store, shown),
    nearest: [],
    total: found.length,
    tookMs: 0,
  }
}

async function nearestByMeaning(
  { store }: SimilarParts,
  { inference, packs }: { inference: ReturnType<LoadedModels['inference']>; packs: ActivePacks },
  { path, self, limit }: { path: string; self: number | undefined; limit: number },
  signal: AbortSignal,
): Promise<readonly Found[] | undefined> {
  const stored = self === undefined ? undefined : packs.answeringVectors?.get(self)
  // A picture from elsewhere can only be seen by the new pack, so it is compared with what that one has seen.
  const vectors = stored === undefined ? packs.vectors : packs.answeringVectors
  if (vectors === undefined) return undefined
  const vector = stored ?? (await inference.processPhoto({ path, embed: true, signal })).embedding
  if (vector === undefined) return undefined
  const nearest = vectors.nearest(vector, limit + 50)
  const shown = store.shown(nearest.map(({ id }) => id))
  return nearest.filter(({ id }) => id !== self && shown.has(id)).map(({ id, cosine }) => ({ id, similarity: cosine }))
}

async function nearestByLook(
  { store, models }: SimilarParts,
  path: string,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const { decoded } = await models.inference().processPhoto({ path, embed: false, signal })
  return store.photos
    .signatures()
    .map(({ id, signature }) => ({ id, distance: signatureDistance(decoded.signature, signature) }))
    .filter(({ distance }) => distance <= lookAlikeThreshold)
    .sort((a, b) => a.distance - b.distance || a.id - b.id)
    .map(({ id, distance }) => ({ id, similarity: 1 - distance }))
}

function hitsOf(store: Store, found: readonly Found[]): Hit[] {
  const rows = store.photos.getMany(found.map(({ id }) => id))
  const photos = summaries(
    store,
    found.flatMap(({ id }) => rows.get(id) ?? []),
  )
  return photos.map((photo, index) => {
    const similarity = found[index]?.similarity ?? 0
    return { photo, score: similarity, why: [{ kind: 'similar', similarity }] }
  })
}
