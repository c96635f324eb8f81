/** Photos that resemble a given picture: by meaning where a model has seen them, else by appearance alone. */
import { resolve } from 'node:path'
import type { Hit, SearchInput, SearchPage } from '../../api/search.ts'
import { lookAlikeThreshold, signatureDistance } from '../../media/pixels/signature.ts'
import type { Store } from '../../store/store.ts'
import { noPackNotice, type ActivePacks } from '../packs/active-packs.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { nothingSaid } from './nothing-said.ts'
import type { Clock } from '../shared/clock.ts'
import type { Query } from '../../domain/query/query.ts'
import { shifted } from '../../domain/words/shifted-vector.ts'
import { modelName } from '../../inference/pack/pack.ts'
import { readQuery } from './read-query.ts'
import { resolveWords } from './resolve-words.ts'
import { summaries } from '../shared/summaries.ts'

interface SimilarInput extends SearchInput {
  readonly similar: string
}

interface SimilarParts {
  readonly store: Store
  readonly clock: Clock
  readonly models: LoadedModels
}

interface Found {
  readonly id: number
  readonly similarity: number
}

/**
 * Answers "like this one", with words "like this one, but so": facts in them filter, free words and those with a minus
 * move the picture's vector. The picture itself is left out when it is in the library. Errors: those of the decoder.
 */
export async function similarPhotos(
  parts: SimilarParts,
  input: SimilarInput,
  signal: AbortSignal,
): Promise<SearchPage> {
  const { store, models } = parts
  const path = resolve(input.similar)
  const self = store.files.find(path)?.photoId
  const query = readQuery(store, parts.clock, input.words, true)
  const conditions = await Promise.all(
    query.demands.map((demand) => resolveWords(demand, store, undefined, input.limit)),
  )
  const among = conditions.length === 0 ? undefined : store.photosMeeting(conditions)
  const chosen = await models.chosen(input.pack)
  const wanted = chosen.answering?.pack
  const known = store.vectors.models().some(({ pack, revision }) => pack === wanted?.id && revision === wanted.revision)
  const byMeaning = known
    ? await nearestByMeaning(
        parts,
        await models.ready(input.pack),
        { path, self, limit: input.limit, query, among },
        signal,
      )
    : undefined
  const allowed = among && new Set(among)
  const found =
    byMeaning ??
    (await nearestByLook(parts, path, signal)).filter(({ id }) => id !== self && allowed?.has(id) !== false)
  const shown = found.slice(0, input.limit)
  return {
    mode: byMeaning === undefined ? 'look-alike' : 'full',
    ...(byMeaning === undefined
      ? {
          notice: `Compared by appearance alone: copies and variants are found, not the same things elsewhere. ${chosen.notice ?? noPackNotice}`,
        }
      : {}),
    ...nothingSaid,
    filters: [...query.chips],
    complaints: [...query.complaints],
    ambiguous: [...query.ambiguities],
    freeText: query.freeText,
    hits: hitsOf(store, shown),
    nearest: [],
    total: found.length,
    tookMs: 0,
  }
}

interface LikePicture {
  readonly path: string
  readonly self: number | undefined
  readonly limit: number
  readonly query: Query
  readonly among: readonly number[] | undefined
}

async function nearestByMeaning(
  { store }: SimilarParts,
  { inference, packs }: { inference: ReturnType<LoadedModels['inference']>; packs: ActivePacks },
  { path, self, limit, query, among }: LikePicture,
  signal: AbortSignal,
): Promise<readonly Found[] | undefined> {
  const stored = self === undefined ? undefined : packs.answeringVectors?.get(self)
  // A picture from elsewhere can only be seen by the new pack, so it is compared with what that one has seen.
  const vectors = stored === undefined ? packs.vectors : packs.answeringVectors
  if (vectors === undefined) return undefined
  const vector = stored ?? (await inference.processPhoto({ path, embed: true, signal })).embedding
  if (vector === undefined) return undefined
  const embedding = packs.answering?.pack
  const embed = (text: string): Promise<Float32Array> =>
    inference.embedText(text, signal, embedding === undefined ? undefined : modelName(embedding))
  const [more, less] = await Promise.all(
    [[query.freeText, ...query.phrases].filter((text) => text !== ''), query.excluded].map((texts) =>
      Promise.all(texts.map(embed)),
    ),
  )
  // Words are of the pack that answers; a picture seen by the next one only is compared as it is.
  const moved = vectors === packs.answeringVectors ? shifted(vector, more ?? [], less ?? []) : vector
  const nearest = vectors.nearest(moved, limit + 50, { among })
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
