/** Words of the pickers for parts of a search. What they write into the search box is read in any language. */
export const pickersEn = {
  days: 'Taken on these days',
  from: 'From',
  to: 'To',
  place: 'Place',
  places: 'Places of your photos',
  noPlace: 'None of your photos is at a place of this name.',
  stars: 'Stars',
  orMore: 'or more',
  asWords: 'Write it instead',
  apply: 'Search',
  words: {
    since: (day: string) => `since ${day}`,
    until: (day: string) => `until ${day}`,
    place: 'place',
    rating: 'rating',
  },
}
