/** Which model packs a library uses, and the vectors that belong to them. */
import { dirname } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import type { Inference } from '../../inference/thread/engine-client.ts'
import {
  modelName,
  type CaptionPack,
  type EmbeddingPack,
  type InstalledPack,
  type ReadingPack,
} from '../../inference/pack/pack.ts'
import { listPacks } from '../../inference/pack/read-pack.ts'
import type { Store } from '../../store/store.ts'
import type { VectorTable } from '../../store/vectors/vectors.ts'
import { newestFirst } from './newest-first.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface ChosenPacks {
  readonly set?: string | undefined
  /** What photos are seen with. */
  readonly embedding?: InstalledPack<EmbeddingPack> | undefined
  /** What searches are answered with: the same, or the replaced one until the new one has seen nearly every photo. */
  readonly answering?: InstalledPack<EmbeddingPack> | undefined
  readonly caption?: InstalledPack<CaptionPack> | undefined
  /** `id@revision`, stored with every machine caption. */
  readonly captionModel?: string | undefined
  /** What reads words in photos: of no set, since it comes with the program. */
  readonly reading?: InstalledPack<ReadingPack> | undefined
  /** `id@revision`, stored with what was read. */
  readonly readingModel?: string | undefined
  readonly correctAttention?: boolean
  /** What stands in the way, for the person. */
  readonly notice?: string | undefined
  readonly problems: readonly ErrorAnswer[]
}

export interface ActivePacks extends ChosenPacks {
  /** Of `embedding`. */
  readonly vectors?: VectorTable | undefined
  /** Of `answering`. */
  readonly answeringVectors?: VectorTable | undefined
}

/** Said wherever pictures cannot be searched or described. */
export const noPackNotice =
  'No model pack for photos is installed, so pictures are not described and only names, dates, places, cameras, ' +
  'keywords and words that stand in them are searched. Install the pack "default" (SigLIP 2 and Florence-2) with: sightline packs install default'

function isEmbedding(installed: InstalledPack): installed is InstalledPack<EmbeddingPack> {
  return installed.pack.task === 'embedding'
}

function isCaption(installed: InstalledPack): installed is InstalledPack<CaptionPack> {
  return installed.pack.task === 'caption'
}

function isReading(installed: InstalledPack): installed is InstalledPack<ReadingPack> {
  return installed.pack.task === 'read'
}

/** One that a person installed is meant before the one that came with the program; none where the person wants none. */
async function chooseReading(
  packs: readonly InstalledPack[],
  folders: readonly string[],
  store: Store,
): Promise<Pick<ChosenPacks, 'reading' | 'readingModel'>> {
  if (!readPreferences(store).wordsInPhotos) return {}
  const readers = (await newestFirst(packs)).filter(isReading)
  const home = folders.at(-1) ?? ''
  const reading = readers.find(({ folder }) => dirname(folder) === home) ?? readers[0]
  return reading === undefined ? {} : { reading, readingModel: modelName(reading.pack) }
}

/**
 * Picks the packs of a set: the one asked for, else the library's own, else the first set made for photos. A set that
 * knows only drawings is never picked unasked, since it would invent what photos show.
 */
export async function choosePacks(
  folders: readonly string[],
  store: Store,
  asked: string | undefined,
): Promise<ChosenPacks> {
  const { packs: installed, problems } = await listPacks(folders)
  const reading = await chooseReading(installed, folders, store)
  const packs = installed.filter((each) => !isReading(each))
  const kept = store.settings.get('packs.set')
  const isThere = packs.some(({ pack }) => pack.set === kept)
  const forPhotos = packs.find(({ pack }) => pack.scope === 'photos')?.pack.set
  const wanted = asked ?? (isThere ? kept : (forPhotos ?? kept))
  if (wanted === undefined) return { ...reading, problems, notice: noPackNotice }
  const chosen = await newestFirst(packs.filter(({ pack }) => pack.set === wanted))
  if (chosen.length === 0) {
    if (asked === undefined)
      return { ...reading, problems, notice: `The model pack "${wanted}" is no longer installed. ${noPackNotice}` }
    const sets = [...new Set(packs.map(({ pack }) => pack.set))].join(', ')
    throw new AppError('no-pack', `There is no model pack "${asked}".`, {
      hint: sets === '' ? 'Install one with: sightline packs install default' : `Installed: ${sets}.`,
    })
  }
  const caption = chosen.find(isCaption)
  const { correctAttention } = readPreferences(store)
  const embedding = chosen.find(isEmbedding)
  const drawings = chosen.some(({ pack }) => pack.scope === 'drawings')
  return {
    set: wanted,
    embedding,
    // Whoever names a set wants that one and no other.
    answering: asked === undefined ? answeringPack(packs.filter(isEmbedding), store, embedding) : embedding,
    caption,
    captionModel: caption && captionModelOf(caption.pack, correctAttention),
    correctAttention,
    ...reading,
    problems,
    notice: drawings
      ? `The pack "${wanted}" knows only the drawn scenes of the demo; of real photos it would say wrong things.`
      : undefined,
  }
}

