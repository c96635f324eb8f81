import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { nextAttemptDelayMs } from '../../electron/domain/backoff.ts'
import { addDays, addMonths, dayRange, isRealDay, weekdayOf } from '../../electron/domain/calendar.ts'
import { captionNeedsReview, matchProbability } from '../../electron/domain/calibration.ts'
import { coalesceHints } from '../../electron/domain/coalesce.ts'
import { isInside, searchableWords } from '../../electron/domain/paths.ts'
import { printable } from '../../electron/domain/printable.ts'

describe('hints', () => {
  it('fold: each path once, and none below a path that is there itself', () => {
    expect(coalesceHints(['/p/a/x.jpg', '/p/a', '/p/ab/y.jpg', '/p/a/x.jpg'], '/')).toEqual(['/p/a', '/p/ab/y.jpg'])
  })

  it('cover every path they were given', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab', '-', ' '), { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`)
    fc.assert(
      fc.property(fc.array(path), (paths) => {
        const folded = coalesceHints(paths, '/')

        expect(paths.every((each) => folded.some((kept) => isInside(each, kept, '/')))).toBe(true)
        expect(folded.some((one) => folded.some((other) => one !== other && isInside(one, other, '/')))).toBe(false)
      }),
    )
  })
})

describe('paths', () => {
  it('are inside a folder by whole names', () => {
    expect([
      isInside('/photos/a', '/photos', '/'),
      isInside('/photos2', '/photos', '/'),
      isInside('/', '/', '/'),
    ]).toEqual([true, false, true])
  })

  it('are printed on one line, with direction marks spelled out', () => {
    expect(printable('a\nb\u202Egpj.\u001B[31m')).toBe('a\\u{a}b\\u{202e}gpj.\\u{1b}[31m')
  })

  it('keep joined emoji and accents when printed', () => {
    expect(printable('👩‍👩‍👧 café.jpg')).toBe('👩‍👩‍👧 café.jpg')
  })

  it('give the words a person would type', () => {
    expect(searchableWords('IMG_0012 (beachParty)-final.jpg')).toBe('IMG 0012 beach Party final jpg')
  })
})

describe('the calendar', () => {
  it('knows leap years and month ends', () => {
    expect([isRealDay({ year: 2023, month: 2, day: 29 }), isRealDay({ year: 2024, month: 2, day: 29 })]).toEqual([
      false,
      true,
    ])
    expect(addMonths({ year: 2024, month: 1, day: 31 }, 1)).toEqual({ year: 2024, month: 2, day: 29 })
    expect(dayRange({ year: 2024, month: 12, day: 31 })).toEqual({ from: '2024-12-31', to: '2025-01-01' })
  })

  it('counts days forth and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1850, max: 2150 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: -9999, max: 9999 }),
        (year, month, day, days) => {
          const there = addDays({ year, month, day }, days)

          expect(addDays(there, -days)).toEqual({ year, month, day })
          expect(Math.abs((weekdayOf(there) - weekdayOf({ year, month, day }) - days) % 7)).toBe(0)
        },
      ),
    )
  })
})

describe('the check of a caption', () => {
  it('asks for a look when the words were unsure or do not fit the picture', () => {
    const limits = { reviewBelow: 0.4, cutoff: 0.1 }

    expect([
      captionNeedsReview({ confidence: 0.9, agreement: 0.9 }, limits),
      captionNeedsReview({ confidence: 0.3, agreement: 0.9 }, limits),
      captionNeedsReview({ confidence: 0.9, agreement: 0.05 }, limits),
      captionNeedsReview({ confidence: 0.9 }, limits),
    ]).toEqual([false, true, true, false])
  })

  it('is one half where scale times cosine meets the bias', () => {
    // The published calibration of SigLIP 2: half at a cosine of 0.1489.
    expect(matchProbability(0.14886, { scale: 112.669, bias: -16.7717 })).toBeCloseTo(0.5, 2)
  })
})

describe('another attempt', () => {
  it('waits a minute, then ever longer, never more than a day', () => {
    expect([1, 2, 3, 4, 9].map(nextAttemptDelayMs)).toEqual([60_000, 600_000, 6_000_000, 60_000_000, 86_400_000])
  })
})
