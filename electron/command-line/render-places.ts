/** Places for the terminal. */
import type { CountedCountry, PlaceProposal } from '../api/places/place.ts'

const photosText = (count: number): string => `${count} photo${count === 1 ? '' : 's'}`

/** A country, its regions and their towns, each with its number. */
export function renderPlaces(countries: readonly CountedCountry[], withPosition: number): string {
  if (countries.length === 0) return 'No photo says where it was taken. Say it with: sightline places set'
  const lines = countries.flatMap((country) => [
    `${country.name}  ${country.photos}`,
    ...country.regions.flatMap((region) => [
      `  ${region.name}  ${region.photos}`,
      ...region.towns.map((town) => `    ${town.name}  ${town.photos}`),
    ]),
  ])
  return [...lines, '', `${photosText(withPosition)} with a position`].join('\n')
}

/** What is proposed, and how it is accepted. */
export function renderProposals(proposals: readonly PlaceProposal[]): string {
  if (proposals.length === 0) return 'Nothing is proposed: no photo without a position is near in time to one with it.'
  return [
    ...proposals.map(
      ({ name, photos, minutes }) =>
        `probably ${name}  ${photosText(photos.length)}, at most ${minutes} min from one with a position: ${photos.slice(0, 20).join(' ')}${photos.length > 20 ? ' …' : ''}`,
    ),
    '',
    'Nothing is changed before you accept it: sightline places accept <numbers>',
    'What is wrong is not proposed again:     sightline places decline <numbers>',
  ].join('\n')
}
