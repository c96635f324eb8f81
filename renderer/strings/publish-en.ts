/** The words about publishing, in English. */
import type { PublishCounts, PublishOutcome, RefusalCode } from '../../electron/api/publish.ts'
import { pluralOf } from './plural.ts'

const plural = pluralOf('en')
const photos = (count: number): string => plural(count, 'photo', 'photos')

/** What came of a run. */
export interface PublishEnd {
  readonly state: 'running' | 'paused' | 'done' | 'cancelled'
  readonly undoes?: number | undefined
  readonly counts: PublishCounts
}

/** Parts that count nothing are left out. */
const listed = (parts: readonly (readonly [count: number, said: string])[]): string =>
  parts.flatMap(([count, said]) => (count === 0 ? [] : [`${count.toLocaleString('en')} ${said}`])).join(', ')

export const publishEn = {
  title: 'Publish texts',
  open: 'Publish…',
  what: 'Which photos',
  scopes: {
    chosen: (count: number) => (count === 1 ? 'The chosen photo' : `The ${photos(count)} chosen`),
    album: (name: string) => `The album “${name}”`,
    folder: (path: string) => `The folder ${path}`,
    search: (words: string) => `All that “${words}” finds`,
    everything: 'The whole library',
  },
  as: 'How',
  forms: {
    copies: 'Copies of the photos with the texts inside',
    files: 'Into the photo files themselves',
    page: 'A web page with pictures',
    markdown: 'A Markdown document',
    csv: 'A table (CSV)',
    json: 'Data (JSON)',
    clipboard: 'Into the clipboard',
  },
  aboutFiles: {
    copies: 'A new folder of copies. Your own photos stay as they are.',
    files:
      'Alt text and description go into each photo, where other programs read them. A photo is replaced only when its picture is the same as before, and what stood there can be written back.',
    page: 'A new folder with an HTML page and pictures of a size for the web. Your own photos stay as they are.',
    markdown: 'One file with the text of every photo.',
    csv: 'One file for a spreadsheet; corrected elsewhere it can come back in.',
    json: 'One file for other programs; corrected elsewhere it can come back in.',
    clipboard: 'Ready to be pasted.',
  },
  allow: 'Yes, write into my photo files',
  allowed: 'Texts may be written into photo files, when I publish them',
  notAllowed: 'Say yes to that first.',
  folder: 'New folder',
  file: 'New file',
  choose: 'Choose where…',
  noPlace: 'Say where it should go.',
  texts: 'Which texts',
  textChoices: {
    all: 'All',
    settled: 'All but the doubtful',
    own: 'Only what people wrote or accepted',
  },
  caption: 'The caption other programs show',
  captionChoices: {
    leave: 'Leave it as it is',
    fill: 'Fill it where it is empty',
    replace: 'Replace it by the text',
  },
  facts: 'Also stars, title, keywords, date and place that were set right here',
  more: 'More choices',
  embed: 'Where in the files',
  embedChoices: { 'where-possible': 'In the photo, beside RAW', never: 'Always in a file beside it (XMP)' },
  sidecarName: 'Name of the file beside it',
  sidecarNames: { full: 'photo.jpg.xmp', stem: 'photo.xmp' },
  times: 'Time of change of the files',
  timeChoices: { keep: 'Keep it', touch: 'Now' },
  edge: 'Longer side of the pictures',
  edges: (pixels: number) => `${pixels.toLocaleString('en')} pixels`,
  clipboard: 'Written as',
  clipboards: { plain: 'Plain text', html: 'HTML', markdown: 'Markdown' },
  descriptions: 'With the long descriptions',
  tooMany: 'The clipboard takes 10,000 photos at most.',
  preview: 'How it will be',
  looking: 'Looking…',
  counts: {
    withText: (count: number) => `${photos(count)} with a text`,
    withoutText: (count: number) => `${photos(count)} without a text`,
    decorative: (count: number) => `${photos(count)} that ${count === 1 ? 'needs' : 'need'} no words`,
    unseen: (count: number) => plural(count, 'text nobody has looked at yet', 'texts nobody has looked at yet'),
    doubtful: (count: number) => plural(count, 'doubtful text', 'doubtful texts'),
  },
  nothing: 'None of these photos has such a text.',
  targets: {
    embedded: () => 'into the photo',
    sidecar: (name: string) => `into ${name}`,
    'new-sidecar': (name: string) => `into ${name}, which is new`,
    copy: () => 'into a copy',
  },
  before: 'Now in the file:',
  startForms: {
    copies: (count: number) => `Copy ${photos(count)}`,
    files: (count: number) => `Write into ${photos(count)}`,
    page: (count: number) => `Make a page of ${photos(count)}`,
    markdown: () => 'Write the document',
    csv: () => 'Write the table',
    json: () => 'Write the data',
    clipboard: (count: number) => `Copy the text of ${photos(count)}`,
  },
  copied: (count: number, without: number) =>
    without === 0
      ? `Text of ${photos(count)} copied.`
      : `Text of ${photos(count)} copied, ${without.toLocaleString('en')} without text.`,
  states: { running: 'Publishing', paused: 'Publishing, paused' },
  takingBack: { running: 'Taking back', paused: 'Taking back, paused' },
  progress: (done: number, total: number) => `${done.toLocaleString('en')} of ${photos(total)}`,
  stop: 'End it',
  canClose: 'You can close this and go on working.',
  show: 'Show',
  result({ state, undoes, counts }: PublishEnd): string {
    const { written, same, withoutText, decorative, refused } = counts
    const said = listed([
      [written, undoes === undefined ? 'written' : 'taken back'],
      [same, 'as they were'],
      [withoutText, 'without text'],
      [decorative, 'that need no words'],
      [refused, 'refused'],
    ])
    const sentence = said === '' ? 'Nothing was written.' : `${said}.`
    return state === 'cancelled' ? `Ended early: ${sentence}` : sentence
  },
  last: 'The last time',
  wentTo: (path: string) => `It lies in ${path}`,
  takeBack: 'Write back what stood there before',
  another: 'Publish something else',
  outcomes: 'What was not written',
  outcomeStates: {
    written: 'written',
    same: 'as it was',
    'without-text': 'without text',
    decorative: 'needs no words',
    refused: 'refused',
    waiting: 'not reached',
  } as Readonly<Record<PublishOutcome['state'], string>>,
  refusals: {
    'read-only': 'The file may not be written.',
    locked: 'Another program holds the file.',
    full: 'The disk is full.',
    cloud: 'The file lies in the cloud and not on this machine.',
    symlink: 'It is a link to another file.',
    'hard-link': 'The file has a second name, and would change there too.',
    outside: 'It lies outside of the folders of this library.',
    away: 'Its drive is not connected.',
    gone: 'The file is no longer there.',
    changed: 'Somebody else is changing the file.',
    name: 'No file can have this name.',
    unsupported: 'No text can be written into this kind of file.',
    damaged: 'The file is damaged.',
    'others-sidecar': 'The file beside it belongs to another photo.',
    'would-harm': 'Something in the file would be lost.',
    failed: 'It could not be written.',
  } as Readonly<Record<RefusalCode, string>>,
}
