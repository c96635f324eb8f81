/** How a photo is called, for ears and eyes: by its text, and without one by what is known of it. */
import type { PhotoSummary } from '../../electron/api/photo.ts'
import { formatDay } from '../strings/format.ts'
import { words } from '../strings/strings.svelte.ts'

export const fileNameOf = (path: string): string => path.split(/[/\\]/u).at(-1) ?? path

/** The day it was taken and the place, as far as they are known. */
function factsOf({ takenAt, place }: PhotoSummary): readonly string[] {
  return [formatDay(takenAt?.slice(0, 10) ?? '', words.t.locale), place].filter((fact) => fact !== undefined)
}

/** `A dog on a beach.`, or `IMG_2034.jpg, Saturday, 1 July 2023, Lisbon`. */
export function photoName(photo: PhotoSummary | undefined): string {
  if (photo === undefined) return words.t.photo.label
  return photo.alt?.text || [fileNameOf(photo.path), ...factsOf(photo)].join(', ')
}

/** Of the name above, where it is a text in a language of its own: for the attribute `lang`, by which voices are chosen. */
export function languageOfName(photo: PhotoSummary | undefined): string | undefined {
  return photo?.alt?.text ? photo.alt.language : undefined
}

/** What is spoken when one comes to it: text, date, place. */
export function photoSentence(photo: PhotoSummary): string {
  const text = photo.alt?.text
  return text === undefined || text === '' ? photoName(photo) : [text, ...factsOf(photo)].join(' ')
}
