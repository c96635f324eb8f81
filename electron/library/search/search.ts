/** Search: words become filters, vectors and full text, under one set of filters, fused into one honest list. */
import { namesToAsk } from '../../media/places/names.ts'
import { modelName, type Calibration } from '../../inference/pack/pack.ts'
import { AppError } from '../../api/errors.ts'
import type { Hit, Reason, SearchInput, SearchPage } from '../../api/search.ts'
import { cosineOfMatch, matchProbability } from '../../domain/calibration.ts'
import { isInside } from '../../domain/paths.ts'
import { printable } from '../../domain/printable.ts'
import { parseQuery, type Query } from '../../domain/query/query.ts'
import { fuseRankings } from '../../domain/ranking.ts'
import type { Store } from '../../store/store.ts'
import type { VectorTable } from '../../store/vectors/vectors.ts'
import { maxNeighbours } from '../../store/vectors/vectors.ts'
import { noPackNotice } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { filesToOpen } from '../shared/files-of-photo.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { similarPhotos } from './similar.ts'
import { summaries } from '../shared/summaries.ts'
import { fieldNames, photosMentioning, searchText, type TextMatches } from './text-search.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'

export interface SearchParts {
  readonly store: Store
  readonly clock: Clock
  readonly models: LoadedModels
}

/** What written words say outweighs a glance at the pixels, a little. */
const textWeight = 1.2
const looksWeight = 1
/** Of a long answer so many photos are listed, the best of them in full. */
const mostListed = 10_000
/** Shown greyed when nothing fits. */
const nearestShown = 5
const askedAtOnce = 100
/** At least this sure before a picture is left out for what it shows. */
const surelyShows = 0.5

interface Looks {
  readonly probabilities: ReadonlyMap<number, number>
  readonly cutoff: number
}

interface Semantic {
  readonly vectors: VectorTable
  readonly calibration: Calibration
  readonly embed: (text: string) => Promise<Float32Array>
}

/** Answers a search. Errors: `no-pack`, and for `similar` those of the decoder. */
export async function search(parts: SearchParts, input: SearchInput, signal: AbortSignal): Promise<SearchPage> {
  const begun = performance.now()
  const similar = input.similar ?? (input.similarTo === undefined ? undefined : pathOf(parts.store, input.similarTo))
  const page =
    input.picture !== undefined
      ? await withPictureFile(input.picture, (path) => similarPhotos(parts, { ...input, similar: path }, signal))
      : similar === undefined
        ? await searchWords(parts, input, signal)
        : await similarPhotos(parts, { ...input, similar }, signal)
  return { ...page, tookMs: Math.round((performance.now() - begun) * 10) / 10 }
}

function pathOf(store: Store, photoId: number): string {
  const [file] = filesToOpen(store, photoId)
  if (file === undefined) throw new AppError('not-found', 'The file of this photo is not there at the moment.')
  return file.path
}

