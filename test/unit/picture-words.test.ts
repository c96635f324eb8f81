/** Rules about words in pictures: their order, what a picture is, what of them is said, how they are looked for. */
import { describe, expect, it } from 'vitest'
import { kindOfPicture } from '../../electron/domain/words/kind-of-picture.ts'
import type { PictureLine } from '../../electron/domain/words/picture-line.ts'
import { inReadingOrder } from '../../electron/domain/words/reading-order.ts'
import { draftOfWords, fullText, withWords } from '../../electron/domain/words/said-words.ts'
import { fewestEdits } from '../../electron/domain/words/fewest-edits.ts'
import { isWorthAsking, lettersOf, piecesOf, says } from '../../electron/domain/words/word-wish.ts'

/** An upright line: left, top, width, height in fractions. */
function line(text: string, [x, y, w, h]: readonly [number, number, number, number], confidence = 0.99): PictureLine {
  return { text, confidence, corners: [x, y, x + w, y, x + w, y + h, x, y + h] }
}
const print = Array.from({ length: 12 }, (_, row) =>
  line(`Line ${row + 1} of the minutes`, [0.1, 0.05 + 0.07 * row, 0.8, 0.04]),
)
const scan = { format: 'jpeg', width: 2480, height: 3508, hasCamera: false }

describe('the reading order', () => {
  it('goes from the top, and in a row from the left', () => {
    const lines = [
      line('right', [0.5, 0.11, 0.3, 0.1]),
      line('below', [0.1, 0.3, 0.3, 0.1]),
      line('left', [0.1, 0.1, 0.3, 0.1]),
    ]

    expect(inReadingOrder(lines).map(({ text }) => text)).toEqual(['left', 'right', 'below'])
  })
})

describe('a picture', () => {
  const shot = { format: 'png', width: 1170, height: 2532, hasCamera: false }
  it.each([
    ['of the size of a screen, drawn', shot, [], 'screenshot'],
    ['the same from a camera', { ...shot, hasCamera: true }, [], undefined],
    ['the same as a JPEG', { ...shot, format: 'jpeg' }, [], undefined],
    ['a window with small print', { ...shot, width: 900, height: 333 }, print.slice(0, 4), 'screenshot'],
    ['a page', scan, print, 'document'],
    ['a page from a camera', { ...scan, hasCamera: true }, print, 'document'],
    ['a page that nobody can read', scan, print.map((each) => ({ ...each, confidence: 0.5 })), undefined],
    ['a sign', scan, [line('STOP', [0.4, 0.4, 0.2, 0.1])], undefined],
    ['without anything', { ...scan, width: undefined, height: undefined, format: undefined }, [], undefined],
  ] as const)('%s is %s', (_, facts, lines, kind) => {
    expect(kindOfPicture(facts, lines)).toBe(kind)
  })
})

describe('what is said', () => {
  const sign = [line('HARBOUR STREET', [0.3, 0.4, 0.4, 0.1]), line('No parking', [0.35, 0.52, 0.3, 0.06])]

  it('is what stands there, in the language of the person', () => {
    expect(draftOfWords(sign, undefined, 'en')).toBe('Words in the picture: “HARBOUR STREET”, “No parking”.')
    expect(draftOfWords(sign, undefined, 'de')).toBe('Wörter im Bild: „HARBOUR STREET“, „No parking“.')
  })

  it('leaves out small print, doubt and single letters', () => {
    const lines = [
      ...sign,
      line('printed by Miller', [0.3, 0.9, 0.1, 0.02]),
      line('HARB0UR', [0.3, 0.1, 0.4, 0.1], 0.85),
      line('X', [0.8, 0.4, 0.1, 0.1]),
    ]

    expect(draftOfWords(lines, undefined, 'en')).toBe('Words in the picture: “HARBOUR STREET”, “No parking”.')
  })

  it('is the beginning of a page, and all of it in the description', () => {
    expect(draftOfWords(print, 'document', 'en')).toBe(
      'A page of text beginning “Line 1 of the minutes Line 2 of the minutes Line 3 of the …”.',
    )
    expect(fullText(print, 'document')?.split('\n')).toHaveLength(12)
    expect(fullText(sign, undefined)).toBeUndefined()
  })

  it('is nothing where there are no words, or too many for a sentence', () => {
    expect(draftOfWords([], undefined, 'en')).toBeUndefined()
    expect(draftOfWords([], 'document', 'en')).toBeUndefined()
    expect(
      draftOfWords(
        Array.from({ length: 30 }, () => sign[0] ?? line('', [0, 0, 0, 0])),
        undefined,
        'en',
      ),
    ).toBe(undefined)
  })

  it('goes behind a text that does not say it, within its length', () => {
    expect(withWords('A street corner', sign, 'en')).toBe(
      'A street corner. Words in the picture: “HARBOUR STREET”, “No parking”.',
    )
    expect(withWords('A sign: Harbour Street, no parking.', sign, 'en')).toBeUndefined()
    expect(withWords('', sign, 'en')).toBeUndefined()
    expect(withWords('x'.repeat(240), sign, 'en')).toBeUndefined()
  })
})

describe('looking for words', () => {
  it.each([
    ['KINDERARZNEIMITTEL', 'arzneimittel', true],
    ['Café de la Gare', 'cafe', true],
    ['WELCOMETO', 'welcome', true],
    ['education', 'cat', false],
    ['the cat', 'cat', true],
    ['Gtowny', 'Główny', true],
    ['sthaden', 'schaden', true],
    ['harbor', 'market', false],
    ['', 'market', false],
  ])('%j says %j: %s', (text, word, isSaid) => {
    expect(says(text, word, true)).toBe(isSaid)
  })

  it('is exact where nothing may be forgiven', () => {
    expect(says('sthaden', 'schaden', false)).toBe(false)
    expect(fewestEdits('schaden', 'gehwegsthadenx')).toBe(1)
    expect(piecesOf('straße')).toEqual([['str'], ['asse']])
    expect(piecesOf('short')).toBeUndefined()
    expect(lettersOf(['Harbour Street', '12,50 €'])).toBe('harbourstreet 1250')
  })

  it('is not done for what stands everywhere', () => {
    const wish = (...words: string[]) => isWorthAsking({ words, phrases: [], tolerant: false })

    expect(wish('a')).toBe(false)
    expect(wish('on', 'at')).toBe(false)
    expect(wish('42')).toBe(true)
    expect(wish('on', 'sale')).toBe(true)
    expect(wish()).toBe(false)
  })
})
