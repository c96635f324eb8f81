/** @file Runs that publish: the queue of photos of each, and what became of them. */
import type { Db } from '../database/db.ts'

export type RunState = 'running' | 'paused' | 'done' | 'cancelled'
export type ItemState = 'waiting' | 'written' | 'same' | 'without-text' | 'decorative' | 'refused'

export interface RunRow {
  readonly id: number
  /** As JSON. */
  readonly how: string
  readonly state: RunState
  readonly undoes: number | undefined
  readonly begunAt: string
  readonly endedAt: string | undefined
}

export interface ItemRow {
  readonly position: number
  readonly photo: number
  readonly state: ItemState
  /** As JSON. */
  readonly refusal: string | undefined
  readonly notes: string
}

type RawRun = Omit<RunRow, 'undoes' | 'endedAt'> & { undoes: number | null; endedAt: string | null }
type RawItem = Omit<ItemRow, 'refusal'> & { refusal: string | null }

const runColumns = `id, how_json AS how, state, undoes, begun_at AS begunAt, ended_at AS endedAt`
const itemColumns = `position, photo_id AS photo, state, refusal_json AS refusal, notes_json AS notes`
/** Former runs that are kept for undoing. */
const kept = 200

const runOf = (raw: RawRun): RunRow => ({
  ...raw,
  undoes: raw.undoes ?? undefined,
  endedAt: raw.endedAt ?? undefined,
})
const itemOf = (raw: RawItem): ItemRow => ({ ...raw, refusal: raw.refusal ?? undefined })

export function createPublishRuns(db: Db) {
  const add = db
    .prepare<[{ how: string; undoes: number | null; now: string }], number>(
      `INSERT INTO publish_runs (how_json, state, undoes, begun_at) VALUES (@how, 'running', @undoes, @now) RETURNING id`,
    )
    .pluck()
  const addItem = db.prepare(`INSERT INTO publish_items (run_id, position, photo_id) VALUES (?, ?, ?)`)
  const prune = db.prepare(
    `DELETE FROM publish_runs WHERE id <= (SELECT id FROM publish_runs ORDER BY id DESC LIMIT 1 OFFSET ${kept})`,
  )
  const byId = db.prepare<[number], RawRun>(`SELECT ${runColumns} FROM publish_runs WHERE id = ?`)
  const list = db.prepare<[number], RawRun>(`SELECT ${runColumns} FROM publish_runs ORDER BY id DESC LIMIT ?`)
  const open = db.prepare<[], RawRun>(
    `SELECT ${runColumns} FROM publish_runs WHERE state IN ('running', 'paused') ORDER BY id DESC LIMIT 1`,
  )
  const setState = db.prepare(
    `UPDATE publish_runs SET state = @state, ended_at = CASE WHEN @state IN ('done', 'cancelled') THEN @now END
     WHERE id = @id`,
  )
  const waiting = db.prepare<[number, number, number], RawItem>(
    `SELECT ${itemColumns} FROM publish_items
     WHERE run_id = ? AND state = 'waiting' AND position > ? ORDER BY position LIMIT ?`,
  )
  const setItem = db.prepare(
    `UPDATE publish_items SET state = @state, refusal_json = @refusal, notes_json = @notes
     WHERE run_id = @run AND position = @position`,
  )
  const items = db.prepare<[{ run: number; after: number; states: string; limit: number }], RawItem>(
    `SELECT ${itemColumns} FROM publish_items WHERE run_id = @run AND position > @after
       AND (@states = '[]' OR state IN (SELECT value FROM json_each(@states))) ORDER BY position LIMIT @limit`,
  )
  const counts = db.prepare<[number], { state: ItemState; count: number }>(
    `SELECT state, count(*) AS count FROM publish_items WHERE run_id = ? GROUP BY state`,
  )
  return {
    /** Puts the photos in this order. Call inside a transaction. */
    add: (run: { how: string; undoes?: number | undefined; photos: readonly number[] }, now: string): number => {
      const id = add.get({ how: run.how, undoes: run.undoes ?? null, now })
      if (id === undefined) throw new Error('INSERT ... RETURNING gave no row')
      for (const [index, photo] of run.photos.entries()) addItem.run(id, index + 1, photo)
      prune.run()
      return id
    },
    get: (id: number): RunRow | undefined => {
      const raw = byId.get(id)
      return raw && runOf(raw)
    },
    /** Newest first. */
    list: (limit: number): readonly RunRow[] => list.all(limit).map(runOf),
    /** The one that is not over. */
    open: (): RunRow | undefined => {
      const raw = open.get()
      return raw && runOf(raw)
    },
    setState: (id: number, state: RunState, now: string): void => void setState.run({ id, state, now }),
    /** Those whose turn is next, from behind a place. */
    waiting: (run: number, after: number, limit: number): readonly ItemRow[] =>
      waiting.all(run, after, limit).map(itemOf),
    setItem: (
      run: number,
      item: { position: number; state: ItemState; refusal?: string | undefined; notes?: string },
    ): void =>
      void setItem.run({
        run,
        position: item.position,
        state: item.state,
        refusal: item.refusal ?? null,
        notes: item.notes ?? '[]',
      }),
    items: (
      run: number,
      page: { readonly after: number; readonly states: readonly ItemState[]; readonly limit: number },
    ): readonly ItemRow[] => items.all({ run, ...page, states: JSON.stringify(page.states) }).map(itemOf),
    counts: (run: number): ReadonlyMap<ItemState, number> =>
      new Map(counts.all(run).map(({ state, count }) => [state, count])),
  }
}
