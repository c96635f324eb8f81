/** What the engine's errors mean in German. Its own sentences are English, and stand beside with the details. */
import type { ErrorCode } from '../../electron/api/error-codes.ts'
import type { Trouble } from './troubles.ts'

export const troublesDe: Readonly<Record<ErrorCode, Trouble>> = {
  'bad-request': { reason: 'Das ist so nicht möglich.', hint: 'Die Angaben prüfen.' },
  'not-found': { reason: 'Das ist nicht (mehr) da.', hint: 'Nachsehen, ob Datei oder Datenträger da sind.' },
  unreadable: {
    reason: 'Die Datei lässt sich nicht lesen.',
    hint: 'Rechte und Datenträger prüfen, dann noch einmal versuchen.',
  },
  unsupported: {
    reason: 'Dieses Format wird nicht verstanden, oder es ist kein Foto.',
    hint: 'Aus dem Programm, das sie gemacht hat, als JPEG, PNG oder TIFF ausgeben.',
  },
  damaged: {
    reason: 'Die Datei ist beschädigt und lässt sich nicht öffnen.',
    hint: 'Noch einmal von der Kamera oder aus einer Sicherung kopieren.',
  },
  'too-large': {
    reason: 'Das Bild gibt an, größer zu sein, als sich sicher öffnen lässt.',
    hint: 'Aus dem Programm, das es gemacht hat, kleiner ausgeben.',
  },
  'timed-out': {
    reason: 'Es hat zu lange gedauert.',
    hint: 'Noch einmal versuchen; vielleicht war der Rechner sehr beschäftigt.',
  },
  crashed: {
    reason: 'Das Lesen hat das Herz von Sightline angehalten.',
    hint: 'Nichts ist verloren. Die Datei in einem anderen Programm prüfen, dann noch einmal versuchen.',
  },
  'engine-gone': {
    reason: 'Die Maschine im Hintergrund ist zu oft stehen geblieben und wird nicht von selbst neu gestartet.',
    hint: 'Unten neu starten. Danach steht unter „Probleme“ die Datei, an der es liegen kann.',
  },
  'no-pack': { reason: 'Dazu fehlt ein Modell.', hint: 'In den Einstellungen ein Modell installieren.' },
  'pack-damaged': {
    reason: 'Dateien des Modells sind beschädigt oder passen nicht.',
    hint: 'Das Modell in den Einstellungen reparieren oder neu importieren.',
  },
  'pack-in-use': { reason: 'Das Modell wird gerade benutzt.', hint: 'Erst ein anderes wählen.' },
  'provider-failed': {
    reason: 'Das Modell konnte dieses Foto nicht verarbeiten.',
    hint: 'Später noch einmal versuchen, oder in den Einstellungen den Prozessor wählen.',
  },
  offline: {
    reason: 'Der Server mit den Modellen ist nicht erreichbar.',
    hint: 'Das Netz prüfen, oder das Modell aus einer Datei importieren.',
  },
  'hub-refused': { reason: 'Der Server mit den Modellen hat abgelehnt.', hint: 'Später noch einmal versuchen.' },
  'downloads-off': { reason: 'Herunterladen ist abgeschaltet.', hint: 'Unter „Privatsphäre“ erlauben.' },
  'download-running': { reason: 'Es wird schon etwas heruntergeladen.', hint: 'Warten, bis es fertig ist.' },
  'licence-not-accepted': { reason: 'Die Lizenz ist nicht angenommen.', hint: 'Erst lesen und annehmen.' },
  'library-locked': {
    reason: 'Ein anderes Sightline arbeitet an dieser Bibliothek.',
    hint: 'Warten, oder es beenden. Suchen geht unterdessen.',
  },
  'library-newer': {
    reason: 'Diese Bibliothek ist von einem neueren Sightline.',
    hint: 'Sightline erneuern, oder mit --library einen anderen Ordner wählen.',
  },
  'library-damaged': {
    reason: 'Die Datenbank der Bibliothek ist beschädigt.',
    hint: 'Texte und Alben haben eine Kopie daneben: Sightline schließen und wieder öffnen, dann wird die Datenbank beiseitegelegt und neu aufgebaut.',
  },
  'library-gone': {
    reason: 'Der Ordner der Bibliothek ist nicht mehr da.',
    hint: 'Den Datenträger anschließen oder den Ordner zurücklegen. An seiner Stelle wird nichts Neues angefangen.',
  },
  'library-read-only': {
    reason: 'In die Bibliothek lässt sich nicht schreiben: Ordner oder Datenträger sind schreibgeschützt.',
    hint: 'Nichts wurde geändert. Schreiben erlauben, oder mit --library einen anderen Ordner wählen.',
  },
  'library-forbidden': {
    reason: 'Die Bibliothek lässt sich nicht öffnen: Ihr Ordner darf nicht gelesen oder geschrieben werden.',
    hint: 'Nachsehen, wem der Ordner gehört, oder mit --library einen anderen wählen.',
  },
  'disk-full': {
    reason: 'Auf dem Datenträger ist nicht genug Platz.',
    hint: 'Platz schaffen, dann noch einmal versuchen.',
  },
  cancelled: { reason: 'Abgebrochen.', hint: '' },
  internal: {
    reason: 'Etwas ist schiefgegangen, womit niemand gerechnet hat.',
    hint: 'Bitte melden, mit der Ausgabe von „sightline doctor“.',
  },
}
