/** Drafts made of the words in a photo, where no model describes photos: what stands there, and no more. */
import { draftOfWords, fullText } from '../../domain/words/said-words.ts'
import type { CaptionKind } from '../../api/caption.ts'
import type { Store } from '../../store/store.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface DraftParts {
  readonly store: Store
  readonly clock: Clock
  readonly packs: ActivePacks
}

/**
 * Writes alt text and, of a page, the description; call inside the transaction that wrote the words. Other texts stay;
 * what an earlier reading drafted goes.
 * @param formerModel what read the photo before
 */
export function draftTexts(parts: DraftParts, photoId: number, formerModel: string | undefined): void {
  const { store, packs } = parts
  const reading = store.pictureWords.of(photoId)
  const { captions, language } = readPreferences(store)
  const isAsked = captions === 'automatic' && packs.captionModel === undefined
  const drafts = {
    alt: draftOfWords(reading?.lines ?? [], reading?.kind, language),
    description: fullText(reading?.lines ?? [], reading?.kind),
  }
  let changed = false
  for (const kind of ['alt', 'description'] as const) {
    const standing = store.captions.current([photoId], kind).get(photoId)
    const isOwnDraft = standing?.source === 'machine' && standing.model === formerModel && formerModel !== undefined
    if (isOwnDraft) store.captions.retireKind(photoId, 'machine', kind)
    changed ||= isOwnDraft
    if (!isAsked || (standing !== undefined && !isOwnDraft) || drafts[kind] === undefined) continue
    addDraft(parts, photoId, { kind, text: drafts[kind], language })
    changed = true
  }
  if (changed) refreshWords(store, photoId)
}

function addDraft(
  { store, clock, packs }: DraftParts,
  photoId: number,
  draft: { readonly kind: CaptionKind; readonly text: string; readonly language: string },
): void {
  const { readingModel: model } = packs
  // Letters may be wrong, and of the scene it says nothing: somebody should look.
  store.captions.add({ photoId, ...draft, source: 'machine', model, needsReview: draft.kind === 'alt' }, clock.now())
}
