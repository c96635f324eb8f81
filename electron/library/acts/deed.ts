/** What a person does in this library, by the numbers that photos and albums have in its database now. */
import type { CaptionKind } from '../../api/caption.ts'
import type { FactsChange } from '../../api/facts.ts'
import type { Preferences } from '../../api/preferences.ts'
import type { PhotoName } from './act.ts'

export type Deed =
  | {
      readonly act: 'caption'
      readonly photo: number
      readonly kind: CaptionKind
      readonly text: string
      readonly language: string
      /** The photo needs no words; the text is empty. */
      readonly decorative?: boolean | undefined
    }
  | { readonly act: 'caption-undone'; readonly photo: number; readonly kind: CaptionKind }
  /** With null a person takes back that they said anything. */
  | {
      readonly act: 'mark'
      readonly photos: readonly number[]
      readonly favourite?: boolean | null | undefined
      readonly hidden?: boolean | null | undefined
    }
  | { readonly act: 'rating'; readonly photos: readonly number[]; readonly rating?: number | undefined }
  /** Title, keywords, date, place, where a person knows better than the files. */
  | { readonly act: 'facts'; readonly photos: readonly number[]; readonly facts: FactsChange }
  /** The picture changed under what people made, and somebody found that it still fits. */
  | { readonly act: 'confirmed'; readonly photos: readonly number[] }
  /** No place is to be proposed for them, or it may be again. */
  | { readonly act: 'place-declined'; readonly photos: readonly number[]; readonly declined: boolean }
  /** It does not count that somebody found that: all rests on trial again, what came from other pictures too. */
  | { readonly act: 'doubted'; readonly photo: number; readonly ancestors: readonly number[] }
  /** Albums are made, renamed and given another query by their lasting name. */
  | {
      readonly act: 'album'
      readonly album: string
      readonly name: string
      readonly query?: string | undefined
      /** The number it had here, if it had one. */
      readonly number?: number | undefined
    }
  | { readonly act: 'album-removed'; readonly album: string }
  | {
      readonly act: 'album-photos'
      readonly album: string
      /** Photos that are not here by their lasting names. */
      readonly add: readonly (number | PhotoName)[]
      readonly remove: readonly number[]
    }
  | { readonly act: 'album-cover'; readonly album: string; readonly photo?: number | undefined }
  | { readonly act: 'album-order'; readonly album: string; readonly photos: readonly number[] }
  /** Pictures (hex of their fingerprints) that are no doubles of each other; one that is named twice has copies that are meant. */
  | { readonly act: 'not-doubles' | 'doubles-again'; readonly pictures: readonly string[] }
  /** A folder is added, or what is left out below it changes. */
  | { readonly act: 'folder'; readonly path: string; readonly ignore: readonly string[] }
  | { readonly act: 'folder-removed'; readonly path: string }
  /** All of them, as they are from then on. */
  | { readonly act: 'preferences'; readonly preferences: Preferences }
  | { readonly act: 'packs'; readonly set: string }
