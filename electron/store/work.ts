/** @file Unfinished work is rows. An attempt is committed before the risk, so that a crash leaves its trace. */
import { longestDelayMs, maxAttempts, nextAttemptDelayMs } from '../domain/backoff.ts'
import type { Db } from './database/db.ts'

export type Stage = 'read' | 'look' | 'words' | 'caption'

export interface Claim {
  readonly id: number
  readonly stage: Stage
  /** A file's id for `read`, a photo's id for the others. */
  readonly target: number
  readonly model: string
  readonly attempts: number
  /** It was running when the engine died: runs alone, so that a second death names the culprit. */
  readonly suspect: boolean
}

interface Raw {
  id: number
  stage: Stage
  target: number
  model: string
  attempts: number
  suspect: number
}

/** Interruptions nobody witnessed (the whole program killed) before a photo counts as the cause after all. */
const maxUnwitnessed = 12

/**
 * `next_at` of work whose drive is away: the end of JavaScript's time, in milliseconds. A scan that finds it wakes it.
 * The triggers of `0003-totals` know it too.
 */
const whenBack = 8.64e15

/** `next_at` of work that waits until everything else of its stage is done: before the end of time, after any clock. */
const whenSettled = 8.63e15

export type Work = ReturnType<typeof createWork>

export function createWork(db: Db) {
  const afresh = `ON CONFLICT (stage, target, model) DO UPDATE
    SET state = 'queued', attempts = 0, crashes = 0, suspect = 0, next_at = 0 WHERE state IN ('failed', 'quarantined')`
  const add = db.prepare(`INSERT INTO work (stage, target, model) VALUES (?, ?, ?) ${afresh}`)
  const addMany = db.prepare(
    `INSERT INTO work (stage, model, target) SELECT ?, ?, value FROM json_each(?) WHERE true ${afresh}`,
  )
  const claimable = db.prepare<[Stage, number, number], Raw>(
    `SELECT id, stage, target, model, attempts, suspect FROM work
     WHERE stage = ? AND state = 'queued' AND suspect = 0 AND next_at <= ? ORDER BY id DESC LIMIT ?`,
  )
  const suspects = db.prepare<[Stage], Raw>(
    `SELECT id, stage, target, model, attempts, suspect FROM work
     WHERE stage = ? AND state = 'queued' AND suspect = 1 ORDER BY attempts, id LIMIT 1`,
  )
  const markRunning = db.prepare(`UPDATE work SET state = 'running', attempts = attempts + 1 WHERE id = ?`)
  const finish = db.prepare(`DELETE FROM work WHERE id = ?`)
  const complete = db.prepare(
    `INSERT INTO completions (stage, count) VALUES (?, 1) ON CONFLICT (stage) DO UPDATE SET count = count + 1`,
  )
  const fail = db.prepare(`UPDATE work SET state = 'failed', suspect = 0, next_at = ? WHERE id = ?`)
  const release = db.prepare(
    `UPDATE work SET state = 'queued', attempts = attempts - 1 WHERE id = ? AND state = 'running'`,
  )
  const postpone = db.prepare(
    `UPDATE work SET state = 'queued', suspect = 0, attempts = attempts - 1, next_at = ${whenBack} WHERE id = ?`,
  )
  const defer = db.prepare(
    `UPDATE work SET state = 'queued', suspect = 0, attempts = attempts - 1, next_at = ${whenSettled} WHERE id = ?`,
  )
  const addDeferred = db.prepare(
    `INSERT INTO work (stage, target, next_at) VALUES (?, ?, ${whenSettled}) ON CONFLICT DO NOTHING`,
  )
  const wakeDeferred = db.prepare(
    `UPDATE work SET next_at = 0 WHERE stage = ? AND state = 'queued' AND next_at = ${whenSettled}`,
  )
  const dueOfStage = db
    .prepare<[Stage, number], number>(
      `SELECT count(*) FROM work WHERE stage = ? AND state IN ('queued', 'running') AND next_at <= ?`,
    )
    .pluck()
  const wakePostponed = db.prepare(`UPDATE work SET next_at = 0 WHERE state = 'queued' AND next_at = ${whenBack}`)
  const reachable = `EXISTS (SELECT 1 FROM files JOIN folders ON folders.id = files.folder_id
    WHERE gone_at IS NULL AND folders.state = 'here'
    AND CASE stage WHEN 'read' THEN files.id = target ELSE files.photo_id = target AND files.kind = 'photo' END)`
  const postponeAway = db.prepare(`UPDATE work SET next_at = ${whenBack} WHERE state = 'queued' AND NOT ${reachable}`)
  const anyAway = db.prepare<[], { away: number }>(`SELECT EXISTS (SELECT 1 FROM folders WHERE state = 'away') AS away`)
  const running = db.prepare<[], Raw>(
    `SELECT id, stage, target, model, attempts, suspect FROM work WHERE state = 'running' ORDER BY id`,
  )
  const suspectAll = db.prepare(`UPDATE work SET state = 'queued', suspect = 1 WHERE state = 'running'`)
  const blame = db.prepare(`UPDATE work SET crashes = crashes + 1 WHERE id = ?`)
  const quarantine = db.prepare<[number, number], Raw>(
    `UPDATE work SET state = 'quarantined', suspect = 0 WHERE state = 'queued' AND (crashes >= ? OR attempts >= ?)
     RETURNING id, stage, target, model, attempts, suspect`,
  )
  const counts = db.prepare<[], { stage: Stage; state: string; count: number }>(
    `SELECT stage, state, count FROM work_totals WHERE count > 0`,
  )
  const completed = db.prepare<[], { stage: Stage; count: number }>(`SELECT stage, count FROM completions`)
  const due = db.prepare<[number], { count: number }>(
    `SELECT count(*) AS count FROM work WHERE state = 'queued' AND next_at <= ?`,
  )
  // Later than any wait was written by a clock that was ahead.
  const wakeFailed = db.prepare(
    `UPDATE work SET state = 'queued', suspect = 0, next_at = 0
     WHERE state = 'failed' AND next_at > 0 AND (next_at <= @nowMs OR next_at > @nowMs + ${longestDelayMs})`,
  )
  const retryTarget = db.prepare(
    `UPDATE work SET state = 'queued', attempts = 0, crashes = 0, suspect = 0, next_at = 0
     WHERE stage = ? AND target = ? AND state IN ('failed', 'quarantined')`,
  )
  const drop = db.prepare(`DELETE FROM work WHERE stage = ? AND target = ?`)
  const dropModel = db.prepare(`DELETE FROM work WHERE stage = ? AND model <> ?`)

  const fromRaw = (raw: Raw): Claim => ({ ...raw, suspect: raw.suspect === 1 })

  return {
    /** Queues work unless it is already waiting; something that had failed is tried afresh. */
    add: (stage: Stage, target: number, model = ''): void => void add.run(stage, target, model),
    /** The same for a whole library in one statement. */
    addMany: (stage: Stage, targets: readonly number[], model = ''): void =>
      void addMany.run(stage, model, JSON.stringify(targets)),
    /**
     * Takes up to `limit` pieces and commits the attempt. Suspects come first and alone:
     * nothing else is given out until the suspect is done.
     */
    claim: db.transaction((stage: Stage, limit: number, nowMs: number): readonly Claim[] => {
      const suspect = suspects.all(stage)
      const rows = suspect.length > 0 ? suspect : claimable.all(stage, nowMs, limit)
      for (const row of rows) markRunning.run(row.id)
      return rows.map((row) => fromRaw({ ...row, attempts: row.attempts + 1 }))
    }),
    hasSuspects: (stage: Stage): boolean => suspects.all(stage).length > 0,
    /** Done: the row goes, the count stays. Call in the transaction that writes the result. */
    finish: (claim: Claim): void => {
      if (finish.run(claim.id).changes > 0) complete.run(claim.stage)
    },
    /** One more was done without having been work of its own. */
    count: (stage: Stage): void => void complete.run(stage),
    /** A lasting failure waits for a person or a change; a passing one for its next time. */
    fail: (claim: Claim, passing: boolean, nowMs: number): void => {
      const again = passing && claim.attempts < maxAttempts
      fail.run(again ? nowMs + nextAttemptDelayMs(claim.attempts) : 0, claim.id)
    },
    /** Puts back what was claimed and never begun. */
    release: (claim: Claim): void => void release.run(claim.id),
    /** Its drive is away: nothing failed, and nothing is to be done until a scan has found it again. */
    postpone: (claim: Claim): void => void postpone.run(claim.id),
    /** It waits until everything else of its stage is done; see `wakeDeferred`. */
    defer: (claim: Claim): void => void defer.run(claim.id),
    addDeferred: (stage: Stage, target: number): void => void addDeferred.run(stage, target),
    /** Everything else of the stage is done: what waited for that has its turn. Gives how many. */
    wakeDeferred: (stage: Stage): number => wakeDeferred.run(stage).changes,
    /** Work of a stage that is under way or could be begun now. */
    dueOf: (stage: Stage, nowMs: number): number => dueOfStage.get(stage, nowMs) ?? 0,
    /** Drives came back or left: what lies on those that are away waits, all of it at once; the rest goes on. */
    followDrives: (): void => {
      wakePostponed.run()
      if (anyAway.get()?.away === 1) postponeAway.run()
    },
    /**
     * After an unclean stop: what was running becomes suspect. With a witness (a supervisor that saw the engine die)
     * a suspect that ran alone is guilty once more; twice guilty is quarantined. Returns the newly quarantined.
     */
    recover: db.transaction((witnessed: boolean): readonly Claim[] => {
      const rows = running.all()
      const [alone] = rows
      if (witnessed && rows.length === 1 && alone !== undefined) blame.run(alone.id)
      suspectAll.run()
      return quarantine.all(2, maxUnwitnessed).map(fromRaw)
    }),
    wakeFailed: (nowMs: number): number => wakeFailed.run({ nowMs }).changes,
    retry: (stage: Stage, target: number): number => retryTarget.run(stage, target).changes,
    drop: (stage: Stage, target: number): void => void drop.run(stage, target),
    /** Work for a model no longer in use. */
    dropOtherModels: (stage: Stage, model: string): void => void dropModel.run(stage, model),
    dueCount: (nowMs: number): number => due.get(nowMs)?.count ?? 0,
    /** Per stage and state; `away` is what waits for a drive. */
    counts: () => ({ waiting: counts.all(), completed: completed.all() }),
  }
}
