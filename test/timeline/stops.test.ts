import { describe, expect, it } from 'vitest'
import { fc } from '../random.ts'
import { daysAt, groupDays } from '../../renderer/grid/group-days.ts'
import { marksOf, stopsOf, type Stretch } from '../../renderer/timeline/scrubber-stops.ts'

const days = fc.array(
  fc.record({
    day: fc.constantFrom('2023-07-03', '2023-07', '2023-06-30', '2022-12-24', '2022', '2019-01-01'),
    count: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 40 },
)

/** Newest first, those without a date at the end, a hundred CSS pixels for each photo. */
const stretches = fc.tuple(days, fc.nat(20)).map(([dated, undated]): Stretch[] => {
  const all = [...dated].sort((a, b) => (a.day < b.day ? 1 : -1))
  let first = 0
  return [...all, ...(undated > 0 ? [{ day: '', count: undated }] : [])].map(({ day, count }) => {
    const end = first + count
    const stretch = { day, first, end, top: first * 100 }
    first = end
    return stretch
  })
})
const scaleOf = (all: readonly Stretch[]) => ({ total: (all.at(-1)?.end ?? 1) * 100, height: 800 })

describe('what stands beside a timeline', () => {
  it('leads to years in order, never two on each other, and to those without a date whatever else has room', () => {
    fc.assert(
      fc.property(stretches, (all) => {
        const scale = scaleOf(all)

        const stops = stopsOf(all, scale)

        const at = stops.map(({ top }) => (top * scale.height) / scale.total)
        for (const [index, each] of at.slice(1).entries()) expect(each - (at[index] ?? 0)).toBeGreaterThanOrEqual(48)
        expect(stops.at(-1)?.year === '').toBe(all.at(-1)?.day === '')
        for (const { year, top } of stops) expect(all.find((each) => each.top === top)?.day.slice(0, 4)).toBe(year)
      }),
    )
  })

  it('marks months by their number of photos, the fullest at full length', () => {
    const marks = marksOf(
      [
        { day: '2021-07-03', first: 0, end: 10, top: 0 },
        { day: '2021-07-01', first: 10, end: 40, top: 1000 },
        { day: '2020-02-01', first: 40, end: 50, top: 4000 },
        { day: '2020-01-01', first: 50, end: 60, top: 4010 },
        { day: '', first: 60, end: 160, top: 5000 },
      ],
      { total: 10_000, height: 800 },
    )

    expect(marks).toEqual([
      { top: 0, share: 1 },
      { top: 4000, share: 0.5 }, // two months on one spot are one mark
    ])
  })
})

describe('years, months and all', () => {
  it('count every photo once, and never change what they were given', () => {
    fc.assert(
      fc.property(days, (given) => {
        const before = structuredClone(given)
        const sum = (all: typeof given): number => all.reduce((whole, { count }) => whole + count, 0)

        for (const zoom of ['years', 'months', 'all'] as const) expect(sum(daysAt(zoom, given))).toBe(sum(given))

        expect(given).toEqual(before)
        expect(daysAt('all', given)).toEqual(groupDays(given))
      }),
    )
  })

  it('stand under one header each', () => {
    const given = [
      { day: '2023-07-03', count: 30 },
      { day: '2023-07-01', count: 20 },
      { day: '2023-06-30', count: 40 },
      { day: '2022', count: 4 },
      { day: '', count: 9 },
    ]

    expect(daysAt('months', given).map(({ day, count }) => [day, count])).toEqual([
      ['2023-07', 50],
      ['2023-06', 40],
      ['2022', 4],
      ['', 9],
    ])
    expect(daysAt('years', given).map(({ day, count }) => [day, count])).toEqual([
      ['2023', 90],
      ['2022', 4],
      ['', 9],
    ])
  })
})
