/** True when `path` is `folder` or lies below it. Both absolute and normalised. */
export function isInside(path: string, folder: string, separator: string): boolean {
  const prefix = folder.endsWith(separator) ? folder : folder + separator
  return path === folder || path.startsWith(prefix)
}

/** The words of a path that a person may search for: `IMG_0012 (beach).jpg` gives `IMG 0012 beach`. */
export function searchableWords(path: string): string {
  return path
    .normalize('NFC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
