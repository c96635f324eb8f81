/** Search: words become filters, vectors and full text, under one set of filters, fused into one honest list. */
import { modelName } from '../../inference/pack/pack.ts'
import { AppError } from '../../api/errors.ts'
import type { Hit, Reason, SearchInput, SearchPage } from '../../api/search.ts'
import { thingOfWord } from '../../domain/things/counted-things.ts'
import { isInside } from '../../domain/paths.ts'
import { printable } from '../../domain/printable.ts'
import type { Query } from '../../domain/query/query.ts'
import { fuseRankings } from '../../domain/ranking.ts'
import type { Store } from '../../store/store.ts'
import { noPackNotice } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { filesToOpen } from '../shared/files-of-photo.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { looksLike, showing, type Looks, type Semantic } from './looks.ts'
import { countsIn, type Counted } from './counted.ts'
import { nothingSaid } from './nothing-said.ts'
import { inOrder } from './order.ts'
import { readQuery } from './read-query.ts'
import { relax } from './relax.ts'
import { resolveWords } from './resolve-words.ts'
import { searchPictured, type PicturedWords } from './pictured-words.ts'
import { shownReasons } from './shown-reasons.ts'
import { similarPhotos } from './similar.ts'
import { summaries } from '../shared/summaries.ts'
import { fieldNames, photosMentioning, searchText, unsaidWords, type TextMatches } from './text-search.ts'
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
/** What happens to stand in a picture says less of it than what somebody says of it. */
const picturedWeight = 0.8
/** Of a long answer so many photos are listed, the best of them in full. */
const mostListed = 10_000
/** Shown greyed when nothing fits. */
const nearestShown = 5
const askedAtOnce = 100
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

interface Side {
  readonly semantic?: Semantic | undefined
  readonly notice?: string | undefined
}

/** The model's side of a search, or the reason why there is none. */
async function semanticSide(
  { store, models }: SearchParts,
  asked: string | undefined,
  signal: AbortSignal,
): Promise<Side> {
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
      textsOf: (ids) => new Map([...store.captions.current(ids, 'alt')].map(([id, { text }]) => [id, text])),
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
  readonly counted: Counted | undefined
  readonly looks: Looks | undefined
  readonly passing: Passing
  /** Best first. */
  readonly ranked: readonly { readonly id: number; readonly score: number }[]
}

type Wanted = Pick<SearchInput, 'words' | 'limit' | 'pack'>

async function rank(parts: SearchParts, input: Wanted, signal: AbortSignal, side?: Side): Promise<Ranking> {
  try {
    return await rankOnce(parts, input, signal, side)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no-pack') throw error
    // The model that was to answer has just handed over to the next one.
    return rankOnce(parts, input, signal)
  }
}

/** @param side the model's side, where it is known already */
async function rankOnce(parts: SearchParts, input: Wanted, signal: AbortSignal, side?: Side): Promise<Ranking> {
  const { store, clock } = parts
  const query = readQuery(store, clock, input.words)
  const { semantic, notice } = side ?? (await semanticSide(parts, input.pack, signal))
  const wanted = [query.freeText, ...query.phrases].join(' ').trim()
  const conditions = await Promise.all(
    query.demands.map((demand) => resolveWords(demand, store, semantic, input.limit)),
  )
  const counted = countsIn(store, query.freeText)
  const said = searchText(store, counted?.lookedUp ?? query.freeText, query.phrases)
  const pictured = searchPictured(store, query.freeText, query.phrases)
  const meeting = (): readonly number[] => store.photosMeeting(conditions)
  // Where words alone decide, the few that have them are asked about, and not all photos.
  const meetingAmongSaid = (): readonly number[] =>
    store.photosMeeting([...conditions, { among: [...new Set([...said.scores.keys(), ...pictured.scores.keys()])] }])
  const decideWords = wanted !== '' && semantic === undefined && !said.isCut
  const allowed = conditions.length === 0 ? undefined : decideWords ? meetingAmongSaid() : meeting()
  const text = { ...within(store, said, allowed), pictured: picturedWithin(pictured, allowed) }
  const looks =
    semantic && wanted !== '' ? await looksLike(semantic, wanted, { allowed, limit: input.limit }) : undefined
  const withoutExcluded = await leavingOut(store, query, semantic)
  const passing: Passing = (ids) => {
    const shown = store.shown(ids)
    return new Map(withoutExcluded([...shown.keys()]).map((id) => [id, shown.get(id) ?? '']))
  }
  // A query of filters alone, or of exclusions, has all that pass, newest first; one of nothing has nothing.
  const asksSome = allowed !== undefined || query.excluded.length > 0
  const found =
    wanted === ''
      ? withoutExcluded(asksSome ? (allowed ?? meeting()) : []).map((id) => ({ id, score: 1 }))
      : fused(query, text, looks, passing)
  const ranked = counted?.inOrder(found) ?? found
  return { query, semantic, notice, wanted, text, counted, looks, passing, ranked }
}

