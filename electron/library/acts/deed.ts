/** What a person does in this library, by the numbers that photos and albums have in its database now. */
import type { CaptionKind } from '../../api/caption.ts'
import type { Preferences } from '../../api/preferences.ts'

export type Deed =
  | {
      readonly act: 'caption'
      readonly photo: number
      readonly kind: CaptionKind
      readonly text: string
      readonly language: string
    }
  | { readonly act: 'caption-undone'; readonly photo: number; readonly kind: CaptionKind }
  | {
      readonly act: 'mark'
      readonly photos: readonly number[]
      readonly favourite?: boolean | undefined
      readonly hidden?: boolean | undefined
    }
  | { readonly act: 'rating'; readonly photos: readonly number[]; readonly rating?: number | undefined }
  /** The picture changed under what people made, and somebody found that it still fits. */
  | { readonly act: 'confirmed'; readonly photos: readonly number[] }
  /** Albums are made, renamed and given another query by their lasting name. */
  | { readonly act: 'album'; readonly album: string; readonly name: string; readonly query?: string | undefined }
  | { readonly act: 'album-removed'; readonly album: string }
  | {
      readonly act: 'album-photos'
      readonly album: string
      readonly add: readonly number[]
      readonly remove: readonly number[]
    }
  | { readonly act: 'album-cover'; readonly album: string; readonly photo?: number | undefined }
  | { readonly act: 'album-order'; readonly album: string; readonly photos: readonly number[] }
  /** A folder is added, or what is left out below it changes. */
  | { readonly act: 'folder'; readonly path: string; readonly ignore: readonly string[] }
  | { readonly act: 'folder-removed'; readonly path: string }
  /** All of them, as they are from then on. */
  | { readonly act: 'preferences'; readonly preferences: Preferences }
  | { readonly act: 'packs'; readonly set: string }
