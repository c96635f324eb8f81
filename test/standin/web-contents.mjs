/** @file `webContents`: the page of a window, its preload in a world of its own, its requests, its messages. */
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { devtools } from './chromium.mjs'
import { decode, encode } from './codec.mjs'
import { ipcMain } from './ipc.mjs'
import { preventable } from './not-yet.mjs'
import { bridgeEnd, preloadWorld } from './page.mjs'
import { fromChromium, handlerOf, toChromium } from './protocol.mjs'
import { session } from './session.mjs'

let ids = 0

export class WebContents extends EventEmitter {
  id = ++ids
  targetId
  session = session.defaultSession
  #window
  #options
  /** Names the binding and the preload's world; pages cannot guess it. */
  #key = `__standin${randomBytes(6).toString('hex')}`
  #sessionId
  #preloadContext
  #url = ''
  /** A navigation that the app itself began. */
  #allowed
  #openHandler = () => ({ action: 'allow' })
  #deniesPopup = false
  #wasShown = false
  #isDestroyed = false
  #attached

  constructor(window, options) {
    super()
    this.#window = window
    this.#options = options
    const getURL = () => this.getURL()
    this.mainFrame = {
      parent: null,
      get url() {
        return getURL()
      },
    }
    this.#attached = this.#attach().catch((error) => {
      if (!this.#isDestroyed) console.error('stand-in:', error)
    })
  }

  async #attach() {
    const { width, height, webPreferences = {} } = this.#options
    const { targetId } = await devtools().send('Target.createTarget', { url: 'about:blank', width, height })
    this.targetId = targetId
    const attached = await devtools().send('Target.attachToTarget', { targetId, flatten: true })
    this.#sessionId = attached.sessionId
    this.#listen()
    await devtools().send('Target.setDiscoverTargets', { discover: true })
    await Promise.all([
      this.#send('Page.enable'),
      this.#send('Runtime.enable'),
      this.#send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      this.#send('Runtime.addBinding', { name: this.#key, executionContextName: this.#key }),
      this.#send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false }),
    ])
    if (webPreferences.preload) await this.#addPreload(webPreferences)
  }

  #listen() {
    const on = (method, listener) => devtools().on(`${this.#sessionId}/${method}`, listener)
    on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#key) void this.#receive(JSON.parse(payload), executionContextId)
    })
    on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === this.#key && context.auxData.frameId === this.targetId) this.#preloadContext = context.id
    })
    on('Runtime.executionContextsCleared', () => (this.#preloadContext = undefined))
    on('Fetch.requestPaused', (request) => void this.#answerRequest(request))
    on('Page.domContentEventFired', () => {
      this.emit('dom-ready', {})
      if (this.#wasShown) return
      this.#wasShown = true
      this.#window.emit('ready-to-show')
    })
    on('Page.loadEventFired', () => this.emit('did-finish-load', {}))
    on('Page.windowOpen', ({ url }) => {
      this.#deniesPopup = this.#openHandler({ url: fromChromium(url) }).action !== 'allow'
    })
    devtools().on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.openerId === this.targetId && this.#deniesPopup)
        void devtools().send('Target.closeTarget', { targetId: targetInfo.targetId })
    })
    devtools().on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.targetId) this.#window.closed()
    })
  }

  /** Both worlds get an end of the bridge; the preload runs in its own, as with context isolation. */
  async #addPreload({ preload, additionalArguments = [] }) {
    const parts = `const encode=${encode},decode=${decode},bridgeEnd=${bridgeEnd},key=${JSON.stringify(this.#key)};`
    const environment = { platform: process.platform, arch: process.arch, env: {}, versions: process.versions }
    const run = `(require,module,exports,process)=>{${readFileSync(preload, 'utf8')}\n}`
    const inTop = (script) => `(()=>{if(window!==top)return;${parts}${script}})()`
    await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      source: inTop(`bridgeEnd(key,'main',encode,decode)`),
    })
    await this.#send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: this.#key,
      source: inTop(
        `(${preloadWorld})(key,bridgeEnd(key,'preload',encode,decode),encode,decode,${JSON.stringify({ ...environment, argv: additionalArguments })},${run})`,
      ),
    })
  }

  #send(method, params) {
    return devtools().send(method, params, this.#sessionId)
  }

  async #receive({ kind, id, channel, args }, contextId) {
    const event = { sender: this, senderFrame: this.mainFrame, reply: (...message) => this.send(...message) }
    if (kind === 'send') {
      ipcMain.emit(channel, event, ...decode(args))
      return
    }
    const answer = await ipcMain.answer(channel, event, decode(args)).then(
      (value) => ({ value: encode(value) }),
      (error) => ({ error: `Error invoking remote method '${channel}': ${error}` }),
    )
    await this.#deliver({ kind: 'reply', id, ...answer }, contextId)
  }

  async #deliver(message, contextId) {
    const expression = `__deliver(${JSON.stringify(JSON.stringify(message))})`
    // The page may have gone on meanwhile.
    await this.#send('Runtime.evaluate', { contextId, expression }).catch(() => undefined)
  }

  send(channel, ...args) {
    if (this.#preloadContext !== undefined)
      void this.#deliver({ kind: 'event', channel, args: encode(args) }, this.#preloadContext)
  }

  async #answerRequest({ requestId, request, resourceType, frameId }) {
    const url = fromChromium(request.url)
    const isPage = resourceType === 'Document' && frameId === this.targetId
    if (isPage && !this.#mayNavigate(url, request.url)) return this.#fail(requestId, 'Aborted')
    if (isPage) {
      this.#allowed = undefined
      this.#url = url
    }
    const handler = handlerOf(url)
    if (handler !== undefined) return this.#fulfil(requestId, request, url, handler)
    if (/^(?:https?|wss?|ftp):/.test(url)) return this.#fail(requestId, 'InternetDisconnected')
    return this.#send('Fetch.continueRequest', { requestId }).catch(() => undefined)
  }

  #mayNavigate(url, chromiumUrl) {
    if (url === this.#url || this.#allowed === chromiumUrl) return true
    const event = preventable({ url })
    this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  #fail(requestId, errorReason) {
    return this.#send('Fetch.failRequest', { requestId, errorReason }).catch(() => undefined)
  }

  async #fulfil(requestId, { method, headers, postData }, url, handler) {
    try {
      const answer = await handler(new Request(url, { method, headers, body: postData }))
      await this.#send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answer.status,
        responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
      })
    } catch (error) {
      console.error('stand-in: handler of', url, error)
      await this.#fail(requestId, 'Failed')
    }
  }

  async loadURL(url) {
    await this.#attached
    this.#allowed = toChromium(url).split('#')[0]
    const { errorText } = await this.#send('Page.navigate', { url: toChromium(url) })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
  }

  getURL() {
    return this.#url
  }

  setWindowOpenHandler(handler) {
    this.#openHandler = handler
  }

  isDestroyed() {
    return this.#isDestroyed
  }

  /** Called by the window. */
  destroyed() {
    this.#isDestroyed = true
    this.emit('destroyed')
  }
}
