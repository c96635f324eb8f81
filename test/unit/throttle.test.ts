import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttled } from '../../renderer/state/throttle.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('a stream of changes runs the work at once, then at its pace, and once more after the last', () => {
  const ranAt: number[] = []
  const begun = performance.now()
  const soon = throttled(() => ranAt.push(performance.now() - begun), 1000)

  // Four changes a second for 2.5 seconds: a debounce would wait for their end.
  for (let change = 0; change <= 10; change += 1) {
    soon()
    vi.advanceTimersByTime(250)
  }
  vi.advanceTimersByTime(5000)

  expect(ranAt).toEqual([0, 1000, 2000, 3000])
})

it('nothing runs after it was cancelled', () => {
  let runs = 0
  const soon = throttled(() => (runs += 1), 1000)

  soon()
  soon.cancel()
  vi.advanceTimersByTime(5000)

  expect(runs).toBe(0)
})
