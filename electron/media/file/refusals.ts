import { basename } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { ErrorCode } from '../../api/error-codes.ts'

const recopy = 'Re-copy it from the camera or a backup.'

const hints: Partial<Record<ErrorCode, string>> = {
  damaged: recopy,
  unreadable: 'Check that the file is still there and that you may read it, then rescan the folder.',
  unsupported: 'Export it as JPEG, PNG, WebP, TIFF, AVIF or HEIC to see it here.',
  'too-large': 'Export a smaller copy from the program that made it.',
  'timed-out': 'Export it as a plain JPEG, or try again when the computer is less busy.',
}

/** A failure that names the file (its last part, so that no folder leaks into a log) and says what to do. */
export function refusal(code: ErrorCode, path: string, reason: string, cause?: unknown): AppError {
  return new AppError(code, `${basename(path)} ${reason}.`, { hint: hints[code] ?? '', cause })
}

/** Turns what Node's file system throws into 'unreadable' (with the reason in words). */
export function unreadable(path: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reasons: Record<string, string> = {
    ENOENT: 'is no longer there',
    EACCES: 'may not be read by you',
    EPERM: 'may not be read by you',
    EISDIR: 'is a folder',
    ELOOP: 'is a link that leads in circles',
    EIO: 'cannot be read: the disk reports an error',
    EMFILE: 'could not be opened: too many files are open',
  }
  return refusal('unreadable', path, reasons[code] ?? 'cannot be read', error)
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('cancelled', 'Cancelled.', { cause: signal.reason })
}
