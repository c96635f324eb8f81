/** Numbers with their nouns. */

/** `1 photo`, `2,000 photos`, as the language writes numbers. */
export function pluralOf(locale: string): (count: number, one: string, many: string) => string {
  return (count, one, many) => `${count.toLocaleString(locale)} ${count === 1 ? one : many}`
}
