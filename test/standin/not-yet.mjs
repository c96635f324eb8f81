/** @file What the stand-in lacks throws, with its name; nothing passes silently. Tests may put in what they need. */
export function notYet(name, known = {}) {
  return new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol') return Reflect.get(target, key)
      throw new Error(`stand-in: ${name}.${key} is not implemented`)
    },
  })
}

/** An event as Electron's, that a listener can prevent. */
export function preventable(extra = {}) {
  return {
    ...extra,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}
