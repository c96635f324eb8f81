import { describe, expect, it } from 'vitest'
import { keyOf } from '../../renderer/ui/key-of.ts'

describe('a key of the keyboard', () => {
  it.each([
    ['f', 'KeyF', 'f'],
    ['F', 'KeyF', 'f'],
    ['а', 'KeyF', 'f'],
    ['φ', 'KeyF', 'f'],
    ['a', 'KeyQ', 'a'],
    ['?', 'Minus', '?'],
    ['.', 'Slash', '.'],
    ['ю', 'Slash', '/'],
    ['٣', 'Digit3', '3'],
    ['Enter', 'Enter', 'Enter'],
    ['ß', 'Minus', 'ß'],
  ])('%s on %s is the command %s', (key, code, command) => {
    expect(keyOf({ key, code })).toBe(command)
  })
})