async function searchWords(parts: SearchParts, input: SearchInput, signal: AbortSignal): Promise<SearchPage> {
  const { store } = parts
  const found = await rank(parts, input, signal)
  const { query, semantic, notice, wanted, looks, passing } = found
  const ranked = inOrder(store, found.ranked, input.sort)
  const beyond = input.rest ? ranked.slice(input.limit, mostListed).map(({ id }) => id) : []
  const relaxed = ranked.length > 0 ? [] : await waysOut(parts, input, found, signal)
  return {
    ...nothingSaid,
    mode: semantic === undefined ? 'text-only' : 'full',
    // With filters alone no picture needs to be understood, and nothing stands in the way.
    ...(notice === undefined || wanted === '' ? {} : { notice }),
    filters: [...query.chips],
    complaints: [...query.complaints],
    ambiguous: [...query.ambiguities],
    spelled: found.text.spelled.map(({ typed, taken }) => ({ typed, taken: [...taken] })),
    freeText: query.freeText,
    total: ranked.length,
    atLeast: wanted !== '' && (found.text.isCut || looks?.isCut === true),
    hits: hitsOf(store, ranked.slice(0, input.limit), found),
    relaxed: [...relaxed],
    nearest: ranked.length > 0 ? [] : await nearestOf(parts, found, relaxed[0]?.words, passing, signal),
    ...(beyond.length === 0 ? {} : { rest: restOf(store, beyond) }),
    tookMs: 0,
  }
}

/** Nothing has everything that was asked: what there is without one of the parts. */
function waysOut(
  parts: SearchParts,
  input: SearchInput,
  { query, looks, semantic, notice }: Ranking,
  signal: AbortSignal,
): ReturnType<typeof relax> {
  return relax({
    words: input.words,
    query,
    // Where pictures were asked, words that nobody wrote are no obstacle.
    unsaid: looks === undefined ? unsaidWords(parts.store, query.freeText) : [],
    count: async (words) => (await rank(parts, { ...input, words }, signal, { semantic, notice })).ranked.length,
  })
}

function restOf(store: Store, ids: readonly number[]): NonNullable<SearchPage['rest']> {
  const tiles = store.tiles.among(ids)
  return { ids: [...tiles.ids], ratios: [...tiles.ratios] }
}

/** The text's matches among the photos that pass; where only the best were ranked, all others that match as well. */
function within(store: Store, text: TextMatches, allowed: readonly number[] | undefined): TextMatches {
  if (allowed === undefined || text.scores.size === 0) return text
  const passed = new Set(allowed)
  const scores = new Map([...text.scores].filter(([id]) => passed.has(id)))
  if (text.isCut && text.expression !== undefined)
    for (const id of store.text.matching(text.expression))
      if (passed.has(id) && !scores.has(id)) scores.set(id, Number.NEGATIVE_INFINITY)
  return { ...text, scores, isCut: false }
}

