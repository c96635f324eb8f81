/** The words about the settings, in English. */
import { pluralOf } from './plural.ts'

const plural = pluralOf('en')

export const settingsEn = {
  title: 'Settings',
  folders: 'Folders',
  addFolder: 'Add a folder',
  removeFolder: (path: string) => `Stop indexing ${path}`,
  removeFolderConfirm: (path: string) =>
    `Stop indexing ${path}? No file is touched; texts and albums come back if you add it again.`,
  away: 'not connected',
  ignore: (count: number) => (count === 0 ? 'Leave out…' : plural(count, 'pattern left out', 'patterns left out')),
  ignoreTitle: (path: string) => `What is left out below ${path}`,
  ignorePatterns: 'One pattern a line',
  ignoreHelp:
    '*.png leaves out every PNG, Screenshots every folder of that name, old/** all below “old”. No file is touched; texts of left-out photos are kept. Hidden files, @eaDir and folders with a .nomedia are always left out.',
  appearance: 'Appearance',
  language: 'Language',
  dateOrder: 'In a search, 09/01/2015 is',
  dateOrders: { auto: 'As is usual in the language', 'day-first': '9 January 2015', 'month-first': '1 September 2015' },
  theme: 'Colours',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  captions: 'Alt text',
  captionMode: 'It is written',
  captionModes: { automatic: 'For every photo without one', 'on-request': 'Only where I ask for it' },
  captionLevel: 'How much is said of a photo',
  captionLevels: {
    brief: 'One short sentence',
    detailed: 'A sentence or two',
    full: 'A sentence or two, and a description',
  },
  hints: 'Hints about alt text, while it is written and in lists',
  hintNames: {
    long: 'Longer than 125 characters',
    'too-long': 'Longer than 250 characters',
    opening: '“Image of”, “photo of” in front',
    'file-name': 'A file’s name as text',
    'no-full-stop': 'No full stop at the end',
    capitals: 'Capitals only',
    'same-text': 'The same text on several photos',
    guess: 'Age, gender or origin that may be guessed',
    'not-seen': 'Something named that is not seen',
    'left-out': 'What is seen first, left out',
  },
  wordsInPhotos: 'Read the words that stand in photos, so that they are found by them',
  experts: 'For experts',
  correctAttention: 'Correct the frozen attention scales of Florence-2 (experimental)',
  pace: 'Pace',
  speed: 'Works',
  speeds: { full: 'As fast as this machine can', gentle: 'Gently: half of the time' },
  onlyOnMains: 'Only on mains power',
  onlyWhenIdle: 'Only when nobody works here',
  packs: 'Model packs',
  privacy: 'Privacy',
  privacyText:
    'Sightline has no account, no telemetry and no upload. Photos, texts and searches never leave this machine.',
  storage: 'Storage',
  database: 'Database',
  thumbnails: 'Small pictures',
  backup: 'Backup',
  backupText: 'Your texts, marks and albums, as one file. Photos are not in it.',
  backUp: 'Back up',
  restore: 'Restore from a backup',
  restored: (texts: number, marks: number, albums: number) =>
    `Restored: ${texts} texts, ${marks} marks, ${albums} albums.`,
  daily: {
    title: 'A backup every day',
    none: 'None is kept. Choose a folder for them, best on another drive.',
    kept: (count: number, folder: string) =>
      `${plural(count, 'backup', 'backups')} in ${folder}; the last 14 days are kept.`,
    failed: (folder: string) =>
      `The last one could not be written into ${folder}. Check that its drive is connected and has room, or choose another folder.`,
    choose: 'Choose a folder',
    stop: 'Keep none any more',
  },
  place: {
    lies: (folder: string) => `The library lies in ${folder}.`,
    text: 'Texts, albums, previews and what was learnt about your photos. Your photos stay where they are.',
    move: 'Move the library…',
    moving:
      'The library is being moved. To another drive this takes a while; nothing is taken away before all of it is there.',
    moved: (folder: string) => `The library lies in ${folder} now.`,
  },
  shortcuts: 'Keyboard',
}
