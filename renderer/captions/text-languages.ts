/** Languages a text may be said to have. */

/** Written ones with tens of millions of readers, and those of Europe's states: a screen reader has a voice for each. */
const common =
  'af ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mr ms mt nb nl nn pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh zh-TW'.split(
    ' ',
  )

/**
 * In the order of their names.
 * @param locale of the window
 * @param others BCP 47 codes that are there already, whatever they are
 */
export function textLanguages(
  locale: string,
  others: readonly string[],
): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
  const nameOf = (code: string): string => {
    try {
      return names.of(code) ?? code
    } catch {
      return code // a text that came from elsewhere
    }
  }
  return [...new Set([...common, ...others.filter((code) => code !== '')])]
    .map((code) => ({ code, name: nameOf(code) }))
    .toSorted((one, other) => one.name.localeCompare(other.name, locale))
}
