/** @file Everything a library remembers, as one object; the only door to SQLite. */
import { join } from 'node:path'
import type { Condition } from '../domain/query/demand.ts'
import type { Filter } from '../domain/query/filter.ts'
import { createAlbums } from './albums.ts'
import { createCaptions } from './captions.ts'
import { createFiles } from './files.ts'
import { photosMeeting } from './filter.ts'
import { createFolders } from './folders.ts'
import { createHumanWork } from './human-work.ts'
import { createLikenesses } from './doubles/likenesses.ts'
import { createDoublePairs } from './doubles/pairs.ts'
import { libraryGone, openLibraryDbs, openVectorReader, readVersions } from './database/open.ts'
import { checkTables, checkWhole, markSuspect } from './database/soundness.ts'
import { createInheritances } from './inheritances.ts'
import { createBorrowedPlaces } from './places/borrowed-places.ts'
import { createFacets } from './explore/facets.ts'
import { createMoments } from './moments/moments.ts'
import { createPhotos } from './photos.ts'
import { createDeclinedPlaces } from './places/declined-places.ts'
import { createPositions } from './places/positions.ts'
import { createProblems } from './problems.ts'
import { createPublishRuns } from './publish/runs.ts'
import { createPublishWrites } from './publish/writes.ts'
import { createSettings } from './settings.ts'
import { createShownPhotos } from './shown.ts'
import { createPhotoText } from './text.ts'
import { createThumbnails } from './thumbnails.ts'
import { createThings } from './things/things.ts'
import { createTiles } from './tiles.ts'
import { createTotals } from './totals.ts'
import { createUndoLog } from './undo-log.ts'
import { createUpkeep } from './upkeep.ts'
import { createVectors } from './vectors/vectors.ts'
import { createWaiting } from './waiting.ts'
import { createPictureWords } from './words/picture-words.ts'
import { createWork } from './work.ts'
import { createWrittenWords } from './words/written-words.ts'

export type Store = ReturnType<typeof openStore>

/** Opens the library in `folder`. Errors as `openLibraryDbs`. */
export function openStore(folder: string, mustExist = false) {
  const { db, thumbnailDb, setAside, isInPlace } = openLibraryDbs(folder, mustExist)
  const vectors = createVectors(db, () => openVectorReader(folder))
  const writtenWords = createWrittenWords(db)
  const ownChanges = db.prepare<[], number>(`SELECT total_changes()`).pluck()
  const othersChanges = db.prepare<[], number>(`PRAGMA data_version`).pluck()
  return {
    folder,
    /** A damaged database was found and set aside here. */
    setAside,
    folders: createFolders(db),
    files: createFiles(db),
    photos: createPhotos(db),
    shown: createShownPhotos(db),
    positions: createPositions(db),
    declinedPlaces: createDeclinedPlaces(db),
    captions: createCaptions(db),
    vectors,
    text: createPhotoText(db, writtenWords),
    writtenWords,
    pictureWords: createPictureWords(db),
    moments: createMoments(db),
    facets: createFacets(db),
    albums: createAlbums(db),
    likenesses: createLikenesses(db),
    doublePairs: createDoublePairs(db),
    work: createWork(db),
    waiting: createWaiting(db),
    humanWork: createHumanWork(db),
    inheritances: createInheritances(db),
    borrowedPlaces: createBorrowedPlaces(db),
    undoLog: createUndoLog(db),
    publishRuns: createPublishRuns(db),
    publishWrites: createPublishWrites(db),
    problems: createProblems(db),
    settings: createSettings(db),
    things: createThings(db),
    tiles: createTiles(db),
    totals: createTotals(db),
    thumbnails: createThumbnails(thumbnailDb),
    upkeep: createUpkeep(db, thumbnailDb),
    photosPassing: (filters: readonly Filter[], limit?: number): readonly number[] =>
      photosMeeting(
        db,
        filters.map((fact) => ({ fact })),
        limit,
      ),
    /** Ids of the present photos that meet every demand, newest first. */
    photosMeeting: (demands: readonly Condition[], limit?: number): readonly number[] =>
      photosMeeting(db, demands, limit),
    /**
     * Another text whenever anything has been written since, by this process or another: what was read under the same
     * one still holds. Not to be asked in a transaction.
     */
    changes: (): string => `${othersChanges.get() ?? 0} ${ownChanges.get() ?? 0}`,
    versions: (): { sqlite: string; vectors: string } => readVersions(db),
    /** `ok`, or the first complaint of a check of the whole file. */
    integrity: (): string => checkWhole(db),
    /** The same for everything that is kept, a table at a time, for whoever must not wait: `ok` or a complaint. */
    soundness: function* (): Generator<string, void> {
      yield* checkTables(db)
      yield* checkTables(thumbnailDb)
    },
    /** Damage was met: the next opening looks at all of both files, and sets aside what is damaged. */
    markSuspect: (): void => {
      for (const name of ['library.db', 'thumbnails.db']) markSuspect(join(folder, name))
    },
    /** Whether the open file is still the one that lies in the library's folder. */
    isInPlace,
    /** Runs `write` as one transaction: all of it, or nothing. Errors: `library-gone`. */
    transaction: <T>(write: () => T): T => {
      // SQLite would go on writing into a file that no folder holds any more.
      if (!isInPlace()) throw libraryGone(folder)
      try {
        return db.transaction(write).immediate()
      } catch (error) {
        writtenWords.forget()
        throw error
      }
    },
    close: (): void => {
      vectors.close()
      thumbnailDb.close()
      db.close()
    },
  }
}
