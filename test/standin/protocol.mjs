/** @file Custom schemes. Chromium cannot navigate to one it does not know, so `app://host/p` is `http://host.app.localhost/p`. */
import { notYet } from './not-yet.mjs'

const handlers = new Map()
const privileges = new Map()

export const protocol = notYet('protocol', {
  registerSchemesAsPrivileged(schemes) {
    for (const { scheme, privileges: granted } of schemes) privileges.set(scheme, granted)
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`)
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
})

/** For tests: what the app asked for. */
export const schemePrivileges = privileges

const schemeOf = (url) => new URL(url).protocol.slice(0, -1)

export const handlerOf = (url) => handlers.get(schemeOf(url))

export function toChromium(url) {
  const { host, pathname, search, hash } = new URL(url)
  return handlers.has(schemeOf(url)) ? `http://${host}.${schemeOf(url)}.localhost${pathname}${search}${hash}` : url
}

export function fromChromium(url) {
  const [, host, scheme, rest] = /^http:\/\/(.+)\.([^.]+)\.localhost(\/.*)?$/.exec(url) ?? []
  return handlers.has(scheme) ? `${scheme}://${host}${rest ?? '/'}` : url
}
