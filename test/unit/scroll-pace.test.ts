import { afterEach, describe, expect, it, vi } from 'vitest'
import { ScrollPace } from '../../renderer/grid/scroll-pace.svelte.ts'

const height = 900
const frame = 1000 / 60

/** Scrolls at `speed` CSS pixels a second for `ms`, an event a frame. */
function scroll(pace: ScrollPace, speed: number, ms: number, from = 0): number {
  let top = from
  for (let now = 0; now < ms; now += frame) {
    pace.moved(top, height, now)
    top += (speed * frame) / 1000
  }
  return top
}

afterEach(() => vi.useRealTimers())

describe('the pace of a list', () => {
  it.each([
    { speed: 900, isFast: false },
    { speed: 2000, isFast: false },
    { speed: 4000, isFast: true },
    { speed: -4000, isFast: true },
    { speed: 100_000, isFast: true },
  ])('at $speed pixels a second is fast: $isFast', ({ speed, isFast }) => {
    const pace = new ScrollPace()

    scroll(pace, speed, 500, 1e6)

    expect(pace.isFast).toBe(isFast)
    expect(pace.isUpward).toBe(speed < 0)
    pace.close()
  })

  it('a single jump, however far, is not fast', () => {
    const pace = new ScrollPace()

    pace.moved(0, height, 0)
    pace.moved(1e6, height, 5000)

    expect(pace.isFast).toBe(false)
    pace.close()
  })

  it('ends when the scrolling ends', () => {
    vi.useFakeTimers()
    const pace = new ScrollPace()
    scroll(pace, 4000, 500)

    vi.advanceTimersByTime(60)
    expect(pace.isFast).toBe(true)
    vi.advanceTimersByTime(200)
    expect(pace.isFast).toBe(false)
  })
})
