/** Die Wörter zum Veröffentlichen, auf Deutsch. */
import type { Strings } from './en.ts'
import { pluralOf } from './plural.ts'

const plural = pluralOf('de')
const photos = (count: number): string => plural(count, 'Foto', 'Fotos')
/** Im Dativ: von 12 Fotos. */
const ofPhotos = photos

const listed = (parts: readonly (readonly [count: number, said: string])[]): string =>
  parts.flatMap(([count, said]) => (count === 0 ? [] : [`${count.toLocaleString('de')} ${said}`])).join(', ')

export const publishDe: Strings['publish'] = {
  title: 'Texte veröffentlichen',
  open: 'Veröffentlichen …',
  what: 'Welche Fotos',
  scopes: {
    chosen: (count) => (count === 1 ? 'Das gewählte Foto' : `Die ${count.toLocaleString('de')} gewählten Fotos`),
    album: (name) => `Das Album „${name}“`,
    folder: (path) => `Der Ordner ${path}`,
    search: (words) => `Alles, was „${words}“ findet`,
    everything: 'Die ganze Bibliothek',
  },
  as: 'Wie',
  forms: {
    copies: 'Kopien der Fotos mit den Texten darin',
    files: 'In die Fotodateien selbst',
    page: 'Eine Webseite mit Bildern',
    markdown: 'Ein Markdown-Dokument',
    csv: 'Eine Tabelle (CSV)',
    json: 'Daten (JSON)',
    clipboard: 'In die Zwischenablage',
  },
  aboutFiles: {
    copies: 'Ein neuer Ordner mit Kopien. Deine eigenen Fotos bleiben, wie sie sind.',
    files:
      'Alternativtext und Beschreibung kommen in jedes Foto, wo andere Programme sie lesen. Ein Foto wird nur ersetzt, wenn sein Bild dasselbe ist wie vorher, und was dort stand, kann zurückgeschrieben werden.',
    page: 'Ein neuer Ordner mit einer HTML-Seite und Bildern in einer Größe für das Web. Deine eigenen Fotos bleiben, wie sie sind.',
    markdown: 'Eine Datei mit dem Text jedes Fotos.',
    csv: 'Eine Datei für die Tabellenkalkulation; anderswo verbessert, kann sie wieder herein.',
    json: 'Eine Datei für andere Programme; anderswo verbessert, kann sie wieder herein.',
    clipboard: 'Bereit zum Einfügen.',
  },
  allow: 'Ja, in meine Fotodateien schreiben',
  allowed: 'Texte dürfen in Fotodateien geschrieben werden, wenn ich sie veröffentliche',
  notAllowed: 'Sag erst ja dazu.',
  folder: 'Neuer Ordner',
  file: 'Neue Datei',
  choose: 'Wählen, wohin …',
  noPlace: 'Sag, wohin es soll.',
  texts: 'Welche Texte',
  textChoices: {
    all: 'Alle',
    settled: 'Alle bis auf die zweifelhaften',
    own: 'Nur was Menschen geschrieben oder bestätigt haben',
  },
  caption: 'Die Bildunterschrift, die andere Programme zeigen',
  captionChoices: {
    leave: 'Lassen, wie sie ist',
    fill: 'Füllen, wo sie leer ist',
    replace: 'Durch den Text ersetzen',
  },
  facts: 'Auch Sterne, Titel, Stichwörter, Datum und Ort, die hier berichtigt wurden',
  more: 'Mehr zur Wahl',
  embed: 'Wo in den Dateien',
  embedChoices: { 'where-possible': 'Im Foto, bei RAW daneben', never: 'Immer in einer Datei daneben (XMP)' },
  sidecarName: 'Name der Datei daneben',
  sidecarNames: { full: 'foto.jpg.xmp', stem: 'foto.xmp' },
  times: 'Änderungszeit der Dateien',
  timeChoices: { keep: 'Behalten', touch: 'Jetzt' },
  edge: 'Längere Seite der Bilder',
  edges: (pixels) => `${pixels.toLocaleString('de')} Pixel`,
  clipboard: 'Geschrieben als',
  clipboards: { plain: 'Reiner Text', html: 'HTML', markdown: 'Markdown' },
  descriptions: 'Mit den langen Beschreibungen',
  tooMany: 'In die Zwischenablage passen höchstens 10.000 Fotos.',
  preview: 'So wird es',
  looking: 'Wird nachgesehen …',
  counts: {
    withText: (count) => `${photos(count)} mit Text`,
    withoutText: (count) => `${photos(count)} ohne Text`,
    decorative: (count) =>
      count === 1 ? '1 Foto, das keine Worte braucht' : `${photos(count)}, die keine Worte brauchen`,
    unseen: (count) => plural(count, 'Text, den noch niemand angesehen hat', 'Texte, die noch niemand angesehen hat'),
    doubtful: (count) => plural(count, 'zweifelhafter Text', 'zweifelhafte Texte'),
  },
  nothing: 'Keines dieser Fotos hat so einen Text.',
  targets: {
    embedded: () => 'ins Foto',
    sidecar: (name) => `in ${name}`,
    'new-sidecar': (name) => `in ${name}, die neu ist`,
    copy: () => 'in eine Kopie',
  },
  before: 'Jetzt in der Datei:',
  startForms: {
    copies: (count) => `${photos(count)} kopieren`,
    files: (count) => `In ${photos(count)} schreiben`,
    page: (count) => `Eine Seite aus ${ofPhotos(count)} machen`,
    markdown: () => 'Das Dokument schreiben',
    csv: () => 'Die Tabelle schreiben',
    json: () => 'Die Daten schreiben',
    clipboard: (count) => `Text von ${ofPhotos(count)} kopieren`,
  },
  copied: (count, without) =>
    without === 0
      ? `Text von ${ofPhotos(count)} kopiert.`
      : `Text von ${ofPhotos(count)} kopiert, ${without.toLocaleString('de')} ohne Text.`,
  states: { running: 'Wird veröffentlicht', paused: 'Veröffentlichen, angehalten' },
  takingBack: { running: 'Wird zurückgenommen', paused: 'Zurücknehmen, angehalten' },
  progress: (done, total) => `${done.toLocaleString('de')} von ${ofPhotos(total)}`,
  stop: 'Beenden',
  canClose: 'Du kannst dies schließen und weiterarbeiten.',
  show: 'Zeigen',
  result({ state, undoes, counts }) {
    const { written, same, withoutText, decorative, refused } = counts
    const said = listed([
      [written, undoes === undefined ? 'geschrieben' : 'zurückgenommen'],
      [same, 'wie vorher'],
      [withoutText, 'ohne Text'],
      [decorative, 'ohne nötige Worte'],
      [refused, 'abgewiesen'],
    ])
    const sentence = said === '' ? 'Nichts wurde geschrieben.' : `${said}.`
    return state === 'cancelled' ? `Vorzeitig beendet: ${sentence}` : sentence
  },
  last: 'Das letzte Mal',
  wentTo: (path) => `Es liegt in ${path}`,
  takeBack: 'Zurückschreiben, was vorher dort stand',
  another: 'Etwas anderes veröffentlichen',
  outcomes: 'Was nicht geschrieben wurde',
  outcomeStates: {
    written: 'geschrieben',
    same: 'wie vorher',
    'without-text': 'ohne Text',
    decorative: 'braucht keine Worte',
    refused: 'abgewiesen',
    waiting: 'nicht erreicht',
  },
  refusals: {
    'read-only': 'Die Datei darf nicht beschrieben werden.',
    locked: 'Ein anderes Programm hält die Datei fest.',
    full: 'Der Datenträger ist voll.',
    cloud: 'Die Datei liegt in der Cloud und nicht auf diesem Rechner.',
    symlink: 'Sie ist ein Verweis auf eine andere Datei.',
    'hard-link': 'Die Datei hat einen zweiten Namen und würde sich auch dort ändern.',
    outside: 'Sie liegt außerhalb der Ordner dieser Bibliothek.',
    away: 'Ihr Laufwerk ist nicht verbunden.',
    gone: 'Die Datei ist nicht mehr da.',
    changed: 'Jemand anderes ändert die Datei gerade.',
    name: 'Keine Datei kann so heißen.',
    unsupported: 'In diese Art Datei kann kein Text geschrieben werden.',
    damaged: 'Die Datei ist beschädigt.',
    'others-sidecar': 'Die Datei daneben gehört zu einem anderen Foto.',
    'would-harm': 'Etwas in der Datei ginge verloren.',
    failed: 'Sie konnte nicht geschrieben werden.',
  },
}
