/** The engine's errors in the person's language. */
import { errorCodes, type ErrorCode } from '../../electron/api/error-codes.ts'
import type { Strings } from '../strings/en.ts'
import type { Trouble } from '../strings/troubles.ts'

export interface SaidTrouble extends Trouble {
  /** The engine's own sentence, in English, where the reason is not already that. */
  readonly detail: string | undefined
}

const isCode = (code: string): code is ErrorCode => errorCodes.some((each) => each === code)

/** In English the engine's own sentences; in another language what the code means, and the sentence as a detail. */
export function sayTrouble(t: Strings, { code, reason, hint }: Trouble & { readonly code: string }): SaidTrouble {
  const said = isCode(code) ? t.troubles[code] : undefined
  return said === undefined ? { reason, hint, detail: undefined } : { ...said, detail: reason }
}
