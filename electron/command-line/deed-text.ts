import type { DeedKind, DeedSummary } from '../api/deed.ts'

const sentences: Readonly<Record<DeedKind, (photos: string, name: string, stars: number) => string>> = {
  text: (photos) => `a text for ${photos}`,
  decorative: (photos) => `${photos} marked as needing no words`,
  'text-taken-back': (photos) => `a text of ${photos} taken out of use`,
  favourite: (photos) => `${photos} made favourite`,
  'not-favourite': (photos) => `${photos} no favourite any more`,
  hidden: (photos) => `${photos} hidden`,
  shown: (photos) => `${photos} shown again`,
  stars: (photos, _, stars) => `${stars} stars for ${photos}`,
  confirmed: (photos) => `${photos} found to fit`,
  facts: (photos) => `facts of ${photos} set right`,
  'place-declined': (photos) => `the place proposed for ${photos} declined`,
  'place-open': (photos) => `places may be proposed for ${photos} again`,
  'album-made': (_, name) => `album ${name} made`,
  'album-changed': (_, name) => `album ${name} changed`,
  'album-removed': (_, name) => `album ${name} removed`,
  'album-filled': (photos, name) => `${photos} put into album ${name}`,
  'album-emptied': (photos, name) => `${photos} taken out of album ${name}`,
  'album-cover': (_, name) => `cover of album ${name}`,
  'album-order': (_, name) => `order of album ${name}`,
  'ignore-rules': (_, name) => `what is left out below ${name}`,
  'folder-removed': (_, name) => `folder ${name} removed`,
  'not-doubles': (photos) => `${photos} said to be no doubles`,
  'doubles-again': (photos) => `${photos} that may be doubles again`,
  merged: (photos) => `what was made of doubles given to ${photos}`,
  published: (photos) => `texts written into the files of ${photos}`,
}

/** `3 photos hidden` */
export function deedText({ kind, photos, name = '', stars = 0 }: DeedSummary): string {
  return sentences[kind](photos === 1 ? '1 photo' : `${photos} photos`, name, stars)
}
