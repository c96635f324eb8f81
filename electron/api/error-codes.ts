/** The closed list of ways in which something can fail. A code decides what a client may do next. */
export const errorCodes = [
  'bad-request',
  'not-found',
  'unreadable',
  'unsupported',
  'damaged',
  'too-large',
  'timed-out',
  'crashed',
  'engine-gone',
  'no-pack',
  'pack-damaged',
  'pack-in-use',
  'provider-failed',
  'offline',
  'hub-refused',
  'downloads-off',
  'download-running',
  'licence-not-accepted',
  'library-locked',
  'library-newer',
  'library-damaged',
  'library-gone',
  'library-read-only',
  'library-forbidden',
  'disk-full',
  'cancelled',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** What crosses a process or a socket instead of an exception. */
export interface ErrorAnswer {
  readonly code: ErrorCode
  /** What happened and to which file, in one sentence. */
  readonly message: string
  /** What the person can do next. */
  readonly hint: string
}
