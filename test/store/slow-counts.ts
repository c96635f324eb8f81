/** What the totals stand for, counted over all rows: the yardstick for what triggers keep. */
import Database from 'better-sqlite3'

const isThere = `EXISTS (SELECT 1 FROM files
  WHERE files.photo_id = photos.id AND files.gone_at IS NULL AND files.kind = 'photo')`
const isSeen = `looked_at IS NOT NULL AND ${isThere}`
const refused = `EXISTS (SELECT 1 FROM problems WHERE problems.file_id = files.id AND problems.stage NOT IN ('caption', 'words'))`
const asksForReview = `(doubtful_since IS NOT NULL
  OR photos.id IN (SELECT photo_id FROM captions WHERE needs_review = 1 AND stale = 0))`

const files = `
  SELECT
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role = 'original' AND seen = 1) AS photos,
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role <> 'original' AND seen = 1) AS paired,
    count(*) FILTER (WHERE kind = 'sidecar' AND NOT ${refused}) AS sidecars,
    count(*) FILTER (WHERE kind = 'video' AND NOT ${refused}) AS videos,
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND seen = 0) AS waiting,
    count(*) FILTER (WHERE ${refused}) AS refused,
    (SELECT count(*) FROM problems WHERE stage = 'scan') AS unscanned
  FROM (SELECT files.*, coalesce((SELECT looked_at IS NOT NULL FROM photos WHERE photos.id = files.photo_id), 0) AS seen
        FROM files WHERE gone_at IS NULL) AS files`

const photos = `
  SELECT
    count(*) FILTER (WHERE ${isThere}) AS present,
    count(looked_at) FILTER (WHERE ${isThere}) AS looked,
    (SELECT count(DISTINCT photo_id) FROM captions WHERE kind = 'alt' AND stale = 0) AS captioned,
    count(*) FILTER (WHERE hidden = 0 AND ${isSeen}) AS everything,
    count(*) FILTER (WHERE hidden = 0 AND favourite = 1 AND ${isSeen}) AS favourites,
    count(*) FILTER (WHERE hidden = 1 AND ${isSeen}) AS hidden,
    count(*) FILTER (WHERE hidden = 0 AND ${asksForReview} AND ${isSeen}) AS review
  FROM photos`

const folders = `
  SELECT path,
    (SELECT count(*) FROM files WHERE folder_id = folders.id AND gone_at IS NULL) AS files,
    (SELECT count(DISTINCT photo_id) FROM files WHERE folder_id = folders.id AND gone_at IS NULL) AS photos
  FROM folders ORDER BY path`

const directories = `
  SELECT rtrim(path, replace(path, '/', '')) AS path, count(DISTINCT photo_id) AS photos FROM files
  WHERE kind = 'photo' AND role = 'original' AND photo_id IS NOT NULL AND gone_at IS NULL GROUP BY 1 ORDER BY 1`

const work = `
  SELECT stage, CASE WHEN next_at = 8640000000000000 THEN 'away' ELSE state END AS state, count(*) AS count FROM work
  GROUP BY 1, 2 ORDER BY 1, 2`

const places = `
  SELECT DISTINCT city AS name FROM photos WHERE city IS NOT NULL
  UNION SELECT DISTINCT region FROM photos WHERE region IS NOT NULL
  UNION SELECT DISTINCT country FROM photos WHERE country IS NOT NULL ORDER BY 1`
const cameras = `SELECT DISTINCT model AS name FROM photos WHERE model IS NOT NULL ORDER BY 1`

const shown = (order: string, also = ''): string => `SELECT id FROM photos WHERE ${isSeen} ${also} ORDER BY ${order}`
const byTime = `sort_key DESC, id DESC`

/** Reads the file of a library that may be open elsewhere, as often as asked, over one connection. */
export function openSlowCounts(path: string) {
  const db = new Database(path, { readonly: true })
  const rows = (sql: string): (() => unknown[]) => {
    const statement = db.prepare(sql)
    return () => statement.all()
  }
  const column = (sql: string): (() => unknown[]) => {
    const statement = db.prepare(sql).pluck()
    return () => statement.all()
  }
  const totals = [rows(files), rows(photos)]
  const counted = {
    folders: rows(folders),
    directories: rows(directories),
    work: rows(work),
    places: column(places),
    cameras: column(cameras),
    everything: column(shown(byTime, 'AND hidden = 0')),
    favourites: column(shown(byTime, 'AND hidden = 0 AND favourite = 1')),
    hidden: column(shown(byTime, 'AND hidden = 1')),
    review: column(shown(byTime, `AND hidden = 0 AND ${asksForReview}`)),
    recent: column(`${shown('id DESC', 'AND hidden = 0')} LIMIT 1000`),
  }
  return {
    count: (): Readonly<Record<string, unknown>> => ({
      totals: Object.assign({}, ...totals.map((total) => total()[0])) as unknown,
      ...Object.fromEntries(Object.entries(counted).map(([name, count]) => [name, count()])),
    }),
    close: () => db.close(),
  }
}
