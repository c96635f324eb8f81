/** @file Puts back the ß that an alphabet without it cannot say. */

/** Between a vowel and a small letter it is read as B or as the Greek beta. */
const betweenLetters = /(?<=\p{L})(?<=[aeiouäöüAEIOU])[Bβ](?=\p{Ll}|\b)/gu
const greekInLatin = /(?<=\p{Script=Latin})β/gu
/** The commonest word on a street sign, in which it is read as a small b. */
const street = /(?<=[Ss]tra)b(?=en?\b)/gu

/** A line of text as it must have been. Only for readers whose letters lack ß. */
export function withSharpS(text: string): string {
  return text.replaceAll(street, 'ß').replaceAll(betweenLetters, 'ß').replaceAll(greekInLatin, 'ß')
}
