/**
 * @file Values as a structured clone would carry them, in JSON. Used in Node and, by its source, in the page, so each
 * function is whole in itself. `special` turns functions and promises into tokens.
 */
export function encode(value, special) {
  const seen = new Set()
  const refuse = (what) => {
    const name = typeof what === 'function' ? 'Function' : String(what)
    throw new DOMException(`${name} could not be cloned.`, 'DataCloneError')
  }
  const base64 = (bytes) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  const isCloneable = (each) => {
    try {
      structuredClone(each)
      return true
    } catch {
      return false
    }
  }
  const isSpecial = (each) => typeof each === 'function' || each instanceof Promise
  const holdsSpecial = (each, depth = 0) =>
    isSpecial(each) ||
    (depth < 5 &&
      each !== null &&
      typeof each === 'object' &&
      !ArrayBuffer.isView(each) &&
      Object.values(each).some((inner) => holdsSpecial(inner, depth + 1)))
  const walk = (each) => {
    if (each === null || typeof each === 'string' || typeof each === 'boolean') return each
    if (each === undefined) return { $: 'undefined' }
    if (typeof each === 'number') return Number.isFinite(each) ? each : { $: 'number', v: String(each) }
    if (typeof each === 'bigint') return { $: 'bigint', v: String(each) }
    if (isSpecial(each)) return (special ?? refuse)(each)
    if (typeof each === 'symbol') return refuse(each)
    if (each instanceof Date) return { $: 'date', v: each.getTime() }
    if (each instanceof Error) return { $: 'error', v: each.message }
    if (ArrayBuffer.isView(each))
      return { $: 'bytes', v: base64(new Uint8Array(each.buffer, each.byteOffset, each.byteLength)) }
    if (seen.has(each)) throw new Error('stand-in: cyclic values are not implemented')
    seen.add(each)
    const out = Array.isArray(each)
      ? { $: 'list', v: each.map(walk) }
      : { $: 'object', v: Object.entries(each).map(([name, inner]) => [name, walk(inner)]) }
    seen.delete(each)
    return out
  }
  // Proxies (Svelte's state), DOM nodes and the like are refused, as V8's serializer does.
  if (!holdsSpecial(value) && !isCloneable(value)) refuse(value)
  return JSON.stringify(walk(value))
}

export function decode(text, special) {
  const walk = (each) => {
    if (each === null || typeof each !== 'object') return each
    switch (each.$) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(each.v)
      case 'bigint':
        return BigInt(each.v)
      case 'date':
        return new Date(each.v)
      case 'error':
        return new Error(each.v)
      case 'bytes':
        return Uint8Array.from(atob(each.v), (character) => character.charCodeAt(0))
      case 'list':
        return each.v.map(walk)
      case 'object':
        return Object.fromEntries(each.v.map(([name, inner]) => [name, walk(inner)]))
      default:
        return special(each)
    }
  }
  return walk(JSON.parse(text))
}
