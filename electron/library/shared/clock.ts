/** The only source of time in the library; tests bring their own. */
export interface Clock {
  nowMs(): number
  /** ISO 8601 in UTC, for columns that say when something was recorded. */
  now(): string
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  now: () => new Date().toISOString(),
}
