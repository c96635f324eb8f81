/** What is written at which level: alt text is a sentence or two, a paragraph is a description. */
import type { CaptionKind, CaptionLevel } from '../api/caption.ts'

/** A model with one way of speaking names no level; what it says is alt text. */
export function kindOfLevel(level: CaptionLevel | undefined): CaptionKind {
  return level === 'full' ? 'description' : 'alt'
}

/** The levels written for a photo that has no text: alt text always, and a paragraph besides where that is preferred. */
export function levelsToWrite(preferred: CaptionLevel): readonly CaptionLevel[] {
  return preferred === 'full' ? ['detailed', 'full'] : [preferred]
}
