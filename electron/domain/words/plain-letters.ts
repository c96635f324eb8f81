/** Takes accents off letter by letter, so that every place in the text stays where it was. */
export function withoutAccents(text: string): string {
  return text.normalize('NFC').replace(/\p{L}/gu, (letter) => {
    const base = letter.normalize('NFD').replace(/\p{M}/gu, '')
    return base.length === letter.length ? base : letter
  })
}

/** Without any marks, of lengths that may differ: for words that are compared, not shown. */
export function lettersOnly(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}
