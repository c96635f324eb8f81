/** What the engine's errors mean, for languages other than its own. */
import type { ErrorCode } from '../../electron/api/error-codes.ts'

export interface Trouble {
  readonly reason: string
  /** What to do about it. */
  readonly hint: string
}

export type Troubles = Readonly<Partial<Record<ErrorCode, Trouble>>>

/** The engine's own sentences are English, and say more. */
export const troublesEn: Troubles = {}
