/** Why a photo is in the answer, in the person's words and on its picture. */
import type { Hit, Reason } from '../../electron/api/search.ts'
import { words } from '../strings/strings.svelte.ts'

function reasonText(reason: Reason): string {
  const { t } = words
  switch (reason.kind) {
    case 'looks':
      return t.search.looks(Math.round(reason.probability * 100))
    case 'shows':
      return t.search.shows(reason.things)
    case 'counted':
      return t.search.counted[reason.said](reason.words)
    case 'text':
      return t.search.text(reason.field)
    case 'pictured':
      return t.search.pictured(reason.line)
    case 'filter':
      return reason.label
    case 'similar':
      return t.search.similar(Math.round(reason.similarity * 100))
  }
}

export function whyText(hit: Hit): string {
  return hit.why.map(reasonText).join(' · ')
}

/** Where the lines stand that say the words, four corners each, in fractions of the picture. */
export function linesOf(hit: Hit): readonly (readonly number[])[] {
  return hit.why.flatMap((reason) => (reason.kind === 'pictured' ? [reason.corners] : []))
}
