import { describe, expect, it } from 'vitest'
import { fewestEdits } from '../../electron/domain/words/fewest-edits.ts'
import { piecesOf } from '../../electron/domain/words/word-wish.ts'
import { fc } from '../random.ts'

/** The whole table, as Sellers wrote it down. */
function byTable(word: string, text: string): number {
  let row = Array.from({ length: text.length + 1 }, () => 0)
  for (const [index, letter] of Array.from(word).entries()) {
    const next = [index + 1]
    for (let at = 1; at <= text.length; at += 1)
      next[at] = Math.min(
        (row[at] ?? 0) + 1,
        (next[at - 1] ?? 0) + 1,
        (row[at - 1] ?? 0) + (text[at - 1] === letter ? 0 : 1),
      )
    row = next
  }
  return Math.min(...row)
}

const run = (least: number, most: number) =>
  fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: least, maxLength: most }).map((letters) => letters.join(''))
const word = (least: number) =>
  fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { minLength: least, maxLength: 20 })
    .map((letters) => letters.join(''))

describe('a word with mistakes in a text', () => {
  it('is as far as the whole table says, up to 32 letters', () => {
    fc.assert(
      fc.property(run(0, 32), run(0, 60), (wanted, text) => {
        expect(fewestEdits(wanted, text)).toBe(byTable(wanted, text))
      }),
    )
  })

  it('with one letter wrong, missing or too much still has one of the pieces by which it is looked for', () => {
    fc.assert(
      fc.property(word(6), fc.nat(19), fc.constantFrom('exchange', 'drop', 'add'), (wanted, place, mistake) => {
        const at = place % wanted.length
        const text =
          wanted.slice(0, at) + (mistake === 'drop' ? '' : 'x') + wanted.slice(mistake === 'add' ? at : at + 1)

        const pieces = piecesOf(wanted) ?? []

        expect(pieces.some((together) => together.every((piece) => text.includes(piece)))).toBe(true)
        expect(pieces.flat().every(({ length }) => length >= 3)).toBe(true)
      }),
    )
  })
})
