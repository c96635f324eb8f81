/** @file Trouble on the way that may pass: worth another attempt. What cannot pass is an `AppError` at once. */
import { AppError } from '../api/errors.ts'

export type SetbackKind =
  /** Nobody is there. */
  | 'offline'
  /** It broke off, or what came was not what was asked for. */
  | 'interrupted'
  /** A signed address was used for too long: ask the hub for another one. */
  | 'expired'
  /** Asked to come back later. */
  | 'busy'

const untrusted =
  /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER)/u

export class Setback extends Error {
  override readonly name = 'Setback'
  readonly kind: SetbackKind
  /** What the other side asked us to wait. */
  readonly waitMs: number | undefined

  constructor(kind: SetbackKind, message: string, options: { waitMs?: number | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.waitMs = options.waitMs
  }

  /** Translates what Node says of a connection; `url` while there was none yet. */
  static from(error: unknown, url?: URL): Error {
    if (error instanceof Setback) return error
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
    if (url !== undefined && untrusted.test(code))
      return new AppError('offline', `The certificate of ${url.host} is not trusted (${code}).`, {
        hint: 'Something between here and there reads along. If that is your own network, set NODE_EXTRA_CA_CERTS to its certificate.',
        cause: error,
      })
    if (url === undefined) return new Setback('interrupted', 'the connection broke off', { cause: error })
    const through = code === 'ERR_PROXY_TUNNEL' ? 'through the proxy ' : ''
    return new Setback('offline', `${url.host} cannot be reached ${through}(${code === '' ? 'no answer' : code})`, {
      cause: error,
    })
  }
}
