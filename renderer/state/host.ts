/** The one place that knows whether this window runs in Electron or in a browser. */
import { contract } from '../../electron/api/contract.ts'
import { AppError } from '../../electron/api/errors.ts'
import { libraryEvent, type LibraryEvent } from '../../electron/api/events.ts'
import { connect, responseSchema, type Client, type Transport } from '../../electron/api/rpc.ts'
import type { DesktopBridge } from '../../electron/api/shell.ts'

declare global {
  interface Window {
    readonly sightline?: DesktopBridge
  }
}

const desktopTransport =
  (bridge: DesktopBridge): Transport =>
  async (request, signal) => {
    const id = nextId++
    const abort = (): void => bridge.abort(id)
    signal.addEventListener('abort', abort, { once: true })
    try {
      // Proxies (Svelte's state) cannot cross to the shell; JSON is what the envelope is anyway.
      return await bridge.ask(id, JSON.parse(JSON.stringify(request)) as typeof request)
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
let nextId = 1

/** The same envelope over the loopback host. */
const browserTransport: Transport = async (request, signal) => {
  const answer = await fetch('./rpc', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled.')
    throw new AppError('crashed', 'Sightline does not answer.', {
      hint: 'It may have been closed. Start it again, then reload this page.',
      cause: error,
    })
  })
  if (answer.status === 401 || answer.status === 403)
    throw new AppError('crashed', 'This page is no longer connected to Sightline.', {
      hint: 'Open the window again with: npx sightline serve',
    })
  return responseSchema.parse(await answer.json())
}

function browserEvents(listener: (event: LibraryEvent) => void, onOpen: (open: boolean) => void): () => void {
  const source = new EventSource('./events')
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const parsed = libraryEvent.safeParse(JSON.parse(message.data))
    if (parsed.success) listener(parsed.data)
  })
  source.addEventListener('open', () => onOpen(true))
  source.addEventListener('error', () => onOpen(false))
  return () => source.close()
}

const bridge = window.sightline

/** Every capability of the engine. */
export const api: Client<typeof contract> = connect(
  contract,
  bridge === undefined ? browserTransport : desktopTransport(bridge),
)

/** What only a desktop can do; absent in a browser. */
export const desktop: DesktopBridge | undefined = bridge

/** Events from the engine and about it, until the returned function is called. */
export function listen(listener: (event: LibraryEvent) => void, onConnection: (open: boolean) => void): () => void {
  return bridge === undefined ? browserEvents(listener, onConnection) : bridge.onEvent(listener)
}