function picturedWithin(pictured: PicturedWords, allowed: readonly number[] | undefined): PicturedWords {
  if (allowed === undefined || pictured.scores.size === 0) return pictured
  const passed = new Set(allowed)
  return { ...pictured, scores: new Map([...pictured.scores].filter(([id]) => passed.has(id))) }
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
  const shows = await showing(semantic, query.excluded)
  const things = query.excluded.map(thingOfWord).filter((thing) => thing !== undefined)
  return (ids) => {
    const left = unmentioned(ids)
    const seen = new Set([...shows(left), ...things.flatMap((thing) => store.things.showing(thing, left))])
    return left.filter((id) => !seen.has(id))
  }
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
  const pictured = text.pictured?.scores ?? new Map<number, number>()
  const alike = [...(looks?.probabilities ?? [])].filter(
    ([id, probability]) => probability >= cutoff && (!quotedOnly || text.scores.has(id) || pictured.has(id)),
  )
  const taken = passing([...new Set([...text.scores.keys(), ...pictured.keys(), ...alike.map(([id]) => id)])])
  return fuseRankings(
    [
      { name: 'looks', weight: looksWeight, scores: new Map(alike.filter(([id]) => taken.has(id))) },
      { name: 'text', weight: textWeight, scores: new Map([...text.scores].filter(([id]) => taken.has(id))) },
      { name: 'pictured', weight: picturedWeight, scores: new Map([...pictured].filter(([id]) => taken.has(id))) },
    ],
    (id) => Date.parse(`${taken.get(id) || '0001'}Z`) || 0,
  )
}

/** What comes nearest: in looks, where pictures were compared; else what there is without the part in the way. */
async function nearestOf(
  parts: SearchParts,
  { query, looks, semantic, notice }: Ranking,
  relaxed: string | undefined,
  passing: Passing,
  signal: AbortSignal,
): Promise<Hit[]> {
  const none: TextMatches = { scores: new Map(), expression: undefined, spelled: [], isCut: false }
  if (looks !== undefined && looks.probabilities.size > 0)
    return hitsOf(parts.store, nearestLooks(looks, passing), { query, text: none, counted: undefined, looks })
  if (relaxed === undefined) return []
  const { ranked, ...found } = await rank(parts, { words: relaxed, limit: nearestShown }, signal, { semantic, notice })
  return hitsOf(parts.store, ranked.slice(0, nearestShown), found)
}

function nearestLooks(looks: Looks, passing: Passing): readonly { id: number; score: number }[] {
  const byLooks = [...looks.probabilities].sort(([a, first], [b, second]) => second - first || a - b)
  const best: { id: number; score: number }[] = []
  // Most of them pass, so there is no need to ask about all.
  for (let from = 0; from < byLooks.length && best.length < nearestShown; from += askedAtOnce) {
    const some = byLooks.slice(from, from + askedAtOnce)
    const passed = passing(some.map(([id]) => id))
    best.push(...some.filter(([id]) => passed.has(id)).map(([id, score]) => ({ id, score })))
  }
  return best.slice(0, nearestShown)
}

function hitsOf(
  store: Store,
  ranked: readonly { id: number; score: number }[],
  { query, text, counted, looks }: Pick<Ranking, 'query' | 'text' | 'counted' | 'looks'>,
): Hit[] {
  const ids = ranked.map(({ id }) => id)
  const rows = store.photos.getMany(ids)
  const photos = summaries(
    store,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
  const roots = store.folders.list().map((folder) => folder.path)
  const fields = text.expression === undefined ? undefined : store.text.fieldsOf(text.expression, ids)
  const pictured = ids.filter((id) => text.pictured?.scores.has(id) === true)
  const lines = text.pictured?.bestLines(pictured)
  const shows = shownReasons(store, query.freeText)
  return photos.map((photo, index) => {
    const why: Reason[] = query.chips.map((chip) => ({ kind: 'filter', label: chip.label }))
    const probability = looks?.probabilities.get(photo.id)
    if (probability !== undefined && probability >= (looks?.cutoff ?? 1)) why.push({ kind: 'looks', probability })
    why.push(...shows(photo.id), ...(counted?.reasons(photo.id) ?? []))
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
    for (const line of lines?.get(photo.id) ?? [])
      why.push({ kind: 'pictured', line: printable(line.text), corners: [...line.corners] })
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
