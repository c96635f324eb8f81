/** The languages that the texts of a library are written in, so that words are bent as in these and no others. */
import { stemmedLanguages, type StemmedLanguage } from '../../domain/words/word-forms.ts'
import type { Store } from '../../store/store.ts'
import { readPreferences } from '../shared/preferences.ts'
import { whileUnchanged } from './while-unchanged.ts'

/** Small words of one language that are no words of another of them, without marks, as written words are kept. */
const tellingWords: Readonly<Partial<Record<StemmedLanguage, readonly string[]>>> = {
  de: ['und', 'der', 'mit', 'eine', 'einem', 'auf', 'ist', 'vor', 'neben'],
  fr: ['les', 'une', 'avec', 'dans', 'sur', 'des', 'est', 'devant', 'deux'],
  es: ['los', 'las', 'una', 'con', 'del', 'por', 'sobre', 'dos', 'junto'],
  it: ['della', 'nella', 'gli', 'che', 'delle', 'sul', 'davanti', 'uno', 'sulla'],
  pt: ['uma', 'com', 'das', 'dos', 'nao', 'sobre', 'ao', 'perto', 'duas'],
  nl: ['een', 'het', 'met', 'van', 'voor', 'naast', 'twee', 'aan'],
  pl: ['jest', 'nad', 'przed', 'pod', 'przy', 'dwa', 'oraz', 'obok'],
}
/** One may be a name. */
const fewestTelling = 2

/** English, which captions are written in, the window's language, and those whose small words stand in the texts. */
export const spokenLanguages = whileUnchanged((store: Store): readonly StemmedLanguage[] => {
  const { language } = readPreferences(store)
  return stemmedLanguages.filter((code) => {
    if (code === 'en' || code === language) return true
    const telling = tellingWords[code] ?? []
    return store.writtenWords.present(telling) >= fewestTelling
  })
})
