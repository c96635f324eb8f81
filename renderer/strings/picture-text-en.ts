/** The words about words that stand in pictures, in English. */
import { pluralOf } from './plural.ts'

const plural = pluralOf('en')

export const pictureTextEn = {
  title: 'Text in the photo',
  machineRead: 'Read by the machine; letters may be wrong.',
  show: 'Show text',
  hidden: 'The text is hidden.',
  none: 'No text was read in this photo.',
  copyAll: 'Copy all',
  copied: 'Copied.',
  copy: (text: string) => `Copy ${text}`,
  lines: (count: number) => plural(count, 'line', 'lines'),
  follow: 'Open',
  followTitle: 'Open what stands in the photo?',
  followText: (link: string) =>
    `${link} – Sightline has read this in the photo and does not know where it leads. It opens in your browser.`,
}
