/** True when `path` is `folder` or lies below it. Both absolute and normalised. */
export function isInside(path: string, folder: string, separator: string): boolean {
  const prefix = folder.endsWith(separator) ? folder : folder + separator
  return path === folder || path.startsWith(prefix)
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A path fit for one line of text: control characters, line breaks and direction marks are spelled out, so that no
 * file name can forge output or hide its ending.
 */
export function printablePath(path: string): string {
  return path.replace(invisible, (character) => {
    if (character === '\u200D') return character // joins emoji
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}

/** The words of a path that a person may search for: `IMG_0012 (beach).jpg` gives `IMG 0012 beach`. */
export function searchableWords(path: string): string {
  return path
    .normalize('NFC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
