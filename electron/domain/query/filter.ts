import type { Area, Circle } from './area.ts'

/** What a search can demand of a photo, besides words. */
export type Filter =
  | { readonly kind: 'taken'; readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly kind: 'added'; readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly kind: 'months'; readonly months: readonly number[] }
  /** Days of any year, `MM-DD`, both included; may run over the end of the year. */
  | { readonly kind: 'days'; readonly from: string; readonly to: string }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  /** Hours of the wall clock, half open, may wrap midnight. */
  | { readonly kind: 'hours'; readonly from: number; readonly to: number }
  | { readonly kind: 'has'; readonly what: Attribute; readonly present: boolean }
  | { readonly kind: 'rating'; readonly min: number; readonly max: number }
  | { readonly kind: 'orientation'; readonly shape: Shape }
  /** What the picture seems to be, by what is known of it and of the words in it. */
  | { readonly kind: 'picture-kind'; readonly is: 'screenshot' | 'document' }
  /** A part of the map, in degrees; its edges are in it. */
  | (Area & { readonly kind: 'area'; readonly present: boolean })
  | (Circle & { readonly kind: 'near'; readonly present: boolean })
  /** Both ends included; an open one is left out. */
  | {
      readonly kind: NumberField
      readonly min?: number | undefined
      readonly max?: number | undefined
      readonly present: boolean
    }
  | {
      readonly kind: TextField
      readonly text: string
      readonly present: boolean
      /** Where the person wrote no field: what is written about the photo may say it, too. */
      readonly orSaid?: true
    }

/** Facts that are looked for by a part of their text. */
export const textFields = [
  ...([
    'camera',
    'place',
    'folder',
    'type',
    'album',
    'keyword',
    'file',
    'person',
    'lens',
    'title',
    'caption',
    'text',
    'moment',
    'thing',
  ] as const),
] as const
export type TextField = (typeof textFields)[number]

/** How the camera was set, and how large the picture is. */
export const numberFields = [
  'iso',
  'aperture',
  'focal',
  'shutter',
  'width',
  'height',
  'megapixels',
  'altitude',
] as const
export type NumberField = (typeof numberFields)[number]

export const attributes = [
  ...(['date', 'location', 'alt', 'description', 'rating', 'keywords', 'camera', 'album'] as const),
  ...(['title', 'people', 'lens', 'favourite', 'text'] as const),
] as const
export type Attribute = (typeof attributes)[number]

export const shapes = ['portrait', 'landscape', 'square', 'panorama'] as const
export type Shape = (typeof shapes)[number]
