/** @file One origin for the page and its pictures in Electron: `app://sightline/`, answered by `page.ts`. Main process. */
import { protocol, type Session } from 'electron'
import { answerPage, plain, type PageParts } from './page.ts'

const scheme = 'app'
const host = 'sightline'

/** The window's address. */
export const appUrl = `${scheme}://${host}/`

/** Whether an address is the app's own. */
export function isAppUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(appUrl).origin && url.startsWith(appUrl)
}

/** Must run before the app is ready. The scheme is like https: secure, with fetch and streams; never beyond the policy. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

/** Answers the scheme in one session. */
export function serveAppScheme(session: Session, parts: PageParts): void {
  session.protocol.handle(scheme, (request) =>
    isAppUrl(request.url) ? answerPage(request, parts) : plain(404, 'There is no such page.'),
  )
}
