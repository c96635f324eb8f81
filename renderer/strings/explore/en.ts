/** Words of Explore and of moments, in English. */
import type { ExploreSection } from '../../../electron/api/methods/explore.ts'
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const exploreEn = {
  title: 'Explore',
  empty: 'There is nothing to explore yet: photos are still being looked at.',
  sections: {
    kinds: 'At a glance',
    moments: 'Moments',
    places: 'Places',
    countries: 'Countries',
    years: 'Years',
    months: 'Months',
    cameras: 'Cameras',
    things: 'Things',
    lenses: 'Lenses',
  } satisfies Readonly<Record<ExploreSection, string>> as Readonly<Record<ExploreSection, string>>,
  kinds: {
    onThisDay: 'On this day',
    text: 'With words in them',
    screenshot: 'Screenshots',
    document: 'Documents',
    panorama: 'Panoramas',
    undated: 'No date',
    unplaced: 'No place',
  } as Readonly<Record<string, string>>,
  allMoments: 'All moments',
  moments: (count: number) => plural(count, 'moment', 'moments'),
  noMoments: 'No moments yet: they are found among photos with a date.',
  byDay: 'By day',
  keep: 'Make an album',
}
