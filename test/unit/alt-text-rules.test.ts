import { describe, expect, it } from 'vitest'
import { altTextRules, hintsFor } from '../../electron/api/alt-text-rules.ts'
import { fc } from '../random.ts'

const rulesOf = (text: string, language = 'en', sameOn = 0): string[] =>
  hintsFor({ text, language, sameOn }).map(({ rule }) => rule)

describe('hints about alt text', () => {
  it.each([
    ['A brown dog runs along a beach.', 'en', []],
    ['Ein brauner Hund rennt einen Strand entlang.', 'de', []],
    ['Image of a brown dog.', 'en', ['opening']],
    ['This is a photo of a brown dog.', 'en', ['opening']],
    ['A black and white photograph showing a bridge.', 'en', ['opening']],
    ['A picture with a red frame hangs on a wall.', 'en', []],
    ['Screenshot of a weather app: 21 degrees in Lisbon.', 'en', []],
    ['Painting of a windmill.', 'en', []],
    ['Photographers wait at a finish line.', 'en', []],
    ['Ein Foto von einem Hund.', 'de', ['opening']],
    ['Auf dem Bild ist ein Hund.', 'de', ['opening']],
    ['Das Bild zeigt einen Hund.', 'de', ['opening']],
    ['Bilder hängen an einer Wand.', 'de', []],
    ['IMG_1234.jpg', 'en', ['file-name']],
    ['DSC01234', 'en', ['file-name']],
    ['untitled', 'en', ['file-name']],
    ['Bildschirmfoto 2023-04-05', 'de', ['file-name']],
    ['A brown dog runs along a beach', 'en', ['no-full-stop']],
    ['She says “Stop!”', 'en', []],
    ['犬が浜辺を走っている。', 'ja', []],
    ['كلب يركض على الشاطئ؟', 'ar', []],
    ['หมาวิ่งบนชายหาด', 'th', []],
    ['NO SMOKING IN THIS AREA.', 'en', ['capitals']],
    ['犬が浜辺を走っている犬が浜辺。', 'ja', []],
    ['NATO.', 'en', []],
    ['A young woman holds a cup.', 'en', ['guess']],
    ['A 7-year-old on a swing.', 'en', ['guess']],
    ['Two Asian children play chess.', 'en', ['guess']],
    ['A human figure and a mannequin.', 'en', []],
    ['Eine ältere Dame hält eine Tasse.', 'de', ['guess']],
    ['Man sieht einen Hafen.', 'de', []],
    ['Mannheim bei Nacht.', 'de', []],
    ['', 'en', []],
    ['   ', 'en', []],
  ])('finds in “%s” (%s) %j', (text, language, rules) => {
    expect(rulesOf(text, language)).toEqual(rules)
  })

  it('names the words it is about', () => {
    expect(hintsFor({ text: 'A photo of an elderly man.', language: 'en' })).toEqual([
      { rule: 'opening', words: 'A photo of' },
      { rule: 'guess', words: 'elderly man' },
    ])
    expect(hintsFor({ text: 'A dog.', language: 'en', sameOn: 3 })).toEqual([{ rule: 'same-text', photos: 3 }])
  })

  it.each([
    [125, []],
    [126, ['long']],
    [250, ['long']],
    [251, ['too-long']],
  ])('counts letters as a reader does: %d of them', (count, rules) => {
    expect(rulesOf(`${'x'.repeat(count - 1)}.`)).toEqual(rules)
    // A family of four is one picture, however many code points it takes.
    expect(rulesOf(`${'👨‍👩‍👧‍👦'.repeat(count - 1)}.`)).toEqual(rules)
  })

  it('says each thing once, about words that are there, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 5000 }),
        fc.constantFrom('en', 'de', 'ja', ''),
        (text, language) => {
          const hints = hintsFor({ text, language, sameOn: 1 })
          const rules = hints.map(({ rule }) => rule)

          expect(rules).toEqual(
            [...new Set(rules)].toSorted((a, b) => altTextRules.indexOf(a) - altTextRules.indexOf(b)),
          )
          expect(rules).not.toEqual(expect.arrayContaining(['long', 'too-long']))
          for (const { words = '' } of hints) expect(text).toContain(words)
          expect(rules.includes('same-text')).toBe(text.trim() !== '')
        },
      ),
      { numRuns: 200 },
    )
  })
})
