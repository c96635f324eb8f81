/** Who stands behind a text, and why a model's text wants a look. */
import type { Caption, CaptionKind } from '../../electron/api/caption.ts'
import type { CaptionSummary } from '../../electron/api/photo.ts'

export type Origin =
  | { readonly kind: 'machine'; readonly model: string | undefined }
  | { readonly kind: 'imported' | 'human' | 'decorative' }
  /** A model's words that a person found right, at this time. */
  | { readonly kind: 'accepted'; readonly at: string }

/** `history` is newest first and of one photo; what is not known of it yet is left open. */
export function originOf(caption: CaptionSummary, kind: CaptionKind, history: readonly Caption[]): Origin {
  if (caption.source === 'imported') return { kind: 'imported' }
  if (caption.source === 'machine') return { kind: 'machine', model: caption.model }
  if (caption.decorative === true) return { kind: 'decorative' }
  const mine = history.find((each) => each.kind === kind && each.source === 'human' && each.text === caption.text)
  const model = history.find((each) => each.kind === kind && each.source === 'machine' && each.text === caption.text)
  const isAccepted = mine !== undefined && model !== undefined && model.createdAt <= mine.createdAt
  return isAccepted ? { kind: 'accepted', at: mine.createdAt } : { kind: 'human' }
}

export type Doubt = 'looks-different' | 'unsure'

/** Below an even chance the picture contradicts the words. */
const evenChance = 0.5

/** Why a model's text asks for a look; undefined when it does not. A person's does when the picture has changed. */
export function doubtOf(caption: CaptionSummary, kind: CaptionKind, history: readonly Caption[]): Doubt | undefined {
  if (!caption.needsReview || caption.source !== 'machine') return undefined
  const { agreement } = history.find((each) => each.kind === kind && each.source === 'machine') ?? {}
  return agreement !== undefined && agreement < evenChance ? 'looks-different' : 'unsure'
}
