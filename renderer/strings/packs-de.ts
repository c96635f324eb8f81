/** The words about models, in German. */
import type { Strings } from './en.ts'
import { pluralOf } from './plural.ts'

const plural = pluralOf('de')

export const packsDe: Strings['packs'] = {
  installed: 'Installiert',
  catalogue: 'Zum Installieren',
  active: 'in Gebrauch',
  answers: 'beantwortet noch Suchen',
  drawingsOnly: 'kennt nur Zeichnungen',
  none: 'Keins installiert.',
  line: (size, licence, languages) => `${size}, ${licence}, ${languages}`,
  use: (set) => `„${set}“ verwenden`,
  check: (set) => `Dateien von „${set}“ prüfen`,
  checking: 'Jede Datei wird geprüft …',
  sound: 'Jede Datei ist wie veröffentlicht.',
  rotten: (count) =>
    `${plural(count, 'Datei ist', 'Dateien sind')} nicht wie veröffentlicht. Das Modell heilen oder neu importieren.`,
  mend: (set) => `„${set}“ heilen`,
  remove: (set) => `„${set}“ entfernen`,
  removeConfirm: (set) => `Das Modell „${set}“ entfernen? Eigene Texte und Alben bleiben.`,
  removeInUse: (set) =>
    `„${set}“ ist in Gebrauch. Ohne es werden Bilder weder durchsucht noch beschrieben, bis ein anderes Modell installiert ist. Eigene Texte und Alben bleiben. Entfernen?`,
  sets: {
    default: {
      title: 'Empfohlen',
      about:
        'Findet Fotos nach einem Satz in vielen Sprachen und beschreibt sie auf Englisch. Für die meisten Rechner.',
    },
    small: {
      title: 'Klein und schnell',
      about: 'Für alte Rechner und kleine Datenträger: sucht und beschreibt auf Englisch, weniger genau.',
    },
    best: {
      title: 'Beste Suche',
      about: 'Die beste Suche in vielen Sprachen, für schnelle Rechner. Sie beschreibt so wie das empfohlene Modell.',
    },
    words: {
      title: 'Wörter in Fotos',
      about:
        'Liest Schilder, Speisekarten und Bildschirmfotos in 50 Sprachen, mit den Akzenten, die dem mitgelieferten Leser fehlen.',
    },
  },
  facts: {
    download: 'Herunterladen',
    searches: 'Sucht auf',
    describes: 'Beschreibt auf',
    reads: 'Liest',
    licence: 'Lizenzen',
    models: 'Die Modelle darin',
  },
  more: (count) => `und ${count} weiteren`,
  offerSize: (size, free) => `${size}; ${free} frei auf diesem Datenträger`,
  offerLeft: (left, size) => `noch ${left} von ${size}`,
  tooLarge: 'Dafür ist nicht genug Platz.',
  estimate: (search, captions) => `durchsuchbar nach etwa ${search}, beschrieben nach etwa ${captions}`,
  basis: {
    'this-library': 'so wie an diesen Fotos gesehen',
    trial: 'geschätzt nach einem kurzen Versuch auf diesem Rechner',
    reference: 'wie auf dem Rechner, auf dem gemessen wurde; dieser kann anders sein',
  },
  install: (set) => `„${set}“ installieren`,
  goOn: (set) => `Mit „${set}“ weitermachen`,
  discard: (set) => `Was von „${set}“ schon da ist, wegwerfen`,
  isInstalled: 'installiert',
  isAdvised: 'passt zu diesem Rechner',
  off: 'Herunterladen ist unter „Privatsphäre“ abgeschaltet. Ein Modell lässt sich trotzdem importieren.',
  licenceTitle: (title) => `Lizenzen von „${title}“`,
  licenceIntro: 'Diese Modelle haben andere gemacht, die ihre Benutzung unter diesen Lizenzen erlauben. Bitte lesen.',
  licenceText: (licence) => `Text der Lizenz ${licence}`,
  accept: 'Annehmen und herunterladen',
  download: 'Herunterladen',
  state: {
    preparing: 'Das Herunterladen wird vorbereitet …',
    checking: 'Was da ist, wird geprüft …',
    downloading: 'Wird heruntergeladen',
    waiting: 'Wartet auf einen neuen Versuch',
    done: 'Das Modell ist installiert.',
    stopped: 'Das Herunterladen ist angehalten. Was da ist, bleibt.',
    failed: 'Das Herunterladen ist nicht gelungen.',
  },
  progress: (done, total, percent) => `${done} von ${total} (${percent} %)`,
  rate: (rate) => `${rate}/s`,
  waiting: (time, why) => `wieder in ${time}: ${why}`,
  pause: 'Anhalten',
  cancel: 'Abbrechen',
  failure: {
    offline:
      'Der Server mit den Modellen ist nicht erreichbar. Das Netz prüfen oder das Modell aus einer Datei importieren.',
    'disk-full': 'Auf dem Datenträger ist nicht genug Platz.',
  },
  importTitle: 'Ein Modell importieren',
  importButton: 'Aus einer Datei oder einem Ordner importieren',
  importText: 'Für einen Rechner ohne Netz: der Ordner eines Modells oder ein Archiv davon (.zip, .tar, .tar.gz).',
  importPath: 'Pfad des Ordners oder Archivs',
  importDone: (title) => `Importiert: ${title}.`,
  invitation: 'Bilder werden noch nicht durchsucht und nicht beschrieben: Dazu braucht es ein Modell.',
  choose: 'Ein Modell wählen',
  later: 'Später',
  first: 'Ein Modell, um in Bildern zu suchen und sie zu beschreiben',
  network: 'Benutzung des Netzes',
  networkUse: (hub) =>
    `Herunterladen der Modelle, die man wählt, von ${hub}. Gesendet werden nur die Adressen der Dateien; der Server sieht die Netzadresse, wie jeder Server. Nichts sonst in Sightline benutzt das Netz.`,
  allow: 'Herunterladen von Modellen erlauben',
  mirror: 'Ein anderer Server für Modelle (ein Spiegel), leer für den üblichen',
  mirrorSaved: 'Gespeichert.',
}
