/** Which command a key means, whatever alphabet the keyboard writes. */

/**
 * The key's own letter where it is a Latin one, in lower case; otherwise that of the same key on a Latin keyboard, so
 * that F is favourite on a Greek or Russian layout too. Names such as `Enter` stay as they are.
 */
export function keyOf({ key, code }: { readonly key: string; readonly code: string }): string {
  if (key.length !== 1) return key
  if (/[\x20-\x7e]/u.test(key)) return key.toLowerCase()
  const [, letter] = /^(?:Key|Digit)([A-Z0-9])$/u.exec(code) ?? []
  return letter?.toLowerCase() ?? (code === 'Slash' ? '/' : key)
}
