import { basename } from 'node:path'
import type { ErrorCode } from '../api/error-codes.ts'
import type { Db } from './database/db.ts'
import { orNull } from './database/named-parameters.ts'

export interface Problem {
  readonly path: string
  readonly folderId: number | undefined
  readonly fileId: number | undefined
  readonly stage: string
  readonly code: ErrorCode
  readonly reason: string
  readonly hint: string
}

export interface ProblemRow {
  readonly path: string
  readonly stage: string
  /** Written by `put`, hence one of the closed list. */
  readonly code: ErrorCode
  readonly reason: string
  readonly hint: string
  readonly attempts: number
  readonly at: string
}

export type Problems = ReturnType<typeof createProblems>

/** One row per file that could not be used, until it can. */
export function createProblems(db: Db) {
  const put = db.prepare(
    `INSERT INTO problems (path, folder_id, file_id, stage, code, reason, hint, at)
     VALUES (@path, @folderId, @fileId, @stage, @code, @reason, @hint, @now)
     ON CONFLICT (path) DO UPDATE SET folder_id = excluded.folder_id, file_id = excluded.file_id, stage = excluded.stage,
       code = excluded.code, reason = excluded.reason, hint = excluded.hint, attempts = attempts + 1, at = excluded.at`,
  )
  const clearFile = db.prepare(`DELETE FROM problems WHERE file_id = ?`)
  const clearStage = db.prepare(`DELETE FROM problems WHERE file_id = ? AND stage = ?`)
  const ofPicture = db.prepare<[number], ProblemRow>(
    `SELECT problems.path AS path, stage, code, reason, hint, attempts, at FROM problems
     JOIN files ON files.id = problems.file_id
     WHERE files.photo_id = ? AND stage IN ('look', 'words', 'caption') ORDER BY problems.path LIMIT 1`,
  )
  const clearScan = db.prepare(
    `DELETE FROM problems WHERE folder_id = ? AND stage = 'scan' AND path NOT IN (SELECT value FROM json_each(?))`,
  )
  const page = db.prepare<[string, number], ProblemRow>(
    `SELECT path, stage, code, reason, hint, attempts, at FROM problems WHERE path > ? ORDER BY path LIMIT ?`,
  )
  const count = db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM problems`)
  const files = db.prepare<[], { fileId: number; path: string }>(
    `SELECT file_id AS fileId, path FROM problems WHERE file_id IS NOT NULL ORDER BY path`,
  )

  return {
    put: (problem: Problem, now: string): void => void put.run({ ...orNull(problem), now }),
    clearFile: (fileId: number): void => void clearFile.run(fileId),
    clearStage: (fileId: number, stage: string): void => void clearStage.run(fileId, stage),
    /**
     * A file was read and is this photo: its own trouble is over, what stands in the way of the photo's picture is
     * not, and a copy of a bad file is as bad.
     */
    settleRead: (
      file: { readonly id: number; readonly folderId: number; readonly path: string },
      photoId: number,
    ): void => {
      const standing = ofPicture.get(photoId)
      clearFile.run(file.id)
      if (standing === undefined) return
      const { path, stage, code, reason, hint, at } = standing
      const ownReason = reason.replaceAll(basename(path), basename(file.path))
      put.run({
        path: file.path,
        folderId: file.folderId,
        fileId: file.id,
        stage,
        code,
        reason: ownReason,
        hint,
        now: at,
      })
    },
    /** What an earlier scan complained of and this one did not, which met these: clocks may have been wrong. */
    clearScan: (folderId: number, met: readonly string[]): void => void clearScan.run(folderId, JSON.stringify(met)),
    page: (after: string, limit: number): readonly ProblemRow[] => page.all(after, limit),
    count: (): number => count.get()?.count ?? 0,
    files: (): readonly { fileId: number; path: string }[] => files.all(),
  }
}
