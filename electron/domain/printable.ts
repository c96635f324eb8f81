/** Text of others (names, titles, arguments) made fit to be shown: nothing in it can move a cursor or hide an ending. */

/** Controls, C1 included, direction marks and other invisible ones, and ends of lines; not what joins emoji. */
const invisible = /(?!\u200D)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const spelled = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/**
 * Fit for one line: control characters, line breaks and direction marks are spelled out, so that no name can forge
 * output or hide its ending.
 */
export function printable(text: string): string {
  return text.replace(invisible, spelled)
}

/** The same for text of several lines: their ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(invisible, (character) => (/[\n\t]/u.test(character) ? character : spelled(character)))
}

/** JSON of the same value, with everything invisible as JSON escapes it. */
export function printableJson(json: string): string {
  return json.replace(invisible, (character) =>
    character === '\n'
      ? character
      : Array.from(
          { length: character.length },
          (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  )
}

/** Every text in a value made fit for one line; the value's shape stays. */
export function printableDeep<Value>(value: Value): Value {
  // Only texts change, and stay texts: the shape is the same.
  if (typeof value === 'string') return printable(value) as Value
  if (Array.isArray(value)) return value.map((each: unknown) => printableDeep(each)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printableDeep(each)])) as Value
}
