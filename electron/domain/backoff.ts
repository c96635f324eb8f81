/** Milliseconds. */
export const longestDelayMs = 86_400_000

/** How often a photo that fails for a passing reason is tried before it waits for a person. */
export const maxAttempts = 4

/**
 * Delay before the next attempt: a minute, then ten times longer each time, at most a day.
 * A file being copied is complete after a minute; a busy network drive after an hour.
 */
export function nextAttemptDelayMs(attempts: number): number {
  return Math.min(60_000 * 10 ** Math.max(0, attempts - 1), longestDelayMs)
}
