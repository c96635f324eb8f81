/** What is left of a sentence when the sure parts are out: the words for the model and the full text. */

/** Words that say "photo" or only join the sentence; they carry nothing the model needs. */
const openers =
  /^(?:(?:please\s+)?(?:show|find|give)\s+(?:me\s+)?)?(?:all\s+(?:of\s+)?)?(?:(?:the|my|our|any|an?|some)\s+)?(?:photos?|pictures?|images?|pics?|shots?|snaps?|everything|anything)\b(?:\s+(?:of|from|with|in|at|on|taken|shot|made|showing|that|which|show))*(?:\s+|$)/iu
const politeness = /^(?:please\s+)?(?:show|find|give)\s+(?:me\s+)?/iu
const germanOpeners =
  /^(?:(?:bitte\s+)?(?:zeig|zeige|finde|such|suche)\s+(?:mir\s+)?)?(?:alle\s+)?(?:(?:die|meine|unsere|ein|einige)\s+)?(?:fotos?|bilder|bild|aufnahmen?)(?:\s+(?:von|vom|mit|in|im|am|an|aus|auf|die|das|zeigen))*(?:\s+|$)/iu
/** In the other languages that dates are read in. */
const otherOpeners =
  /^(?:(?:les|las|los|le|de|as|wszystkie|toutes|todas|tutte|alle)\s+)*(?:fotos?|foto's|photos?|images?|immagini|imágenes|imagens|zdjęcia)\s+(?:de|del|de la|du|des|di|da|do|van|z|ze|en|in|em|à|au)(?:\s+|$)/iu
const danglingEnd =
  /(?:^|\s+)(?:in|from|at|on|of|during|with|taken|shot|the|and|or|to|for|near|nach|im|vom|von|am|und|oder|aufgenommen|en|à|au|du|nel|em|om|w|na|,|;|-|–)$/iu
const danglingStart =
  /^(?:in|from|of|during|taken|shot|and|or|but|aber|im|vom|von|aufgenommen|und|oder|en|w|nel|的照片|的|の写真|の|,|;|-|–)(?:\s+|$)/iu

/** A part of a sentence without what joined it to parts that are gone. */
export function tidyWords(words: string): string {
  let text = words
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,;])/gu, '$1')
    .replace(/(?:^|(?<=\s))[,;.!?&]+(?=\s|$)/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  for (;;) {
    const shorter = text
      .replace(danglingEnd, '')
      .replace(danglingStart, '')
      .replace(/^[,;]+|[,;]+$/gu, '')
      .trim()
    if (shorter === text) return text
    text = shorter
  }
}

/** The same without "show me all pictures of". */
export function withoutOpeners(words: string): string {
  const inner = tidyWords(words).replace(openers, '').replace(germanOpeners, '').replace(otherOpeners, '')
  return tidyWords(inner.replace(politeness, ''))
}

const stopWords = new Set(
  (
    'a an and any are as at be by for from has have in into is it its of on or some that the their there this to was were with my our me ' +
    'der die das den dem des ein eine einen einem einer und oder im am an auf aus bei mit von vom zu zum zur ist sind mein meine meinem meinen meiner unser unsere unserem unseren'
  ).split(' '),
)

/**
 * The words of a text worth looking up, lower case, in groups joined by "or": `kitchen or bathroom` gives
 * `[['kitchen'], ['bathroom']]`; a photo fits when every word of one group is found.
 */
export function lookupGroups(text: string): readonly (readonly string[])[] {
  return alternatives(text)
    .map(lookupWords)
    .filter((words) => words.length > 0)
}

/** The parts of free words between which "or" stands. */
export function alternatives(text: string): readonly string[] {
  return text.split(/\s+(?:or|oder|ou|\|)\s+|\s*\|\s*/iu).filter((part) => part.trim() !== '')
}

function lookupWords(text: string): readonly string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
  const worth = words.filter((word) => !stopWords.has(word))
  // "Die" alone is a title, and "in" a name of a folder.
  return worth.length === 0 ? words : worth
}
