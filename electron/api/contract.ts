/**
 * Every capability of Sightline in one table. From it come the client's type, the handlers the library
 * implements, the command line's verbs and their help.
 */
import { z } from 'zod'
import { album, albumId } from './album.ts'
import { caption, captionEdit, captionKind, captionLevel, captionLine } from './caption.ts'
import { deviceReport } from './device.ts'
import { stageProgress } from './events.ts'
import { photoDetail, photoId, photoPage, photoSummary } from './photo.ts'
import { preferenceChange, preferences } from './preferences.ts'
import { downloadState, licenceText, packCatalogue, packSummary } from './packs.ts'
import { method, type Contract } from './rpc.ts'
import { searchInput, searchPage, suggestion } from './search.ts'
import { scope, timeline } from './timeline.ts'

const path = z.string().min(1).max(4096)
const nothing = z.object({})
const done = z.object({ done: z.literal(true) })
const packName = z.string().min(1).max(64)
const packSet = z.string().max(64).optional().describe('Use this set of model packs, such as demo')

const indexReport = z.object({
  folders: z.array(path),
  stages: z.array(stageProgress),
  /** What this run did, against what was already known. */
  found: z.int(),
  added: z.int(),
  changed: z.int(),
  moved: z.int(),
  gone: z.int(),
  unchanged: z.int(),
  opened: z.int(),
  refused: z.int(),
  seconds: z.number(),
  notice: z.string().optional(),
})
export type IndexReport = z.infer<typeof indexReport>

const ignoreRules = z
  .array(z.string().trim().min(1).max(200))
  .max(200)
  .describe('Leave out paths that match this pattern: *.png, Screenshots, old/**')

const folderStatus = z.object({
  path,
  /** Patterns of what is left out below it. */
  ignore: z.array(z.string()),
  state: z.enum(['here', 'away']),
  photos: z.int(),
  files: z.int(),
  scannedAt: z.string().optional(),
})

const libraryStatus = z.object({
  library: path,
  folders: z.array(folderStatus),
  /** Every file the scan met is in exactly one of these. */
  files: z.object({
    found: z.int(),
    photos: z.int(),
    pairedWithPhoto: z.int(),
    sidecars: z.int(),
    videos: z.int(),
    notPhotos: z.int(),
    refused: z.int(),
    waiting: z.int(),
  }),
  photos: z.int(),
  searchable: z.int(),
  captioned: z.int(),
  embedded: z.int(),
  stages: z.array(stageProgress),
  paused: z.boolean(),
  packs: z.object({
    set: z.string().optional(),
    embedding: z.string().optional(),
    caption: z.string().optional(),
    /** Answers searches until `embedding` has seen nearly every photo. */
    answering: z.string().optional(),
  }),
  notice: z.string().optional(),
  sizes: z.object({ databaseBytes: z.int(), thumbnailBytes: z.int() }),
})
export type LibraryStatus = z.infer<typeof libraryStatus>

const failure = z.object({
  path: z.string(),
  code: z.string(),
  reason: z.string(),
  hint: z.string(),
  stage: z.string(),
  attempts: z.int(),
  at: z.string(),
})
export type Failure = z.infer<typeof failure>

