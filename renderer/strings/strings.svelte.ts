/** The words of the window in the person's language. */
import { de } from './de.ts'
import { en, type Strings } from './en.ts'

const languages = { en, de } as const
export type Language = keyof typeof languages

class Words {
  #language = $state<Language>('en')

  get t(): Strings {
    return languages[this.#language]
  }

  use(language: Language): void {
    this.#language = language
    document.documentElement.lang = language
  }
}

export const words = new Words()
