/** Things that follow a stream of changes: at once, then again at most every so often, and once more at the end. */
export interface Throttled {
  (): void
  cancel(): void
}

/** Calls `work` soon after each call, never twice within `ms` milliseconds. */
export function throttled(work: () => void, ms: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ranAt = -Infinity
  const call = (): void => {
    if (timer !== undefined) return
    timer = setTimeout(
      () => {
        timer = undefined
        ranAt = performance.now()
        work()
      },
      Math.max(0, ranAt + ms - performance.now()),
    )
  }
  return Object.assign(call, {
    cancel: () => {
      clearTimeout(timer)
      timer = undefined
    },
  })
}
