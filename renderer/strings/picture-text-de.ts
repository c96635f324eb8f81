/** The words about words that stand in pictures, in German. */
import type { Strings } from './en.ts'

export const pictureTextDe: Strings['pictureText'] = {
  title: 'Text im Foto',
  machineRead: 'Von der Maschine gelesen; Buchstaben können falsch sein.',
  show: 'Text zeigen',
  hidden: 'Der Text ist ausgeblendet.',
  none: 'In diesem Foto wurde kein Text gelesen.',
  copyAll: 'Alles kopieren',
  copied: 'Kopiert.',
  copy: (text) => `${text} kopieren`,
  lines: (count) => (count === 1 ? '1 Zeile' : `${count} Zeilen`),
  follow: 'Öffnen',
  followTitle: 'Öffnen, was im Foto steht?',
  followText: (link) =>
    `${link} – Das hat Sightline im Foto gelesen; wohin es führt, weiß es nicht. Es öffnet sich im Browser.`,
}
