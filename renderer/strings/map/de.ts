/** The words of the map and of places, in German. */
import { pluralOf } from '../plural.ts'
import type { mapEn } from './en.ts'

const plural = pluralOf('de')
const photos = (count: number): string => plural(count, 'Foto', 'Fotos')

export const mapDe: typeof mapEn = {
  nav: 'Karte',
  label: 'Karte Ihrer Fotos',
  how: 'Pfeiltasten bewegen die Karte, Plus und Minus zoomen, Tab geht von Gruppe zu Gruppe.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  all: 'Alle Fotos zeigen',
  draw: 'Gebiet zeichnen',
  drawHint: 'Ziehen Sie ein Rechteck auf der Karte. Esc bricht ab.',
  searchHere: 'Dieses Gebiet suchen',
  inArea: 'im Ausschnitt der Karte',
  showOnMap: 'Auf der Karte zeigen',
  none: 'Noch sagt kein Foto, wo es aufgenommen wurde.',
  noneHint: 'Geben Sie Fotos unter „Ohne Ort“ einen Ort: auf die Karte ziehen oder eine Stadt eingeben.',
  group: (count, photo) => (count === 1 ? photo : `${photos(count)}, das neueste: ${photo}`),
  inView: (count) => `${photos(count)} im Ausschnitt der Karte`,
  inGroup: (count) => `${photos(count)} an dieser Stelle`,
  backToArea: 'Alle im Ausschnitt',
  firstOf: (shown, count) =>
    `Gezeigt werden die neuesten ${shown.toLocaleString('de')} von ${count.toLocaleString('de')}.`,
  scale: (length) => `Maßstab: ${length}`,
  panel: 'Neben der Karte',
  panels: { area: 'Im Ausschnitt', places: 'Orte', unplaced: 'Ohne Ort' },
  places: {
    open: (name, count) => `${name}, ${photos(count)}: auf der Karte zeigen`,
    elsewhere: 'Anderswo',
    none: 'Noch sagt kein Foto, wo es aufgenommen wurde.',
  },
  unplaced: {
    none: 'Jedes Foto hat einen Ort.',
    choose: 'Wählen Sie Fotos und ziehen Sie sie auf die Karte, oder sagen Sie, wo sie aufgenommen wurden.',
    chosen: (count) => `${photos(count)} gewählt`,
    all: 'Alle gezeigten wählen',
    clear: 'Keins wählen',
    here: 'In die Mitte der Karte setzen',
    town: 'Stadt eingeben…',
  },
  proposals: {
    heading: 'Vorgeschlagen',
    probably: (name) => `Wahrscheinlich ${name}`,
    why: (count, minutes) =>
      `${photos(count)}, höchstens ${minutes} Minuten neben einem mit Position aufgenommen. Nichts wird geschrieben, bevor Sie zustimmen.`,
    accept: 'Übernehmen',
    acceptFor: (name, count) => `${name} für ${photos(count)} übernehmen`,
    decline: 'Ablehnen',
    declineFor: (name, count) => `${name} für ${photos(count)} ablehnen`,
    declined: (count) => `Für ${photos(count)} wird kein Ort mehr vorgeschlagen.`,
    open: (count) => `Für ${photos(count)} werden wieder Orte vorgeschlagen.`,
    acceptAll: (count) => `Alle übernehmen (${photos(count)})`,
  },
  setPlace: 'Ort festlegen…',
  dialog: {
    title: (count) =>
      count === 1
        ? 'Wo wurde dieses Foto aufgenommen?'
        : `Wo wurden diese ${count.toLocaleString('de')} Fotos aufgenommen?`,
    field: 'Stadt oder Position',
    hint: 'Eine Stadt in einer beliebigen Sprache, bei Bedarf mit Land oder Region hinter einem Komma, oder eine Position wie 38.71, -9.14.',
    none: 'So heißt keine Stadt.',
    towns: 'Städte',
    position: (position) => `Position ${position}`,
  },
  metres: (count) => (count >= 1000 ? `${(count / 1000).toLocaleString('de')} km` : `${count.toLocaleString('de')} m`),
}
