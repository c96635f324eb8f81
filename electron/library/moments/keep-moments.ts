/**
 * Keeps moments up to date with the photos: days on which something changed are looked at again, with what lies around
 * them and no more, so that a new photo costs the same in any library. A moment keeps its number through that.
 */
import { dirname, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { addDays, isoDay } from '../../domain/calendar.ts'
import { homeAmong } from '../../domain/moments/home.ts'
import { momentsOf, reachDays, type Moment, type MomentRules } from '../../domain/moments/moments.ts'
import { kilometresBetween, type Position, type Shot } from '../../domain/moments/shot.ts'
import { tellingName } from '../../domain/moments/telling-folder.ts'
import type { MomentPhoto } from '../../store/moments/moments.ts'
import type { Store } from '../../store/store.ts'

/** Days of one step; what is around them is read with them. */
const daysAtOnce = 60
/** A journey that one step meets the edge of is read so many days farther. */
const widening = 60
/** So much may be spent on moments while photos come in. */
const shareOfTime = 20
/** Who still lives in the same place is told a little elsewhere by each photo. */
const sameHomeKm = 25
/** Of a moment's photos, to be named after their folder or place. */
const nearlyAll = 0.8
const half = 0.5

export interface KeepMoments {
  /** Brings moments up to date; while photos come in they may be those of a moment ago. */
  settle(): Promise<void>
  close(): void
}

function dayAt(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number)
  return isoDay(addDays({ year, month, day: date }, days))
}

/** Pending days that are near each other, the first of them. */
function firstRun(days: readonly string[]): readonly [first: string, last: string] | undefined {
  const [first] = days
  if (first === undefined) return undefined
  let last = first
  for (const day of days) {
    if (day > dayAt(last, reachDays) || day > dayAt(first, daysAtOnce)) break
    last = day
  }
  return [first, last]
}

function homesNow(store: Store): ReadonlyMap<number, Position | undefined> {
  const { moments } = store
  const known = moments.homes()
  const asked = new Set(moments.pendingYears().flatMap((year) => [year - 1, year, year + 1]))
  for (const year of [...asked].filter((each) => each > 1).sort((a, b) => a - b)) {
    const haunts = moments.haunts(year - 1, year + 2)
    const home = homeAmong(haunts.map(({ latitude, longitude, weeks }) => ({ position: [latitude, longitude], weeks })))
    const before = known.get(year)
    const isSame =
      home === undefined || before === undefined ? home === before : kilometresBetween(home, before) < sameHomeKm
    if (isSame && known.has(year)) continue
    store.transaction(() => {
      moments.setHome(year, home)
      if (!isSame) moments.awaitYear(year)
    })
  }
  return moments.homes()
}

/** What most of them have; nothing where less than `share` of all do. */
function common(values: readonly (string | undefined)[], share: number): string | undefined {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  const known = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return most !== undefined && most[1] > known * share ? most[0] : undefined
}

/** The town, or what is around it where there were several. */
function placeOf(photos: readonly MomentPhoto[]): string | undefined {
  for (const part of ['city', 'region', 'country'] as const) {
    const place = common(
      photos.map((photo) => photo[part] ?? undefined),
      half,
    )
    if (place !== undefined) return place
  }
  return undefined
}

/** What the folder's name tells, where nearly all of the moment lies in it, and little else does. */
function folderOf(moment: Moment, store: Store): string | undefined {
  const folder = common(
    moment.map((shot) => shot.folder),
    nearlyAll,
  )
  if (folder === undefined) return undefined
  const inIt = moment.filter((shot) => shot.folder === folder).length
  const isItsOwn = inIt >= moment.length * nearlyAll && inIt >= store.totals.photosIn(`${folder}${sep}`) * half
  return isItsOwn ? tellingName(folder) : undefined
}

/** The best marked; of several the one in the middle, where most is going on. */
function coverOf(photos: readonly MomentPhoto[]): number {
  const best = Math.max(...photos.map(({ worth }) => worth))
  const good = photos.filter(({ worth }) => worth === best)
  return good[Math.floor(good.length / 2)]?.id ?? 0
}

function likenessBy(store: Store): MomentRules['likeness'] {
  const [model] = store.vectors.models()
  if (model === undefined) return () => undefined
  const vectors = store.vectors.open(model.pack, model.revision, model.dims)
  return (a, b) => {
    const [one, other] = [vectors.get(a), vectors.get(b)]
    if (one === undefined || other === undefined) return undefined
    return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
  }
}

