/** @file What a search demands, as SQL: which photos satisfy a tree of facts. */
import type { Condition as Demanded } from '../domain/query/demand.ts'
import type { Area, Circle } from '../domain/query/area.ts'
import type { Attribute, Filter, NumberField, TextField } from '../domain/query/filter.ts'
import type { Db } from './database/db.ts'
import { isShown } from './photos.ts'
import { quoted } from './text.ts'
import { conditionOf as picturedWords } from './words/word-condition.ts'

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

const having: Readonly<Record<Attribute, string>> = {
  // What only its folder's name tells is a guess: whoever looks for photos without a date wants these too.
  date: `(taken_local IS NOT NULL AND taken_source <> 'folder-name')`,
  location: 'latitude IS NOT NULL',
  alt: `EXISTS (SELECT 1 FROM captions WHERE photo_id = photos.id AND kind = 'alt' AND stale = 0)`,
  description: `EXISTS (SELECT 1 FROM captions WHERE photo_id = photos.id AND kind = 'description' AND stale = 0)`,
  rating: 'coalesce(human_rating, rating, 0) > 0',
  keywords: `keywords_json <> '[]'`,
  camera: 'model IS NOT NULL',
  album: 'EXISTS (SELECT 1 FROM album_photos WHERE photo_id = photos.id)',
  title: `coalesce(title, '') <> ''`,
  people: `people_json <> '[]'`,
  lens: 'lens IS NOT NULL',
  favourite: 'favourite = 1',
  text: 'EXISTS (SELECT 1 FROM readings WHERE photo_id = photos.id AND letters >= 2)',
}

