import { expect, it } from 'vitest'
import { confidenceOfLine } from '../../electron/inference/ppocr/short-lines.ts'

it('believes one or two letters less than a word, unless they are Chinese', () => {
  const confident = ['t', '00', 'HU', '2', 'STOP', '出口', '-'].map((text) => [
    text,
    confidenceOfLine(text, 0.9) >= 0.8,
  ])

  expect(confident).toEqual([
    ['t', false],
    ['00', true],
    ['HU', true],
    ['2', false],
    ['STOP', true],
    ['出口', true],
    ['-', true],
  ])
  expect(confidenceOfLine('t', 0.93)).toBeLessThan(0.8)
  expect(confidenceOfLine('00', 0.88)).toBeLessThan(0.8)
  expect(confidenceOfLine('2', 0.99)).toBeGreaterThan(0.8)
})
