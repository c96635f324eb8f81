/** Words of the page of doubles. */
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const doublesEn = {
  title: 'Doubles',
  parted: (photos: number) => `${plural(photos, 'photo', 'photos')}: no doubles, and never shown as such again.`,
  joined: (photos: number) => `${plural(photos, 'photo', 'photos')} may be shown as doubles again.`,
  merged: 'Texts, stars, albums and keywords are with the photo that is kept.',
  lists: 'Three lists',
  list: { exact: 'Exact copies', same: 'Same shot', similar: 'Similar' },
  about: {
    exact: 'The same picture, bit by bit: copies of a file, or the same pixels in another file.',
    same: 'One picture in another size or format, edited or saved again.',
    similar: 'Bursts and near scenes. Look closely: these are different photos.',
  },
  none: {
    exact: 'No photo is here twice.',
    same: 'No picture is here in two versions.',
    similar: 'No bursts and no near scenes.',
  },
  waiting: (photos: number) => `${plural(photos, 'photo is', 'photos are')} still to be compared.`,
  groups: (count: number) => plural(count, 'group', 'groups'),
  group: (index: number, of: number, photos: number) =>
    `Group ${index.toLocaleString('en')} of ${of.toLocaleString('en')}: ${plural(photos, 'file', 'files')}`,
  keepThis: 'Keep this one',
  kept: 'Kept',
  best: 'Best',
  merits: {
    resolution: 'most pixels',
    original: 'from the camera, no copy on its way',
    format: 'the better format',
    sharpness: 'sharper',
    text: 'has your text',
    album: 'is in an album',
    stars: 'most stars',
    size: 'largest file',
  },
  equal: 'All are equally good.',
  because: (merits: string) => `Best: ${merits}.`,
  hasText: 'with your text',
  inAlbums: (albums: string) => `in ${albums}`,
  merge: 'Keep this, gather the rest on it',
  mergeHint: 'Texts, stars, heart, albums and keywords of the others go to the kept one.',
  trash: 'Keep this, others to the trash',
  hide: 'Keep this, hide the others',
  hideHint: 'A browser cannot reach the system’s trash. Hidden photos stay where they are.',
  part: 'Not doubles',
  compare: 'Compare',
  previous: 'Previous group',
  next: 'Next group',
  keys: 'Arrow keys choose what is kept, Enter gathers and clears away the others, N: not doubles.',
  confirm: (files: number) =>
    `${plural(files, 'file moves', 'files move')} to the system’s trash, from where ${files === 1 ? 'it' : 'they'} can be taken back. What you made goes to the kept one first.`,
  otherSize: 'another size',
  otherFormat: 'another format',
  more: 'More groups',
  stacked: (photos: number) => `Stack of ${plural(photos, 'photo', 'photos')}`,
}
export type DoublesStrings = typeof doublesEn