export const contract = {
  index: {
    run: method(
      'Add folders and index every photo in them',
      z.object({
        folders: z.array(path).default([]).describe('Folders to add; none: index the known folders again'),
        pack: packSet,
        ignore: ignoreRules.default([]),
      }),
      indexReport,
      { words: 'index', positional: 'folders', example: 'sightline index ~/Pictures --watch' },
    ),
    start: method(
      'Begin to work on what waits, and return at once',
      z.object({ pack: packSet }),
      z.object({ folders: z.array(path) }),
    ),
    hint: method('Something happened at these paths: look again', z.object({ paths: z.array(path) }), done),
    pause: method('Stop taking new work; what is running finishes', nothing, done),
    resume: method('Go on with the waiting work', nothing, done),
    conditions: method(
      'How things are outside: indexing may have to wait for mains power or for nobody at the keyboard',
      z.object({ onBattery: z.boolean(), inUse: z.boolean() }),
      done,
    ),
    progress: method('Counts, rate and time left per stage', nothing, z.object({ stages: z.array(stageProgress) })),
    retry: method(
      'Try the failed files again',
      z.object({ paths: z.array(path).default([]).describe('Only these files; none: all of them') }),
      z.object({ retried: z.int() }),
      { words: 'retry', positional: 'paths' },
    ),
  },
  search: {
    query: method('Find photos by words, date, place, camera or likeness', searchInput, searchPage, {
      words: 'search',
      positional: 'words',
      example: 'sightline search "red car at the beach, summer 2016"',
    }),
    suggest: method(
      'What could be typed next: recent searches, albums, cameras, places, folders, dates',
      z.object({ words: z.string().max(1000) }),
      z.object({ suggestions: z.array(suggestion) }),
    ),
    remember: method('Keep these words among the recent searches', z.object({ words: z.string().max(1000) }), done),
    forget: method('Forget all recent searches', nothing, done),
  },
  captions: {
    forFiles: method(
      'Write the alt text of photos',
      z.object({
        photos: z.array(path).min(1).describe('Photo files'),
        pack: packSet,
        level: captionLevel.optional().describe('How much to say; "full" adds a description'),
        beams: z.int().min(1).max(8).optional().describe('Beam width; 1 is greedy'),
      }),
      z.object({ captions: z.array(captionLine) }),
      { words: 'caption', positional: 'photos', example: 'sightline caption beach.jpg' },
    ),
    edit: method('Write a human text for a photo; the former texts stay in its history', captionEdit, done),
    accept: method('A person read the text and finds it right', z.object({ photo: photoId, kind: captionKind }), done),
    undo: method(
      'Take the latest human text back; the one before it counts again',
      z.object({ photo: photoId, kind: captionKind }),
      z.object({ undone: z.boolean() }),
    ),
    regenerate: method(
      'Let the model describe a photo anew; a human text stays in front',
      z.object({ photo: photoId, level: captionLevel.optional(), beams: z.int().min(1).max(8).optional() }),
      caption,
    ),
    request: method(
      'Queue photos to be described, for libraries that describe on request',
      z.object({ photos: z.array(photoId).max(100_000) }),
      z.object({ queued: z.int() }),
    ),
    export: method(
      'Alt text and descriptions of photos as one document',
      z.object({ photos: z.array(photoId).max(100_000), format: z.enum(['csv', 'json', 'html']) }),
      z.object({ fileName: z.string(), mimeType: z.string(), text: z.string() }),
    ),
    history: method(
      'All texts a photo has had',
      z.object({ photo: photoId }),
      z.object({ captions: z.array(caption) }),
    ),
  },
  photos: {
    list: method(
      'List photos, newest first',
      z.object({
        limit: z.int().min(1).max(1000).default(50).describe('How many photos at most'),
        after: z.string().max(200).optional().describe('Continue after this place of a former page'),
        folder: path.optional().describe('Only photos below this folder'),
        album: z.string().max(200).optional().describe('Only photos of this album'),
      }),
      photoPage,
      { words: 'photos', example: 'sightline photos --limit 10' },
    ),
    timeline: method('All photos of a set, in order, in a few bytes each', scope, timeline),
    many: method(
      'Several photos at once, in the order asked for; unknown ones are left out',
      z.object({ photos: z.array(photoId).max(500) }),
      z.object({ photos: z.array(photoSummary) }),
    ),
    counts: method(
      'How many photos each set holds',
      nothing,
      z.object({ everything: z.int(), favourites: z.int(), recent: z.int(), review: z.int(), hidden: z.int() }),
    ),
    mark: method(
      'Mark photos: favourite, hidden, stars',
      z.object({
        photos: z.array(photoId).min(1).max(100_000),
        favourite: z.boolean().optional(),
        hidden: z.boolean().optional(),
        rating: z.int().min(0).max(5).optional(),
      }),
      done,
    ),
    get: method('Everything known of one photo', z.object({ photo: photoId }), photoDetail),
    rate: method('Rate a photo, 0 to 5 stars', z.object({ photo: photoId, rating: z.int().min(0).max(5) }), done),
  },
  albums: {
    list: method('List albums', nothing, z.object({ albums: z.array(album) }), { words: 'albums' }),
    create: method(
      'Create an album; with --query it is a smart one that fills itself',
      z.object({
        name: z.string().trim().min(1).max(200).describe('Its name'),
        query: z.string().max(1000).optional().describe('Search words that decide what is in it'),
      }),
      album,
      { words: 'albums create', positional: 'name', example: 'sightline albums create Dogs --query "a dog"' },
    ),
    rename: method('Rename an album', z.object({ album: albumId, name: z.string().trim().min(1).max(200) }), done),
    remove: method('Remove an album; its photos stay where they are', z.object({ album: albumId }), done),
    setCover: method('Choose the picture on an album', z.object({ album: albumId, photo: photoId }), done),
    arrange: method(
      'Put the photos of an album in this order; those not named follow',
      z.object({ album: albumId, photos: z.array(photoId).max(100_000) }),
      done,
    ),
    setQuery: method(
      'Change what a smart album looks for',
      z.object({ album: albumId, query: z.string().trim().min(1).max(1000) }),
      done,
    ),
    addPhotos: method('Add photos to an album', z.object({ album: albumId, photos: z.array(photoId) }), done),
    removePhotos: method('Take photos out of an album', z.object({ album: albumId, photos: z.array(photoId) }), done),
  },
  folders: {
    browse: method(
      'The folders inside a folder, for choosing one where no system dialog can be shown',
      z.object({ path: path.optional().describe('None: the home folder') }),
      z.object({ path, parent: path.optional(), folders: z.array(z.string()) }),
    ),
    tree: method(
      'Every folder that holds photos, with how many lie directly in it',
      nothing,
      z.object({ folders: z.array(z.object({ path: z.string(), photos: z.int() })) }),
    ),
    list: method('List the folders being indexed', nothing, z.object({ folders: z.array(folderStatus) }), {
      words: 'folders',
    }),
    setIgnore: method(
      'Change what is left out below a folder, and look through it again; texts of left-out photos are kept',
      z.object({ folder: path.describe('The folder'), ignore: ignoreRules.default([]) }),
      done,
      {
        words: 'folders ignore',
        positional: 'folder',
        example: 'sightline folders ignore ~/Pictures --ignore "*.png"',
      },
    ),
    remove: method(
      'Stop indexing a folder; no file is touched',
      z.object({ folder: path.describe('The folder') }),
      done,
      { words: 'folders remove', positional: 'folder' },
    ),
  },
  preferences: {
    get: method('What this library prefers', nothing, preferences),
    set: method('Change preferences; what is not named stays', preferenceChange, preferences),
  },
  library: {
    backUp: method(
      'Everything only people made (texts, marks, albums), as one document',
      nothing,
      z.object({ fileName: z.string(), text: z.string() }),
    ),
    restore: method(
      'Bring human work back from such a document; what is there already stays',
      z.object({ text: z.string().max(512 * 1024 * 1024) }),
      z.object({ texts: z.int(), marks: z.int(), albums: z.int() }),
    ),
    status: method('What is indexed, what waits, what was refused', nothing, libraryStatus, { words: 'status' }),
    errors: method(
      'Files that could not be read, why, and what to do',
      z.object({
        limit: z.int().min(1).max(100_000).default(1000).describe('How many at most'),
        after: z.string().max(4096).optional().describe('Continue after this path'),
      }),
      z.object({ errors: z.array(failure), total: z.int() }),
      { words: 'errors' },
    ),
    device: method('What computes the models, and why', nothing, deviceReport),
    doctor: method(
      'Check this machine, the library and the packs',
      nothing,
      z.object({
        checks: z.array(z.object({ name: z.string(), state: z.enum(['good', 'notice', 'bad']), detail: z.string() })),
      }),
      { words: 'doctor' },
    ),
  },
  packs: {
    list: method('List the installed model packs', nothing, z.object({ packs: z.array(packSummary) }), {
      words: 'packs list',
    }),
    verify: method(
      'Check every file of the installed packs against its checksum',
      z.object({ id: z.string().max(64).optional().describe('Only this pack') }),
      z.object({
        files: z.array(
          z.object({ pack: z.string(), path: z.string(), good: z.boolean(), reason: z.string().optional() }),
        ),
      }),
      { words: 'packs verify', positional: 'id' },
    ),
    import: method(
      'Install a model pack from a folder or an archive (.zip, .tar, .tar.gz)',
      z.object({ folder: path.describe('The folder or archive with pack.json in it') }),
      packSummary,
      { words: 'packs import', positional: 'folder' },
    ),
    catalog: method('List the model packs that can be installed, with what they cost', nothing, packCatalogue, {
      words: 'packs catalog',
    }),
    licences: method(
      'The licences of a set or pack, as they must be accepted before it is installed',
      z.object({ what: packName.describe('A set or a pack of the catalog') }),
      z.object({ licences: z.array(licenceText) }),
      { words: 'packs licences', positional: 'what' },
    ),
    install: method(
      'Download a set or pack and install it; stopped, it goes on where it was',
      z.object({
        what: packName.describe('A set or a pack of the catalog'),
        accept: z.boolean().default(false).describe('The licences have been read and are accepted'),
      }),
      z.object({ packs: z.array(packSummary) }),
      { words: 'packs install', positional: 'what', example: 'sightline packs install default' },
    ),
    start: method(
      'Begin such a download and return at once',
      z.object({ what: packName, accept: z.boolean().default(false) }),
      done,
    ),
    stop: method(
      'Stop the download under way; with discard, throw away what has come of a set or pack',
      z.object({ discard: packName.optional() }),
      done,
    ),
    download: method(
      'The download under way, or how the last one ended',
      nothing,
      z.object({ download: downloadState.optional() }),
    ),
    repair: method(
      'Check installed packs and download again the files that have rotted',
      z.object({ what: packName.optional().describe('Only this set or pack') }),
      z.object({ repaired: z.array(path) }),
      { words: 'packs repair', positional: 'what' },
    ),
    use: method(
      'Use this set from now on; photos are looked at again while the former one still answers',
      z.object({ set: packName.describe('An installed set') }),
      z.object({ packs: z.array(packSummary) }),
      { words: 'packs use', positional: 'set' },
    ),
    remove: method(
      'Remove an installed set or pack',
      z.object({
        what: packName.describe('The set, the pack, or one revision of it as id@revision'),
        evenInUse: z.boolean().default(false).describe('Also when this library uses it'),
      }),
      z.object({ removed: z.array(z.string()) }),
      { words: 'packs remove', positional: 'what' },
    ),
  },
} as const satisfies Contract
export type SightlineContract = typeof contract
