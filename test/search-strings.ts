/** Strings as nobody would search for, made of what a search is made of. */
import { fc } from './random.ts'

const pieces = [
  ...[
    '(',
    ')',
    '"',
    '-',
    '|',
    ' or ',
    ' OR ',
    ' not ',
    ' and ',
    ' ohne ',
    ':',
    '..',
    '>',
    "'",
    ',',
    ' – ',
    '年',
    '月',
    '*',
  ],
  ...['2019', '12', '31.2.', 'May', 'summer', 'last ', 'every ', 'iso:', 'rating:>', 'date:', 'Hamburg', 'in ', 'the '],
  ...[
    'first half of ',
    'between ',
    ' to ',
    'before ',
    '3 days ago',
    '夏天',
    '去年',
    '\u0000',
    '🏖️',
    'e\u0301',
    '\u202e',
    'ß',
  ],
  ...['beach', 'holiday', ' NEAR ', ' AND ', '{words}', '^', '+', 'camera:', 'place:', 'text', '100', '%', '_', '\\'],
]

/** Any letters, any bytes, or words and signs of the grammar in a row. */
export const searchStrings = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), {
      maxLength: 20,
    })
    .map((each) => each.join('')),
)
