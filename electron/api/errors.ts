/** Failures as objects, and what crosses a process or a socket instead. */
import type { ErrorAnswer, ErrorCode } from './error-codes.ts'
import { systemTrouble } from './system-trouble.ts'

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
  const trouble = systemTrouble(error)
  if (trouble !== undefined) return trouble
  return {
    code: 'internal',
    message: 'Internal error.',
    hint: 'Please report it with the output of "sightline doctor".',
  }
}
