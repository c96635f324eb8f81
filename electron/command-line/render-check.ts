import type { AltTextHint, AltTextRule } from '../api/alt-text-rules.ts'
import { goodLength, longestLength } from '../api/alt-text-rules.ts'
import type { contract } from '../api/contract.ts'
import type { Terminal } from './terminal.ts'
import type { z } from 'zod'

type Report = z.output<(typeof contract)['captions']['check']['output']>

const advice: Readonly<Record<AltTextRule, string>> = {
  long: `longer than ${goodLength} characters`,
  'too-long': `longer than ${longestLength} characters: the rest belongs into the long description`,
  opening: 'says that it is a picture, which is known',
  'file-name': 'a file name says nothing',
  'no-full-stop': 'a full stop at the end lets a screen reader pause',
  capitals: 'capitals may be read out letter by letter',
  'same-text': 'other photos have the very same text',
  guess: 'is this known, or guessed?',
  'not-seen': 'is this in the picture? It does not look so',
  'left-out': 'is seen first, and left out',
}

function hintText({ rule, words, photos }: AltTextHint): string {
  const about = words === undefined ? '' : ` (“${words}”)`
  return photos === undefined
    ? advice[rule] + about
    : `${photos} ${photos === 1 ? 'other photo has' : 'other photos have'} the very same text`
}

/** Photo by photo, then the sums; what it is given is printable. */
export function renderCheck({ photos, rules, checked, withoutText, decorative }: Report, terminal: Terminal): string {
  const lines = photos.map(({ path, text, hints }) =>
    [path, `  ${text}`, ...hints.map((hint) => `  ${terminal.paint('yellow', hintText(hint))}`)].join('\n'),
  )
  const sums = [
    `${checked} photos: ${withoutText} without text, ${decorative} that need no words`,
    ...rules.map(({ rule, count }) => `${count} ${count === 1 ? 'text' : 'texts'}: ${advice[rule]}`),
  ]
  return [...lines, ...(lines.length === 0 ? [] : ['']), ...sums].join('\n')
}
