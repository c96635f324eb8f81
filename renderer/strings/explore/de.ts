/** Words of Explore and of moments, in German. */
import { pluralOf } from '../plural.ts'
import type { exploreEn } from './en.ts'

const plural = pluralOf('de')

export const exploreDe: typeof exploreEn = {
  title: 'Entdecken',
  empty: 'Noch gibt es nichts zu entdecken: Die Fotos werden noch angesehen.',
  sections: {
    kinds: 'Auf einen Blick',
    moments: 'Momente',
    places: 'Orte',
    countries: 'Länder',
    years: 'Jahre',
    months: 'Monate',
    cameras: 'Kameras',
    things: 'Motive',
    lenses: 'Objektive',
  },
  kinds: {
    onThisDay: 'An diesem Tag',
    text: 'Mit Wörtern darin',
    screenshot: 'Bildschirmfotos',
    document: 'Dokumente',
    panorama: 'Panoramen',
    undated: 'Ohne Datum',
    unplaced: 'Ohne Ort',
  },
  allMoments: 'Alle Momente',
  moments: (count: number) => plural(count, 'Moment', 'Momente'),
  noMoments: 'Noch keine Momente: Sie finden sich unter Fotos mit einem Datum.',
  byDay: 'Nach Tagen',
  keep: 'Album daraus machen',
}
