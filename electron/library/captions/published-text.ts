/** What can be said of photos outside of this library: their texts in use, and how far each can be trusted. */
import type { CaptionSource } from '../../api/caption.ts'
import type { CaptionRow } from '../../store/captions.ts'
import type { Store } from '../../store/store.ts'

/** `unseen`: a model's, and nobody has looked at it. */
export type TextState = 'none' | 'decorative' | 'doubtful' | 'unseen' | 'imported' | 'own'

export interface PublishedText {
  readonly photo: number
  readonly path: string
  /** Never empty. */
  readonly alt: string | undefined
  readonly description: string | undefined
  readonly language: string
  readonly source: CaptionSource | undefined
  readonly state: TextState
}

/** Which texts leave the library: all, those that ask for no look, or only what people wrote or accepted. */
export type TextChoice = 'all' | 'settled' | 'own'

/** In the order of `ids`; photos that are not in the library are left out. */
export function publishedTexts(store: Store, ids: readonly number[], choice: TextChoice = 'all'): PublishedText[] {
  const photos = store.photos.getMany(ids)
  const paths = store.files.firstPaths(ids)
  const [alts, descriptions] = (['alt', 'description'] as const).map((kind) => store.captions.current(ids, kind))
  return ids.flatMap((photo) => {
    if (!photos.has(photo)) return []
    const alt = chosen(alts?.get(photo), choice)
    const description = chosen(descriptions?.get(photo), choice)
    return {
      photo,
      path: paths.get(photo) ?? '',
      alt: alt?.text.trim() === '' ? undefined : alt?.text,
      description: description?.text.trim() === '' ? undefined : description?.text,
      language: (alt ?? description)?.language ?? 'en',
      source: alt?.source,
      state: stateOf(alt),
    }
  })
}

function chosen(caption: CaptionRow | undefined, choice: TextChoice): CaptionRow | undefined {
  if (caption === undefined || choice === 'all') return caption
  if (choice === 'settled') return caption.needsReview ? undefined : caption
  return caption.source === 'human' ? caption : undefined
}

function stateOf(alt: CaptionRow | undefined): TextState {
  if (alt === undefined) return 'none'
  if (alt.decorative) return 'decorative'
  if (alt.text.trim() === '') return 'none'
  if (alt.needsReview) return 'doubtful'
  return ({ human: 'own', imported: 'imported', machine: 'unseen' } as const)[alt.source]
}
