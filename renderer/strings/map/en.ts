/** The words of the map and of places, in English. */
import { pluralOf } from '../plural.ts'

const plural = pluralOf('en')

export const mapEn = {
  nav: 'Map',
  label: 'Map of your photos',
  how: 'Arrow keys move the map, plus and minus zoom, Tab goes from group to group.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  all: 'Show all photos',
  draw: 'Draw an area',
  drawHint: 'Drag a rectangle on the map. Esc gives it up.',
  searchHere: 'Search this area',
  inArea: 'in the map’s area',
  showOnMap: 'Show on the map',
  none: 'No photo says where it was taken yet.',
  noneHint: 'Give photos a place below “Without a place”: drag them onto the map, or type a town.',
  /** A group of photos on the map. */
  group: (count: number, photo: string) =>
    count === 1 ? photo : `${plural(count, 'photo', 'photos')}, newest: ${photo}`,
  inView: (count: number) => `${plural(count, 'photo', 'photos')} in the map’s area`,
  inGroup: (count: number) => `${plural(count, 'photo', 'photos')} here`,
  backToArea: 'All in the map’s area',
  firstOf: (shown: number, count: number) =>
    `The newest ${shown.toLocaleString('en')} of ${count.toLocaleString('en')} are shown.`,
  scale: (length: string) => `Scale: ${length}`,
  panel: 'Beside the map',
  panels: { area: 'In the area', places: 'Places', unplaced: 'Without a place' },
  places: {
    open: (name: string, count: number) => `${name}, ${plural(count, 'photo', 'photos')}: show on the map`,
    elsewhere: 'Elsewhere',
    none: 'No photo says where it was taken yet.',
  },
  unplaced: {
    none: 'Every photo has a place.',
    choose: 'Choose photos and drag them onto the map, or say where they were taken.',
    chosen: (count: number) => plural(count, 'photo', 'photos') + ' chosen',
    all: 'Choose all shown',
    clear: 'Choose none',
    here: 'Place at the middle of the map',
    town: 'Type a town…',
  },
  proposals: {
    heading: 'Proposed',
    probably: (name: string) => `Probably ${name}`,
    why: (count: number, minutes: string) =>
      `${plural(count, 'photo', 'photos')}, taken at most ${minutes} minutes from one that has a position. Nothing is written before you accept.`,
    accept: 'Accept',
    acceptFor: (name: string, count: number) => `Accept ${name} for ${plural(count, 'photo', 'photos')}`,
    decline: 'Decline',
    declineFor: (name: string, count: number) => `Decline ${name} for ${plural(count, 'photo', 'photos')}`,
    declined: (count: number) => `No place is proposed for ${plural(count, 'photo', 'photos')} any more.`,
    open: (count: number) => `Places may be proposed for ${plural(count, 'photo', 'photos')} again.`,
    acceptAll: (count: number) => `Accept all (${plural(count, 'photo', 'photos')})`,
  },
  setPlace: 'Set the place…',
  dialog: {
    title: (count: number) =>
      `Where ${count === 1 ? 'was this photo' : `were these ${count.toLocaleString('en')} photos`} taken?`,
    field: 'Town or position',
    hint: 'A town in any language, with a country or region behind a comma if need be, or a position such as 38.71, -9.14.',
    none: 'No town is called so.',
    towns: 'Towns',
    position: (position: string) => `Position ${position}`,
  },
  metres: (count: number) =>
    count >= 1000 ? `${(count / 1000).toLocaleString('en')} km` : `${count.toLocaleString('en')} m`,
}