const like = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`
const hasFile = (test: string): string =>
  `EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND gone_at IS NULL AND ${test})`

/** What people call formats, against what the decoder calls them. */
const formatNames: Readonly<Record<string, string>> = { jpg: 'jpeg', tif: 'tiff', heif: 'heic' }

const settings = {
  iso: 'iso',
  aperture: 'f_number',
  focal: 'focal_length_mm',
  shutter: 'exposure_seconds',
  width: 'width',
  height: 'height',
  megapixels: '(width * height / 1000000.0)',
  altitude: 'altitude',
} as const satisfies Readonly<Record<NumberField, string>>

/** One row for each field of text: a field without a row does not compile. */
const textConditions = {
  camera: (text) => ({
    sql: `(coalesce(make, '') || ' ' || coalesce(model, '')) LIKE ? ESCAPE '\\'`,
    values: [like(text)],
  }),
  place: placeCondition,
  folder: pathCondition,
  file: pathCondition,
  type: (text) => {
    const name = text.toLowerCase()
    return { sql: 'format = ?', values: [Object.hasOwn(formatNames, name) ? (formatNames[name] ?? name) : name] }
  },
  album: (text) => ({
    sql: `EXISTS (SELECT 1 FROM album_photos JOIN albums ON albums.id = album_id
          WHERE photo_id = photos.id AND name LIKE ? ESCAPE '\\')`,
    values: [like(text)],
  }),
  keyword: (text) => ({
    sql: `EXISTS (SELECT 1 FROM json_each(keywords_json) WHERE value LIKE ? ESCAPE '\\')`,
    values: [like(text)],
  }),
  person: (text) => ({
    sql: `EXISTS (SELECT 1 FROM json_each(people_json) WHERE value LIKE ? ESCAPE '\\')`,
    values: [like(text)],
  }),
  lens: (text) => ({ sql: `coalesce(lens, '') LIKE ? ESCAPE '\\'`, values: [like(text)] }),
  title: (text) => ({ sql: `coalesce(title, '') LIKE ? ESCAPE '\\'`, values: [like(text)] }),
  caption: (text) => ({
    sql: `EXISTS (SELECT 1 FROM captions WHERE photo_id = photos.id AND stale = 0 AND text LIKE ? ESCAPE '\\')`,
    values: [like(text)],
  }),
  text: picturedCondition,
  thing: (name) => ({
    sql: `photos.id IN (SELECT photo_id FROM photo_things WHERE thing = ?)`,
    values: [name],
  }),
  moment: (at) => ({
    sql: `photos.id IN (SELECT photo_id FROM moment_photos WHERE moment_id =
          (SELECT id FROM moments WHERE ends >= ? AND begins < ? ORDER BY begins, id LIMIT 1))`,
    values: [at, `${at.slice(0, 10)}~`],
  }),
} as const satisfies Readonly<Record<TextField, (text: string, orSaid: boolean) => Condition>>

/** Words that stand in the picture, each as a part of a word where it is long enough. */
function picturedCondition(text: string): Condition {
  const words = text.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '')
  const condition = picturedWords({ words, phrases: [], tolerant: false })
  if (condition === undefined) return { sql: '0', values: [] }
  return { sql: `photos.id IN (SELECT photo_id FROM readings WHERE ${condition.sql})`, values: condition.values }
}

/** Names on some disks are decomposed (macOS), on others not; what is typed may be either. */
function pathCondition(text: string): Condition {
  const forms = [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])]
  const test = forms.map(() => `path LIKE ? ESCAPE '\\'`).join(' OR ')
  return { sql: hasFile(`(${test})`), values: forms.map(like) }
}

/** Fewer letters are a short form ("USA", "UK"), which is no part of a name: not of Jerusalem, nor of Ukraine. */
const partOfName = 4

/**
 * A photo's row names its place once, its full text in every language; there words count, the last perhaps begun. With
 * `orSaid` a title or an alt text that names the place is as good.
 */
function placeCondition(text: string, orSaid: boolean): Condition {
  const isPart = text.length >= partOfName
  const columns = `city LIKE ? ESCAPE '\\' OR region LIKE ? ESCAPE '\\' OR country LIKE ? ESCAPE '\\'`
  const name = isPart ? like(text) : text.replace(/[\\%_]/gu, '\\$&')
  return {
    sql: `(${columns} OR photos.id IN (SELECT rowid FROM photo_text WHERE photo_text MATCH ?))`,
    values: [name, name, name, orSaid ? quoted(text) : `{places} : ${quoted(text)}${isPart ? ' *' : ''}`],
  }
}

function areaCondition({ south, west, north, east }: Area): Condition {
  // Over the line where days change either side of it will do.
  const join = west <= east ? 'AND' : 'OR'
  return {
    sql: `(latitude BETWEEN ? AND ? AND (longitude >= ? ${join} longitude <= ?))`,
    values: [south, north, west, east],
  }
}

/** Of the earth, on average. */
const degreeKm = 111.195

/** On a plane through the position, which is good enough for what one calls near. */
function circleCondition({ latitude, longitude, km }: Circle): Condition {
  const eastKm = degreeKm * Math.cos((latitude * Math.PI) / 180)
  // The shorter way round the globe.
  const east = '(180 - abs(abs(longitude - ?) - 180))'
  return {
    sql: `(latitude BETWEEN ? AND ?
      AND (latitude - ?) * (latitude - ?) * ? + ${east} * ${east} * ? <= ?)`,
    values: [
      ...[latitude - km / degreeKm, latitude + km / degreeKm],
      ...[latitude, latitude, degreeKm ** 2, longitude, longitude, eastKm ** 2, km ** 2],
    ],
  }
}

const taken = `coalesce(taken_local, '')`

/** Where a whole month or year is asked for, a date of which only that is known ("1987-06") is in it. */
function beginning(from: string, to = '9999'): string {
  if (from.endsWith('-01-01') && to.slice(0, 4) > from.slice(0, 4)) return from.slice(0, 4)
  return /^\d{4}-\d\d-01$/u.test(from) && to.slice(0, 7) > from.slice(0, 7) ? from.slice(0, 7) : from
}

function conditionOf(filter: Filter): Condition {
  switch (filter.kind) {
    case 'taken': {
      // As the index of the timeline has it, where what is unknown is ''.
      const parts = [`${taken} >= ?`]
      const values: string[] = [beginning(filter.from ?? ' ', filter.to)]
      if (filter.to !== undefined) {
        parts.push(`${taken} < ?`)
        values.push(filter.to)
      }
      return { sql: `(${parts.join(' AND ')})`, values }
    }
    case 'added':
      return {
        sql: `(added_at >= ? AND added_at < ?)`,
        values: [filter.from ?? '', filter.to ?? '9999'],
      }
    case 'days': {
      const join = filter.from <= filter.to ? 'AND' : 'OR'
      const day = 'substr(taken_local, 6, 5)'
      return {
        sql: `(length(taken_local) >= 10 AND (${day} >= ? ${join} ${day} <= ?))`,
        values: [filter.from, filter.to],
      }
    }
    case 'months':
      return {
        sql: `CAST(substr(taken_local, 6, 2) AS INTEGER) IN (SELECT value FROM json_each(?))`,
        values: [JSON.stringify(filter.months)],
      }
    case 'weekdays':
      return {
        sql: `CAST(strftime('%w', substr(taken_local, 1, 10)) AS INTEGER) IN (SELECT value FROM json_each(?))`,
        values: [JSON.stringify(filter.weekdays)],
      }
    case 'hours': {
      const hour = 'CAST(substr(taken_local, 12, 2) AS INTEGER)'
      const join = filter.from < filter.to ? 'AND' : 'OR'
      return {
        sql: `(length(taken_local) > 10 AND (${hour} >= ? ${join} ${hour} < ?))`,
        values: [filter.from, filter.to],
      }
    }
    case 'rating':
      return { sql: 'coalesce(human_rating, rating, 0) BETWEEN ? AND ?', values: [filter.min, filter.max] }
    case 'iso':
    case 'aperture':
    case 'focal':
    case 'shutter':
    case 'width':
    case 'height':
    case 'megapixels':
    case 'altitude': {
      const column = settings[filter.kind]
      const bounds = [
        ...(filter.min === undefined ? [] : [{ sql: `${column} >= ?`, value: filter.min }]),
        ...(filter.max === undefined ? [] : [{ sql: `${column} <= ?`, value: filter.max }]),
      ]
      const sql = `(${column} IS NOT NULL${bounds.map((bound) => ` AND ${bound.sql}`).join('')})`
      return { sql: filter.present ? sql : `NOT ${sql}`, values: bounds.map((bound) => bound.value) }
    }
    case 'orientation': {
      const test = {
        ...{ portrait: 'height > width', landscape: 'width > height', square: 'width = height' },
        // What is twice as high as wide is a picture of a telephone's screen.
        panorama: 'height > 0 AND width >= 2 * height',
      }
      return { sql: `(${test[filter.shape]})`, values: [] }
    }
    case 'area':
    case 'near': {
      const condition = filter.kind === 'area' ? areaCondition(filter) : circleCondition(filter)
      return filter.present ? condition : { ...condition, sql: `NOT coalesce(${condition.sql}, 0)` }
    }
    case 'picture-kind':
      return { sql: 'photos.id IN (SELECT photo_id FROM readings WHERE kind = ?)', values: [filter.is] }
    case 'has':
      return { sql: filter.present ? having[filter.what] : `NOT (${having[filter.what]})`, values: [] }
    case 'camera':
    case 'place':
    case 'folder':
    case 'file':
    case 'type':
    case 'album':
    case 'keyword':
    case 'person':
    case 'lens':
    case 'title':
    case 'text':
    case 'moment':
    case 'thing':
    case 'caption': {
      const condition = textConditions[filter.kind](filter.text, filter.orSaid === true)
      return filter.present ? condition : { ...condition, sql: `NOT coalesce(${condition.sql}, 0)` }
    }
  }
}

const always: Condition = { sql: '1', values: [] }

function joined(parts: readonly Demanded[], join: ' AND ' | ' OR ', empty: Condition): Condition {
  if (parts.length === 0) return empty
  const conditions = parts.map(treeCondition)
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(join)})`,
    values: conditions.flatMap(({ values }) => values),
  }
}

/** Of a whole tree. What is unknown about a photo is not so: its opposite holds. */
function treeCondition(demand: Demanded): Condition {
  if ('all' in demand) return joined(demand.all, ' AND ', always)
  if ('any' in demand) return joined(demand.any, ' OR ', { sql: '0', values: [] })
  if ('not' in demand) {
    const { sql, values } = treeCondition(demand.not)
    return { sql: `NOT coalesce(${sql}, 0)`, values }
  }
  if ('among' in demand)
    return { sql: 'photos.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(demand.among)] }
  return conditionOf(demand.fact)
}

/** Ids of the present photos that satisfy all demands, newest first. */
export function photosMeeting(db: Db, demands: readonly Demanded[], limit = -1): readonly number[] {
  const { sql, values } = joined(demands, ' AND ', always)
  return db
    .prepare<(string | number)[], number>(
      `SELECT id FROM photos WHERE looked_at IS NOT NULL AND ${isShown} AND ${sql}
       ORDER BY sort_key DESC, id DESC LIMIT ?`,
    )
    .pluck()
    .all(...values, limit)
}
