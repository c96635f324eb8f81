/**
 * @file Functions whose source runs inside the page. Both worlds share the DOM, so calls cross as synchronous events
 * whose detail is an encoded string, under a name that the page cannot guess.
 */

/** One end of the bridge between the page's world and the preload's; functions and promises cross as tokens. */
export function bridgeEnd(key, side, encode, decode) {
  const other = side === 'main' ? 'preload' : 'main'
  const functions = new Map()
  const promises = new Map()
  let next = 0
  let reply
  const out = (message) => window.dispatchEvent(new CustomEvent(key + other, { detail: JSON.stringify(message) }))
  const pack = (value) =>
    encode(value, (special) => {
      const id = side + ++next
      if (typeof special === 'function') {
        functions.set(id, special)
        return { $: 'function', id }
      }
      special.then(
        (result) => out({ kind: 'resolved', id, value: pack(result) }),
        (error) => out({ kind: 'rejected', id, value: pack(new Error(error?.message ?? String(error))) }),
      )
      return { $: 'promise', id }
    })
  const call = (id, args) => {
    reply = undefined
    out({ kind: 'call', id, value: pack(args) })
    if (reply.error !== undefined) throw unpack(reply.error)
    return unpack(reply.value)
  }
  const unpack = (text) =>
    decode(text, ({ $: kind, id }) =>
      kind === 'promise'
        ? new Promise((resolve, reject) => promises.set(id, { resolve, reject }))
        : (...args) => call(id, args),
    )
  const freeze = (value) => {
    if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.values(value).forEach(freeze)
      Object.freeze(value)
    }
    return value
  }
  window.addEventListener(key + side, (event) => {
    event.stopImmediatePropagation()
    const message = JSON.parse(event.detail)
    if (message.kind === 'reply') reply = message
    else if (message.kind === 'resolved' || message.kind === 'rejected') {
      const promise = promises.get(message.id)
      promises.delete(message.id)
      promise?.[message.kind === 'resolved' ? 'resolve' : 'reject'](unpack(message.value))
    } else if (message.kind === 'call') {
      let answer
      try {
        answer = { value: pack(functions.get(message.id)(...unpack(message.value))) }
      } catch (error) {
        answer = { error: pack(new Error(error.message)) }
      }
      out({ kind: 'reply', ...answer })
    } else if (message.kind === 'expose')
      Object.defineProperty(window, message.name, { value: freeze(unpack(message.value)), enumerable: true })
  })
  return { out, pack }
}

/** Runs the preload with what a sandboxed one may require. */
export function preloadWorld(key, bridge, encode, decode, environment, run) {
  const waiting = new Map()
  const listeners = new Map()
  let next = 0
  const post = (message) => globalThis[key](JSON.stringify(message))
  const ipcRenderer = {
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      )
      return ipcRenderer
    },
    send: (channel, ...args) => post({ kind: 'send', channel, args: encode(args) }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++next
        const message = { kind: 'invoke', id, channel, args: encode(args) }
        waiting.set(id, { resolve, reject })
        post(message)
      }),
  }
  globalThis.__deliver = (text) => {
    const message = JSON.parse(text)
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ sender: ipcRenderer }, ...decode(message.args))
      return
    }
    const promise = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) promise.resolve(decode(message.value))
    else promise.reject(new Error(message.error))
  }
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (name, value) => bridge.out({ kind: 'expose', name, value: bridge.pack(value) }),
    },
    webUtils: { getPathForFile: () => '' },
  }
  const module = { exports: {} }
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  run(require, module, module.exports, { ...environment, contextIsolated: true, sandboxed: true, type: 'renderer' })
}
