import { describe, expect, it } from 'vitest'
import type { Caption } from '../../electron/api/caption.ts'
import type { CaptionSummary } from '../../electron/api/photo.ts'
import { doubtOf, originOf } from '../../renderer/captions/caption-origin.ts'

const text = 'A dog on a beach.'
const machine: Caption = { kind: 'alt', source: 'machine', text, language: 'en', createdAt: '2026-01-01T10:00:00Z' }
const mine: Caption = { ...machine, source: 'human', createdAt: '2026-01-02T10:00:00Z' }

function shown(source: CaptionSummary['source'], words = text, needsReview = false): CaptionSummary {
  return { text: words, language: 'en', source, needsReview }
}

describe('who stands behind a text', () => {
  const cases = {
    'a model, until somebody has read it': [shown('machine'), [machine], { kind: 'machine', model: undefined }],
    'a model and the person who accepted it': [
      shown('human'),
      [mine, machine],
      { kind: 'accepted', at: mine.createdAt },
    ],
    'the person who wrote something else': [
      shown('human', 'My dog.'),
      [{ ...mine, text: 'My dog.' }, machine],
      { kind: 'human' },
    ],
    'the person, where a model said the same only later': [
      shown('human'),
      [{ ...machine, createdAt: '2026-01-03T10:00:00Z' }, mine],
      { kind: 'human' },
    ],
    'the person who decided that no words are needed': [
      { ...shown('human', ''), decorative: true },
      [machine],
      { kind: 'decorative' },
    ],
    'the file': [shown('imported'), [], { kind: 'imported' }],
    'a person, while the history is not known yet': [shown('human'), [], { kind: 'human' }],
  } as const
  for (const [who, [caption, history, origin]] of Object.entries(cases))
    it(`is ${who}`, () => {
      expect(originOf(caption, 'alt', history)).toEqual(origin)
    })
})

describe('one reason for a look', () => {
  const cases = {
    'there is none where nobody doubts': [shown('machine'), [machine], undefined],
    'the picture, where it contradicts the words': [
      shown('machine', text, true),
      [{ ...machine, agreement: 0.2 }],
      'looks-different',
    ],
    'the words, where the picture agrees': [shown('machine', text, true), [{ ...machine, agreement: 0.9 }], 'unsure'],
    'the words, where nothing compared them': [shown('machine', text, true), [machine], 'unsure'],
    'there is none of a model’s, where a person’s text wants a look': [shown('human', text, true), [mine], undefined],
  } as const
  for (const [what, [caption, history, doubt]] of Object.entries(cases))
    it(`is ${what}`, () => {
      expect(doubtOf(caption, 'alt', history)).toBe(doubt)
    })
})