/** Which former moment each one is: the one with which it shares most photos; of several the oldest. */
function numbersOf(moments: readonly Moment[], holders: ReadonlyMap<number, number>): readonly (number | undefined)[] {
  const shared = moments.flatMap((moment, at) => {
    const counts = new Map<number, number>()
    for (const { id } of moment) {
      const former = holders.get(id)
      if (former !== undefined) counts.set(former, (counts.get(former) ?? 0) + 1)
    }
    return [...counts].map(([former, photos]) => ({ at, former, photos }))
  })
  shared.sort((a, b) => b.photos - a.photos || a.former - b.former || a.at - b.at)
  const numbers = new Map<number, number>()
  const taken = new Set<number>()
  for (const { at, former } of shared) {
    if (numbers.has(at) || taken.has(former)) continue
    numbers.set(at, former)
    taken.add(former)
  }
  return moments.map((_, at) => numbers.get(at))
}

interface Found {
  readonly moments: readonly Moment[]
  readonly photos: ReadonlyMap<number, MomentPhoto>
}

/** The moments between two days, both included, found among the photos around them. */
function find(store: Store, first: string, last: string, rules: MomentRules): Found {
  const roots = new Set(store.folders.list().map(({ path }) => path))
  for (let around = reachDays + 1; ; around += widening) {
    const [from, to] = [dayAt(first, -around), dayAt(last, around + 1)]
    const rows = store.moments.between(from, to)
    const paths = store.files.firstPaths(rows.map(({ id }) => id))
    const shots = rows.map((row): Shot => {
      const folder = dirname(paths.get(row.id) ?? '')
      return {
        // What holds everything tells nothing of a part.
        ...{ id: row.id, at: row.at, folder: folder === '.' || roots.has(folder) ? undefined : folder },
        position: row.latitude === null || row.longitude === null ? undefined : [row.latitude, row.longitude],
      }
    })
    const moments = momentsOf(shots, rules).filter((moment) =>
      moment.some(({ at }) => at.slice(0, 10) >= first && at.slice(0, 10) <= last),
    )
    const [inner, outer] = [dayAt(from, 2), dayAt(to, -2)]
    const isCutOff = moments.some((moment) => moment.some(({ at }) => at < inner || at >= outer))
    if (!isCutOff || from < '0002') return { moments, photos: new Map(rows.map((row) => [row.id, row])) }
  }
}

/** One run of days, in one transaction. */
function settleRun(store: Store, [first, last]: readonly [string, string], rules: MomentRules): void {
  const reach = [dayAt(first, -reachDays), dayAt(last, reachDays)] as const
  const former = store.moments.overlapping(reach[0], `${reach[1]}T99`)
  const begins = [reach[0], ...former.map((row) => row.begins.slice(0, 10))].sort()[0] ?? first
  const ends = [reach[1], ...former.map((row) => row.ends.slice(0, 10))].sort().at(-1) ?? last
  const { moments, photos } = find(store, begins, ends, rules)
  const holders = store.moments.holders(moments.flatMap((moment) => moment.map(({ id }) => id)))
  const numbers = numbersOf(moments, holders)
  const kept = new Set(numbers)
  for (const id of new Set([...former.map((row) => row.id), ...holders.values()]))
    if (!kept.has(id)) store.moments.remove(id)
  for (const [index, moment] of moments.entries()) {
    const [of, ids] = [moment.flatMap(({ id }) => photos.get(id) ?? []), moment.map(({ id }) => id)]
    const row = { begins: moment[0]?.at ?? '', ends: moment.at(-1)?.at ?? '', photos: moment.length }
    store.moments.put(
      { ...row, cover: coverOf(of), place: placeOf(of), folder: folderOf(moment, store) },
      ids,
      numbers[index],
    )
  }
  store.moments.settled(first, last)
}

export function createKeepMoments(store: Store): KeepMoments {
  let settling: Promise<void> | undefined
  let dueMs = 0
  let isClosed = false
  const isWorking = (): boolean =>
    store.work.counts().waiting.some(({ state }) => state === 'queued' || state === 'running')

  async function settleAll(): Promise<void> {
    const begunMs = performance.now()
    const rules = { homeOf: homeIn(homesNow(store)), likeness: likenessBy(store) }
    let run = firstRun(store.moments.pending(daysAtOnce))
    while (run !== undefined && !isClosed) {
      const days = run
      store.transaction(() => settleRun(store, days, rules))
      await setImmediate() // others have their turn
      run = firstRun(store.moments.pending(daysAtOnce))
    }
    dueMs = performance.now() + shareOfTime * (performance.now() - begunMs)
  }

  return {
    async settle() {
      if (isClosed || store.moments.pending(1).length === 0 || (performance.now() < dueMs && isWorking())) return
      await (settling ??= settleAll().finally(() => (settling = undefined)))
    },
    close: () => void (isClosed = true),
  }
}

const homeIn =
  (homes: ReadonlyMap<number, Position | undefined>): MomentRules['homeOf'] =>
  (year) =>
    homes.get(year)
