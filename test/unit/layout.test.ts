import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { groupDays } from '../../renderer/grid/group-days.ts'
import { layOut, ratioOf, rowAt, rowOfPhoto, type LayoutInput } from '../../renderer/grid/layout.ts'
import { tilesOfRow } from '../../renderer/grid/tiles-of-row.ts'
import { smallDates } from '../../renderer/timeline/small-dates.ts'

const inputs = fc
  .record({
    ratios: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4000 })), { maxLength: 300 }),
    cuts: fc.array(fc.nat(300), { maxLength: 12 }),
    width: fc.integer({ min: 200, max: 4000 }),
    rowHeight: fc.integer({ min: 80, max: 480 }),
    hasDays: fc.boolean(),
  })
  .map(({ ratios, cuts, width, rowHeight, hasDays }): LayoutInput => {
    const at = [...new Set([0, ...cuts.filter((cut) => cut < ratios.length), ratios.length])].sort((a, b) => a - b)
    const days = at.slice(1).map((end, index) => ({ day: `2020-01-${index + 1}`, count: end - (at[index] ?? 0) }))
    const shown = hasDays ? groupDays(days) : []
    return { ratios, days: shown, width, rowHeight, gap: 4, headerHeight: 40, dateHeight: 20 }
  })

describe('days with few photos', () => {
  it('stand as one month or year, busy months as their days, and every photo is counted once', () => {
    const days = [
      { day: '2023-07-03', count: 1 },
      { day: '2023-07-01', count: 2 },
      { day: '2023-06-30', count: 40 },
      { day: '2023-06-29', count: 3 },
      { day: '2022-12-24', count: 1 },
      { day: '2022', count: 4 },
      { day: '', count: 9 },
    ]

    expect(groupDays(days)).toEqual([
      { day: '2023-07', count: 3, days: days.slice(0, 2) },
      { day: '2023-06-30', count: 40 },
      { day: '2023-06-29', count: 3 },
      { day: '2022', count: 5, days: days.slice(4, 6) },
      { day: '', count: 9 },
    ])
  })

  it('stand together inside a busy month, each with its date over its photos', () => {
    const days = [
      { day: '2023-06-30', count: 40 },
      { day: '2023-06-29', count: 3 },
      { day: '2023-06-27', count: 2 },
      { day: '2023-06-20', count: 30 },
    ]

    const grouped = groupDays(days)
    expect(grouped).toEqual([
      { day: '2023-06-30', count: 40 },
      { day: '2023-06-29', through: '2023-06-27', count: 5, days: days.slice(1, 3) },
      { day: '2023-06-20', count: 30 },
    ])

    const timeline = {
      ids: Array.from({ length: 75 }, (_, index) => index),
      ratios: Array(75).fill(100),
      days: grouped,
    }
    const sizes = { width: 1000, rowHeight: 200, gap: 0, headerHeight: 48, dateHeight: 22 }
    const { rows, sections } = layOut({ ...timeline, ...sizes })
    const row = rows[rowOfPhoto(rows, 40)]
    const above = rows[rowOfPhoto(rows, 40) - 1]
    if (row?.kind !== 'photos' || above?.kind !== 'header') throw new Error('the short days have a header and a row')
    expect([row.first, row.end]).toEqual([40, 45]) // both days
    expect(row.top - above.top).toBe(48 + 22)
    expect(smallDates(sections[row.section] ?? { first: 0 }, tilesOfRow(row, timeline, 0))).toEqual([
      { day: '2023-06-29', left: 0, width: 600, index: 40 },
      { day: '2023-06-27', left: 600, width: 400, index: 43 },
    ])
  })
})

describe('the layout of a timeline', () => {
  it('places every photo once, in order, in rows that do not overlap and fit the width', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { rows, height } = layOut(input)

        const placed = rows.flatMap((row) =>
          row.kind === 'photos' ? Array.from({ length: row.end - row.first }, (_, n) => row.first + n) : [],
        )
        expect(placed).toEqual(input.ratios.map((_, index) => index))
        for (const [index, row] of rows.entries()) {
          const next = rows[index + 1]
          if (next !== undefined) expect(row.top + row.height).toBeLessThanOrEqual(next.top)
          else expect(row.top + row.height).toBeLessThanOrEqual(height)
          if (row.kind === 'header') continue
          const shapes = input.ratios.slice(row.first, row.end).map(ratioOf)
          const width = shapes.reduce((sum, ratio) => sum + ratio * row.height, input.gap * (shapes.length - 1))
          // Rounding a row's height moves its width by half a pixel per unit of shape; one photo alone may be wider.
          if (shapes.length > 1) expect(width).toBeLessThanOrEqual(input.width + shapes.length * 2 + 4)
        }
      }),
    )
  })

  it('finds rows by position and by photo as a search through all of them would', () => {
    fc.assert(
      fc.property(inputs, fc.nat(20_000), fc.nat(400), (input, y, photo) => {
        const { rows } = layOut(input)

        const slow = rows.findIndex((row) => row.top + row.height > y)
        expect(rowAt(rows, y)).toBe(slow === -1 ? rows.length : slow)
        if (photo >= input.ratios.length) return
        const found = rows[rowOfPhoto(rows, photo)]
        expect(found?.kind === 'photos' && found.first <= photo && photo < found.end).toBe(true)
      }),
    )
  })

  it('lays out 100,000 photos of a library without a header for an album', () => {
    const ratios = Array.from({ length: 100_000 }, (_, index) => [150, 75, 133][index % 3] ?? 100)

    const { rows, sections } = layOut({ ratios, days: [], width: 1200, rowHeight: 200, gap: 4, headerHeight: 40 })

    expect(sections).toHaveLength(1)
    expect(rows.every((row) => row.kind === 'photos')).toBe(true)
  })
})
