/** Every level of 'Animals|Birds|Falcon' or 'Places/Lisbon', from the top. */
export function allLevels(path: string): string[] {
  return path
    .split(/[|/]/)
    .map((level) => level.trim())
    .filter(Boolean)
}

/** Programs that write all keywords into one text with commas between them. */
const joiners = /picasa|windows|microsoft|acdsee|zoner|paint ?shop|irfanview|photo gallery/i

/**
 * One text that holds several keywords: 'beach; sunset' always, for no keyword has a semicolon; with commas where the
 * program is known to join ("Lisbon, Portugal" is one keyword elsewhere).
 */
export function splitJoined(keywords: readonly string[], software: string | undefined): string[] {
  const isJoiner = joiners.test(software ?? '')
  return keywords.flatMap((keyword) => {
    const sign = keyword.includes(';') ? ';' : isJoiner ? ',' : undefined
    const parts = sign === undefined ? [keyword] : keyword.split(sign)
    return parts.map((part) => part.trim()).filter(Boolean)
  })
}