/** The decoder reads files, of whatever format; this one is gone as soon as it has been read. */
async function withPictureFile<Result>(base64: string, use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-'))
  try {
    const path = join(folder, 'picture')
    await writeFile(path, Buffer.from(base64, 'base64'), { mode: 0o600 })
    return await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readQuery({ store, clock }: SearchParts, words: string): Query {
  const now = new Date(clock.nowMs())
  return parseQuery(words, {
    // The person's own calendar decides what "yesterday" is.
    today: { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() },
    places: namesToAsk(store.photos.placeNames()),
    cameras: store.photos.cameraModels(),
  })
}

/** The model's side of a search, or the reason why there is none. */
async function semanticSide(
  { store, models }: SearchParts,
  asked: string | undefined,
  signal: AbortSignal,
): Promise<{ semantic?: Semantic; notice?: string | undefined }> {
  const chosen = await models.chosen(asked)
  const wanted = chosen.answering?.pack
  if (wanted === undefined) return { notice: chosen.notice ?? noPackNotice }
  const known = store.vectors.models().find((model) => model.pack === wanted.id && model.revision === wanted.revision)
  if (known === undefined)
    return { notice: `No photo has been seen by the pack "${wanted.set}" yet; only written words are searched.` }
  const { inference, packs } = await models.ready(asked)
  // What is loaded, not what was chosen a moment ago: vectors, words and calibration are of one model.
  const { answering, answeringVectors: vectors } = packs
  if (vectors === undefined || answering === undefined) return { notice: packs.notice }
  return {
    semantic: {
      vectors,
      calibration: answering.pack.calibration,
      embed: (text) => inference.embedText(text, signal, modelName(answering.pack)),
    },
    notice: chosen.notice,
  }
}

/** Everything that was found for some words, before any of it is looked up. */
interface Ranking {
  readonly query: Query
  readonly semantic: Semantic | undefined
  readonly notice: string | undefined
  /** Without the words that rules took for filters. */
  readonly wanted: string
  readonly text: TextMatches
  readonly looks: Looks | undefined
  readonly passing: Passing
  /** Best first. */
  readonly ranked: readonly { readonly id: number; readonly score: number }[]
}

type Wanted = Pick<SearchInput, 'words' | 'limit' | 'pack'>

async function rank(parts: SearchParts, input: Wanted, signal: AbortSignal): Promise<Ranking> {
  try {
    return await rankOnce(parts, input, signal)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no-pack') throw error
    // The model that was to answer has just handed over to the next one.
    return rankOnce(parts, input, signal)
  }
}

async function rankOnce(parts: SearchParts, input: Wanted, signal: AbortSignal): Promise<Ranking> {
  const { store } = parts
  const query = readQuery(parts, input.words)
  const { semantic, notice } = await semanticSide(parts, input.pack, signal)
  const wanted = [query.freeText, ...query.phrases].join(' ').trim()
  const allowed = query.filters.length === 0 ? undefined : store.photosPassing(query.filters)
  const text = within(searchText(store, query, semantic === undefined), allowed)
  const looks =
    semantic && wanted !== '' ? await looksLike(semantic, wanted, { allowed, limit: input.limit }) : undefined
  const withoutExcluded = await leavingOut(store, query, semantic)
  const passing: Passing = (ids) => {
    const shown = store.shown(ids)
    return new Map(withoutExcluded([...shown.keys()]).map((id) => [id, shown.get(id) ?? '']))
  }
  const ranked =
    wanted === ''
      ? withoutExcluded(filteredOnly(store, query)).map((id) => ({ id, score: 1 }))
      : fused(query, text, looks, passing)
  return { query, semantic, notice, wanted, text, looks, passing, ranked }
}

async function searchWords(parts: SearchParts, input: SearchInput, signal: AbortSignal): Promise<SearchPage> {
  const { store } = parts
  const { query, semantic, notice, wanted, text, looks, passing, ranked } = await rank(parts, input, signal)
  const beyond = input.rest ? ranked.slice(input.limit, mostListed).map(({ id }) => id) : []
  return {
    mode: semantic === undefined ? 'text-only' : 'full',
    // With filters alone no picture needs to be understood, and nothing stands in the way.
    ...(notice === undefined || wanted === '' ? {} : { notice }),
    filters: [...query.chips],
    freeText: query.freeText,
    total: ranked.length,
    hits: hitsOf(store, query, ranked.slice(0, input.limit), text, looks),
    nearest: ranked.length > 0 || looks === undefined ? [] : nearestOf(store, query, looks, passing),
    ...(beyond.length === 0 ? {} : { rest: restOf(store, beyond) }),
    tookMs: 0,
  }
}

function restOf(store: Store, ids: readonly number[]): NonNullable<SearchPage['rest']> {
  const tiles = store.tiles.among(ids)
  return { ids: [...tiles.ids], ratios: [...tiles.ratios] }
}

function within(text: TextMatches, allowed: readonly number[] | undefined): TextMatches {
  if (allowed === undefined || text.scores.size === 0) return text
  const passed = new Set(allowed)
  return { ...text, scores: new Map([...text.scores].filter(([id]) => passed.has(id))) }
}

async function looksLike(
  semantic: Semantic,
  wanted: string,
  { allowed, limit }: { allowed: readonly number[] | undefined; limit: number },
): Promise<Looks> {
  const vector = await semantic.embed(wanted)
  const neighbours = semantic.vectors.nearest(vector, maxNeighbours, { among: allowed, exact: limit })
  return {
    cutoff: semantic.calibration.cutoff,
    probabilities: new Map(
      neighbours.map(({ id, cosine }) => [id, matchProbability(cosine, semantic.calibration)] as const),
    ),
  }
}

/** "-dog" leaves out photos that say dog and photos that show one. The function takes ids and gives those that stay. */
async function leavingOut(
  store: Store,
  query: Query,
  semantic: Semantic | undefined,
): Promise<(ids: readonly number[]) => readonly number[]> {
  if (query.excluded.length === 0) return (ids) => ids
  const mentioning = photosMentioning(store, query.excluded)
  const unmentioned = (ids: readonly number[]): readonly number[] => ids.filter((id) => !mentioning.has(id))
  if (semantic === undefined) return unmentioned
  const unwanted = await Promise.all(query.excluded.map((words) => semantic.embed(words)))
  const { calibration, vectors } = semantic
  const least = cosineOfMatch(Math.max(surelyShows, calibration.cutoff), calibration)
  return (ids) => {
    const left = unmentioned(ids)
    const showing = new Set(unwanted.flatMap((vector) => vectors.resembling(vector, least, left)))
    return left.filter((id) => !showing.has(id))
  }
}

/** A query of filters alone, or of nothing: newest first. */
function filteredOnly(store: Store, query: Query): readonly number[] {
  return query.filters.length === 0 && query.excluded.length === 0 ? [] : store.photosPassing(query.filters)
}

/** Of the ids those that may be shown, each with the time it was taken. */
type Passing = (ids: readonly number[]) => ReadonlyMap<number, string>

function fused(
  query: Query,
  text: TextMatches,
  looks: Looks | undefined,
  passing: Passing,
): readonly { id: number; score: number }[] {
  const quotedOnly = query.phrases.length > 0
  const cutoff = looks?.cutoff ?? 1
  const alike = [...(looks?.probabilities ?? [])].filter(
    ([id, probability]) => probability >= cutoff && (!quotedOnly || text.scores.has(id)),
  )
  const taken = passing([...new Set([...text.scores.keys(), ...alike.map(([id]) => id)])])
  return fuseRankings(
    [
      { name: 'looks', weight: looksWeight, scores: new Map(alike.filter(([id]) => taken.has(id))) },
      { name: 'text', weight: textWeight, scores: new Map([...text.scores].filter(([id]) => taken.has(id))) },
    ],
    (id) => Date.parse(`${taken.get(id) || '0001'}Z`) || 0,
  )
}

function nearestOf(store: Store, query: Query, looks: Looks, passing: Passing): Hit[] {
  const byLooks = [...looks.probabilities].sort(([a, first], [b, second]) => second - first || a - b)
  const best: { id: number; score: number }[] = []
  // Most of them pass, so there is no need to ask about all.
  for (let from = 0; from < byLooks.length && best.length < nearestShown; from += askedAtOnce) {
    const some = byLooks.slice(from, from + askedAtOnce)
    const passed = passing(some.map(([id]) => id))
    best.push(...some.filter(([id]) => passed.has(id)).map(([id, score]) => ({ id, score })))
  }
  const nearest = best.slice(0, nearestShown)
  return hitsOf(store, query, nearest, { scores: new Map(), expression: undefined }, looks)
}

function hitsOf(
  store: Store,
  query: Query,
  ranked: readonly { id: number; score: number }[],
  text: TextMatches,
  looks: Looks | undefined,
): Hit[] {
  const ids = ranked.map(({ id }) => id)
  const rows = store.photos.getMany(ids)
  const photos = summaries(
    store,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
  const roots = store.folders.list().map((folder) => folder.path)
  const fields = text.expression === undefined ? undefined : store.text.fieldsOf(text.expression, ids)
  return photos.map((photo, index) => {
    const why: Reason[] = query.chips.map((chip) => ({ kind: 'filter', label: chip.label }))
    const probability = looks?.probabilities.get(photo.id)
    if (probability !== undefined && probability >= (looks?.cutoff ?? 1)) why.push({ kind: 'looks', probability })
    const row = rows.get(photo.id)
    for (const field of fields?.get(photo.id) ?? []) {
      const excerpts = {
        words: photo.alt?.text ?? row?.title ?? '',
        names: printable(basename(photo.path)),
        folders: printable(folderLabel(dirname(photo.path), roots)),
        keywords: row?.keywords.join(', ') ?? '',
        places: photo.place ?? '',
        camera: photo.camera ?? '',
      }
      why.push({ kind: 'text', field: fieldNames[field], excerpt: excerpts[field] })
    }
    // Words spread over several fields match together, though no field has them all.
    if (fields !== undefined && text.scores.has(photo.id) && !why.some((reason) => reason.kind === 'text'))
      why.push({ kind: 'text', field: 'words about it', excerpt: query.freeText })
    return { photo, score: ranked[index]?.score ?? 0, why }
  })
}

/** A folder as its library names it: from the folder that was added on, not from the root of the disk. */
function folderLabel(folder: string, roots: readonly string[]): string {
  const root = roots.find((each) => isInside(folder, each, sep))
  return root === undefined ? folder : relative(dirname(root), folder)
}

/** Ids a saved query gives now, best first. Errors as `search`. */
export async function photosOfQuery(
  parts: SearchParts,
  words: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (words.trim() === '') throw new AppError('bad-request', 'A smart album needs words to search for.')
  const { ranked } = await rank(parts, { words, limit }, signal)
  return ranked.slice(0, limit).map(({ id }) => id)
}
