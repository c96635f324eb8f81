/** The shortest of a few tries, in milliseconds: what is slow of itself is so each time, a busy machine is not. */
export function leastTimeMs(work: () => unknown, tries = 5): number {
  const times = Array.from({ length: tries }, () => {
    const begun = performance.now()
    work()
    return performance.now() - begun
  })
  return Math.min(...times)
}
