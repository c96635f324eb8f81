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

/** A failure we expected: safe to show, with the next step in `hint`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint ?? ''
  }
}

/** Anything unforeseen becomes "internal error": its text may hold paths or secrets. */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  if (error instanceof AppError) return { code: error.code, message: error.message, hint: error.hint }
  if (error instanceof Error && error.name === 'AbortError')
    return { code: 'cancelled', message: 'Cancelled.', hint: '' }
  return {
    code: 'internal',
    message: 'Internal error.',
    hint: 'Please report it with the output of "sightline doctor".',
  }
}
