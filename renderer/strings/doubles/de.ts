import { pluralOf } from '../plural.ts'
import type { DoublesStrings } from './en.ts'

const plural = pluralOf('de')

export const doublesDe: DoublesStrings = {
  title: 'Doppelte',
  parted: (photos) => `${plural(photos, 'Foto', 'Fotos')}: keine Doppelten, und nie wieder als solche gezeigt.`,
  joined: (photos) => `${plural(photos, 'Foto darf', 'Fotos dürfen')} wieder als Doppelte gezeigt werden.`,
  merged: 'Texte, Sterne, Alben und Schlagwörter sind bei dem Foto, das bleibt.',
  lists: 'Drei Listen',
  list: { exact: 'Genaue Kopien', same: 'Dieselbe Aufnahme', similar: 'Ähnliche' },
  about: {
    exact: 'Dasselbe Bild, Punkt für Punkt: Kopien einer Datei oder dieselben Bildpunkte in einer anderen Datei.',
    same: 'Ein Bild in anderer Größe oder anderem Format, bearbeitet oder neu gespeichert.',
    similar: 'Serien und ähnliche Szenen. Bitte genau hinsehen: Das sind verschiedene Fotos.',
  },
  none: {
    exact: 'Kein Foto ist zweimal da.',
    same: 'Kein Bild ist in zwei Fassungen da.',
    similar: 'Keine Serien und keine ähnlichen Szenen.',
  },
  waiting: (photos) => `${plural(photos, 'Foto ist', 'Fotos sind')} noch zu vergleichen.`,
  groups: (count) => plural(count, 'Gruppe', 'Gruppen'),
  group: (index, of, photos) =>
    `Gruppe ${index.toLocaleString('de')} von ${of.toLocaleString('de')}: ${plural(photos, 'Datei', 'Dateien')}`,
  keepThis: 'Dieses behalten',
  kept: 'Bleibt',
  best: 'Bestes',
  merits: {
    resolution: 'die meisten Bildpunkte',
    original: 'aus der Kamera, keine Kopie von unterwegs',
    format: 'das bessere Format',
    sharpness: 'schärfer',
    text: 'hat Ihren Text',
    album: 'ist in einem Album',
    stars: 'die meisten Sterne',
    size: 'die größte Datei',
  },
  equal: 'Alle sind gleich gut.',
  because: (merits) => `Bestes: ${merits}.`,
  hasText: 'mit Ihrem Text',
  inAlbums: (albums) => `in ${albums}`,
  merge: 'Dieses behalten, alles bei ihm sammeln',
  mergeHint: 'Texte, Sterne, Herz, Alben und Schlagwörter der anderen gehen an das, was bleibt.',
  trash: 'Dieses behalten, die anderen in den Papierkorb',
  hide: 'Dieses behalten, die anderen ausblenden',
  hideHint: 'Ein Browser erreicht den Papierkorb des Systems nicht. Ausgeblendete Fotos bleiben, wo sie sind.',
  part: 'Keine Doppelten',
  compare: 'Vergleichen',
  previous: 'Vorige Gruppe',
  next: 'Nächste Gruppe',
  keys: 'Pfeiltasten wählen, was bleibt; Eingabe sammelt und räumt die anderen weg; N: keine Doppelten.',
  confirm: (files) =>
    `${plural(files, 'Datei kommt', 'Dateien kommen')} in den Papierkorb des Systems und ${files === 1 ? 'lässt' : 'lassen'} sich von dort zurückholen. Was Sie gemacht haben, geht vorher an das Foto, das bleibt.`,
  otherSize: 'andere Größe',
  otherFormat: 'anderes Format',
  more: 'Weitere Gruppen',
  stacked: (photos) => `Stapel von ${plural(photos, 'Foto', 'Fotos')}`,
}
