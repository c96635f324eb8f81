/** Names longer than this are ordered by their beginning. */
const keyLength = 160

/**
 * A text that sorts as people count: IMG_9 before IMG_10. Case and accents are folded, numbers padded to ten digits.
 */
export function naturalKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/gu, (digits) => digits.padStart(10, '0'))
    .slice(0, keyLength)
}
