import { describe, expect, it } from 'vitest'
import { folded, numbersIn, oneAndMany } from '../../electron/domain/folding.ts'
import { fc } from '../random.ts'

describe('one form for what is written and what is looked for', () => {
  it.each([
    ['Straße', 'strasse'],
    ['ŁÓDŹ', 'lódź'],
    ['Ærøskøbing', 'aeroskobing'],
    ['東京タワー', ' 東  京  タ  ワ  ー '],
    ['2019年12月', '2019 年 12 月 '],
    ['ﬁne', 'fine'],
    ['İzmir', 'i̇zmir'],
  ])('folds %s', (text, form) => {
    expect(folded(text)).toBe(form)
  })

  it('gives what was folded once the same form again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = (form: string): string => form.trim().replace(/ +/gu, ' ')
        expect(words(folded(folded(text)))).toBe(words(folded(text)))
      }),
    )
  })

  it.each([
    ['DSC01234.jpg', ['01234', '1234']],
    ['PC291027.jpg', ['291027']],
    ['IMG_0007.jpg', ['0007', '007']],
    ['beach 12.jpg', []],
  ])('remembers the numbers in %s', (name, numbers) => {
    expect(numbersIn(name)).toEqual(numbers)
  })

  it.each([
    ['dogs', ['dogs', 'dog']],
    ['cherry', ['cherry', 'cherries']],
    ['cherries', ['cherries', 'cherry']],
    ['boxes', ['boxes', 'box', 'boxe']],
    ['bus', ['bus']],
    ['glass', ['glass']],
    ['day', ['day']],
    ['tokyo', ['tokyo']],
    ['straße', ['straße']],
  ])('knows %s as one and as many', (word, forms) => {
    expect(oneAndMany(word)).toEqual(forms)
  })
})
