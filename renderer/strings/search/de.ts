/** Words of the pickers for parts of a search, in German. */
import type { pickersEn } from './en.ts'

export const pickersDe: typeof pickersEn = {
  days: 'An diesen Tagen aufgenommen',
  from: 'Von',
  to: 'Bis',
  place: 'Ort',
  places: 'Orte der Fotos',
  noPlace: 'Kein Foto ist an einem Ort dieses Namens.',
  stars: 'Sterne',
  orMore: 'oder mehr',
  asWords: 'Stattdessen schreiben',
  apply: 'Suchen',
  words: {
    since: (day: string) => `seit ${day}`,
    until: (day: string) => `bis ${day}`,
    place: 'Ort',
    rating: 'Bewertung',
  },
}
