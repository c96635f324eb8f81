/** Which model packs a library uses, and the vectors that belong to them. */
import { AppError, type ErrorAnswer } from '../api/errors.ts'
import type { Inference } from '../inference/engine-client.ts'
import type { CaptionPack, EmbeddingPack, InstalledPack } from '../inference/pack.ts'
import { listPacks } from '../inference/read-pack.ts'
import type { Store } from '../store/store.ts'
import type { VectorTable } from '../store/vectors.ts'
import { readPreferences } from './preferences.ts'

export interface ActivePacks {
  readonly set?: string | undefined
  readonly embedding?: InstalledPack<EmbeddingPack> | undefined
  readonly caption?: InstalledPack<CaptionPack> | undefined
  /** `id@revision`, stored with every machine caption. */
  readonly captionModel?: string | undefined
  readonly correctAttention?: boolean
  readonly vectors?: VectorTable | undefined
  /** What stands in the way, for the person. */
  readonly notice?: string | undefined
  readonly problems: readonly ErrorAnswer[]
}

/** Said wherever pictures cannot be searched or described. */
export const noPackNotice =
  'No model pack for photos is installed, so pictures are not described and only names, dates, places, cameras and ' +
  'keywords are searched. Install the pack "default" (SigLIP 2 and Florence-2) with: sightline packs import <folder>'

function isEmbedding(installed: InstalledPack): installed is InstalledPack<EmbeddingPack> {
  return installed.pack.task === 'embedding'
}

function isCaption(installed: InstalledPack): installed is InstalledPack<CaptionPack> {
  return installed.pack.task === 'caption'
}

/**
 * Picks the packs of a set: the one asked for, else the library's own, else the first set made for photos. A set that
 * knows only drawings is never picked unasked, since it would invent what photos show.
 */
export async function choosePacks(
  folders: readonly string[],
  store: Store,
  asked: string | undefined,
): Promise<Omit<ActivePacks, 'vectors'>> {
  const { packs, problems } = await listPacks(folders)
  const wanted = asked ?? store.settings.get('packs.set') ?? packs.find(({ pack }) => pack.scope === 'photos')?.pack.set
  if (wanted === undefined) return { problems, notice: noPackNotice }
  const chosen = packs.filter(({ pack }) => pack.set === wanted)
  if (chosen.length === 0) {
    if (asked === undefined)
      return { problems, notice: `The model pack "${wanted}" is no longer installed. ${noPackNotice}` }
    const sets = [...new Set(packs.map(({ pack }) => pack.set))].join(', ')
    throw new AppError('no-pack', `There is no model pack "${asked}".`, {
      hint: sets === '' ? 'Import one with: sightline packs import <folder>' : `Installed: ${sets}.`,
    })
  }
  const caption = chosen.find(isCaption)
  const { correctAttention } = readPreferences(store)
  const drawings = chosen.some(({ pack }) => pack.scope === 'drawings')
  return {
    set: wanted,
    embedding: chosen.find(isEmbedding),
    caption,
    captionModel: caption && captionModelOf(caption.pack, correctAttention),
    correctAttention,
    problems,
    notice: drawings
      ? `The pack "${wanted}" knows only the drawn scenes of the demo; of real photos it would say wrong things.`
      : undefined,
  }
}

/** A corrected model says other things, so it has another name. */
function captionModelOf(pack: CaptionPack, correctAttention: boolean): string {
  const isCorrected = correctAttention && pack.family === 'florence2' && pack.attentionScale !== undefined
  return `${pack.id}@${pack.revision}${isCorrected ? '+scales' : ''}`
}

/** Loads the chosen packs into the inference thread. A pack that fails is a problem; the other goes on. */
export async function loadPacks(
  inference: Inference,
  chosen: Omit<ActivePacks, 'vectors'>,
  store: Store,
): Promise<ActivePacks> {
  const { device } = readPreferences(store)
  const loaded = await inference.load({
    embedding: chosen.embedding?.folder,
    caption: chosen.caption?.folder,
    correctAttention: chosen.correctAttention === true,
    device,
  })
  const problems = [...chosen.problems, ...loaded.problems]
  const [first] = loaded.problems
  return {
    set: chosen.set,
    embedding: loaded.embedding && chosen.embedding,
    caption: loaded.caption && chosen.caption,
    captionModel: loaded.caption && chosen.captionModel,
    vectors:
      loaded.embedding && store.vectors.open(loaded.embedding.id, loaded.embedding.revision, loaded.embedding.dims),
    problems,
    notice: first === undefined ? chosen.notice : `${first.message} ${first.hint}`,
  }
}
