import { describe, expect, it } from 'vitest'
import { formatBytes, formatDay } from '../../renderer/strings/format.ts'

describe('what a person reads', () => {
  it.each([
    [0, 'en', '0 B'],
    [999, 'en', '999 B'],
    [1_430_000, 'en', '1.4 MB'],
    [999_960, 'en', '1 MB'],
    [1_430_000, 'de', '1,4 MB'],
    [250_000_000_000, 'en', '250 GB'],
  ])('%d bytes in %s are %s', (bytes, locale, text) => {
    expect(formatBytes(bytes, locale)).toBe(text)
  })

  it.each([
    ['2023-07-01', 'en', 'Saturday, 1 July 2023'],
    ['2023-07-01', 'de', 'Samstag, 1. Juli 2023'],
    ['2023-07', 'en', 'July 2023'],
    ['2023', 'en', '2023'],
    ['', 'en', undefined],
    ['2023-13-45', 'en', '2023-13-45'],
    ['nonsense', 'en', undefined],
  ])('the day "%s" in %s is %s', (day, locale, text) => {
    expect(formatDay(day, locale)).toBe(text)
  })
})
