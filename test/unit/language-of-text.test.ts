/** Which voice reads a text: its words say so. */
import { describe, expect, it } from 'vitest'
import { languageOfText } from '../../electron/domain/words/language-of-text.ts'

describe('the language of a text', () => {
  it.each([
    ['en', 'A dog runs along the beach.'],
    ['en', 'Two children in red coats feed ducks.'],
    ['en', 'A street corner with a sign that reads "HARBOUR STREET".'],
    ['de', 'Ein Hund läuft am Strand entlang.'],
    ['de', 'Zwei Kinder in roten Mänteln füttern Enten.'],
    ['de', 'Blick auf den Hafen bei Nacht, mit Booten und einem Leuchtturm'],
    ['fr', 'Un chien court sur la plage.'],
    ['fr', 'Deux enfants en manteaux rouges nourrissent des canards.'],
    ['es', 'Un perro corre por la playa.'],
    ['es', 'Dos niños con abrigos rojos dan de comer a los patos.'],
    ['it', 'Un cane corre sulla spiaggia.'],
    ['it', 'Due bambini con cappotti rossi danno da mangiare alle anatre.'],
    ['pt', 'Um cão corre na praia.'],
    ['pt', 'Duas crianças com casacos vermelhos dão comida aos patos.'],
    ['nl', 'Een hond rent langs het strand.'],
    ['pl', 'Pies biegnie po plaży obok morza.'],
    ['ja', '海辺を走る犬。'],
    ['zh', '一只狗在海滩上奔跑。'],
    ['ko', '해변을 달리는 개.'],
  ])('is %s for "%s"', (language, text) => {
    expect(languageOfText(text)).toBe(language)
  })

  it.each(['', 'Lisboa', '2019', 'IMG_2034.jpg', 'Anna & Ben', '🙂', 'Hund'])('is not guessed for "%s"', (text) => {
    expect(languageOfText(text)).toBeUndefined()
  })
})
