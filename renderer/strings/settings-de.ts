/** The words about the settings, in German. */
import type { Strings } from './en.ts'
import { pluralOf } from './plural.ts'

const plural = pluralOf('de')

export const settingsDe: Strings['settings'] = {
  title: 'Einstellungen',
  folders: 'Ordner',
  addFolder: 'Ordner hinzufügen',
  removeFolder: (path) => `${path} nicht mehr aufnehmen`,
  removeFolderConfirm: (path) =>
    `${path} nicht mehr aufnehmen? Keine Datei wird angerührt; Texte und Alben kommen wieder, wenn der Ordner wieder dazukommt.`,
  away: 'nicht verbunden',
  ignore: (count) => (count === 0 ? 'Auslassen …' : plural(count, 'Muster ausgelassen', 'Muster ausgelassen')),
  ignoreTitle: (path) => `Was unter ${path} ausgelassen wird`,
  ignorePatterns: 'Ein Muster je Zeile',
  ignoreHelp:
    '*.png lässt alle PNG aus, Bildschirmfotos jeden Ordner dieses Namens, alt/** alles unter „alt“. Keine Datei wird angerührt; Texte ausgelassener Fotos bleiben. Verstecktes, @eaDir und Ordner mit einer .nomedia bleiben immer draußen.',
  appearance: 'Aussehen',
  language: 'Sprache',
  dateOrder: '09/01/2015 ist in einer Suche',
  dateOrders: {
    auto: 'Wie in der Sprache üblich',
    'day-first': 'der 9. Januar 2015',
    'month-first': 'der 1. September 2015',
  },
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  captions: 'Alternativtexte',
  captionMode: 'Geschrieben werden sie',
  captionModes: { automatic: 'Für jedes Foto, das keinen hat', 'on-request': 'Nur wenn ich darum bitte' },
  captionLevel: 'Wie viel über ein Foto gesagt wird',
  captionLevels: {
    brief: 'Ein kurzer Satz',
    detailed: 'Ein oder zwei Sätze',
    full: 'Ein oder zwei Sätze und eine Beschreibung',
  },
  hints: 'Hinweise zu Alternativtexten, beim Schreiben und in Listen',
  hintNames: {
    long: 'Länger als 125 Zeichen',
    'too-long': 'Länger als 250 Zeichen',
    opening: '„Bild von“, „Foto von“ am Anfang',
    'file-name': 'Ein Dateiname als Text',
    'no-full-stop': 'Kein Punkt am Ende',
    capitals: 'Nur Großbuchstaben',
    'same-text': 'Derselbe Text bei mehreren Fotos',
    guess: 'Alter, Geschlecht oder Herkunft, vielleicht geraten',
    'not-seen': 'Genanntes, das nicht zu sehen ist',
    'left-out': 'Was zuerst zu sehen ist, fehlt',
  },
  wordsInPhotos: 'Die Wörter lesen, die in Fotos stehen, damit sie daran gefunden werden',
  experts: 'Für Fachleute',
  correctAttention: 'Eingefrorene Aufmerksamkeitsskalen von Florence-2 berichtigen (Versuch)',
  pace: 'Tempo',
  speed: 'Arbeitet',
  speeds: { full: 'So schnell dieser Rechner kann', gentle: 'Sachte: die halbe Zeit' },
  onlyOnMains: 'Nur mit Netzstrom',
  onlyWhenIdle: 'Nur wenn niemand hier arbeitet',
  packs: 'Modelle',
  privacy: 'Privatsphäre',
  privacyText:
    'Sightline hat kein Konto, sammelt nichts und lädt nichts hoch. Fotos, Texte und Suchen verlassen diesen Rechner nie.',
  storage: 'Speicher',
  database: 'Datenbank',
  thumbnails: 'Kleine Bilder',
  backup: 'Sicherung',
  backupText: 'Eigene Texte, Sterne, Favoriten und Alben in einer Datei. Fotos sind nicht darin.',
  backUp: 'Sichern',
  restore: 'Aus einer Sicherung wiederherstellen',
  restored: (texts, marks, albums) => `Wiederhergestellt: ${texts} Texte, ${marks} Markierungen, ${albums} Alben.`,
  daily: {
    title: 'Jeden Tag eine Sicherung',
    none: 'Es gibt keine. Einen Ordner dafür wählen, am besten auf einem anderen Datenträger.',
    kept: (count, folder) => `${plural(count, 'Sicherung', 'Sicherungen')} in ${folder}; die letzten 14 Tage bleiben.`,
    failed: (folder) =>
      `Die letzte ließ sich nicht nach ${folder} schreiben. Nachsehen, ob der Datenträger da ist und Platz hat, oder einen anderen Ordner wählen.`,
    choose: 'Ordner wählen',
    stop: 'Keine mehr anlegen',
  },
  place: {
    lies: (folder) => `Die Bibliothek liegt in ${folder}.`,
    text: 'Texte, Alben, Vorschauen und was über die Fotos gelernt wurde. Die Fotos selbst bleiben, wo sie sind.',
    move: 'Bibliothek verschieben …',
    moving:
      'Die Bibliothek wird verschoben. Auf einen anderen Datenträger dauert das; nichts wird weggenommen, bevor alles dort ist.',
    moved: (folder) => `Die Bibliothek liegt jetzt in ${folder}.`,
  },
  shortcuts: 'Tastatur',
}