/** A corrected model says other things, so it has another name. */
function captionModelOf(pack: CaptionPack, correctAttention: boolean): string {
  const isCorrected = correctAttention && pack.family === 'florence2' && pack.attentionScale !== undefined
  return `${modelName(pack)}${isCorrected ? '+scales' : ''}`
}

/** The pack that answered so far, as long as the new one has not taken over; see `settleAnswering`. */
function answeringPack(
  installed: readonly InstalledPack<EmbeddingPack>[],
  store: Store,
  chosen: InstalledPack<EmbeddingPack> | undefined,
): InstalledPack<EmbeddingPack> | undefined {
  if (chosen === undefined) return undefined
  const known = store.vectors.models().map(({ pack, revision }) => modelName({ id: pack, revision }))
  const settled = store.settings.get('packs.answering')
  // A library of an earlier version has settled nothing: the newest model that has seen photos answers.
  const replaced = settled ?? (known.includes(modelName(chosen.pack)) ? undefined : known[0])
  if (replaced === undefined || !known.includes(replaced)) return chosen
  return installed.find(({ pack }) => modelName(pack) === replaced) ?? chosen
}

/** Photos that the old model saw may be gone or broken since; waiting for every one of them could last for ever. */
const nearlyAll = 0.98

/**
 * Writes down which set is the library's, and decides whose vectors answer from now on: the chosen pack's once they cover nearly all that the
 * replaced pack's do, or once nothing is left to look at.
 * @returns whether another pack than before answers, so that packs must be loaded anew
 */
export function settleAnswering(store: Store, chosen: ChosenPacks, nothingLeft: boolean): boolean {
  const { set, embedding, answering } = chosen
  // What was found for want of a choice stays, whatever else is installed later.
  if (set !== undefined && store.settings.get('packs.set') !== set) store.settings.set('packs.set', set)
  if (embedding === undefined || answering === undefined) return false
  const vectorsOf = ({ pack }: InstalledPack<EmbeddingPack>): VectorTable =>
    store.vectors.open(pack.id, pack.revision, pack.dims)
  const isSame = modelName(answering.pack) === modelName(embedding.pack)
  const takesOver = isSame || nothingLeft || vectorsOf(embedding).count() >= nearlyAll * vectorsOf(answering).count()
  store.settings.set('packs.answering', modelName((takesOver ? embedding : answering).pack))
  return takesOver && !isSame
}

/** Loads the chosen packs into the inference thread. A pack that fails is a problem; the other goes on. */
export async function loadPacks(inference: Inference, chosen: ChosenPacks, store: Store): Promise<ActivePacks> {
  const { embedding, answering } = chosen
  const { device } = readPreferences(store)
  const replaced = answering?.folder === embedding?.folder ? undefined : answering
  // Vectors are read into memory while the models are loading.
  store.vectors.answerFrom(answering && { pack: answering.pack.id, revision: answering.pack.revision })
  const loaded = await inference.load({
    embedding: embedding?.folder,
    caption: chosen.caption?.folder,
    reading: chosen.reading?.folder,
    correctAttention: chosen.correctAttention === true,
    replaced: replaced?.folder,
    device,
  })
  const problems = [...chosen.problems, ...loaded.problems]
  const [first] = loaded.problems
  const vectors =
    loaded.embedding && store.vectors.open(loaded.embedding.id, loaded.embedding.revision, loaded.embedding.dims)
  const answeringVectors =
    replaced === undefined ? vectors : store.vectors.open(replaced.pack.id, replaced.pack.revision, replaced.pack.dims)
  store.vectors.answerFrom(answeringVectors?.model)
  return {
    set: chosen.set,
    embedding: loaded.embedding && embedding,
    answering: replaced ?? (loaded.embedding && embedding),
    caption: loaded.caption && chosen.caption,
    captionModel: loaded.caption && chosen.captionModel,
    reading: loaded.reading && chosen.reading,
    readingModel: loaded.reading && chosen.readingModel,
    vectors,
    answeringVectors,
    problems,
    notice: first === undefined ? chosen.notice : `${first.message} ${first.hint}`,
  }
}
