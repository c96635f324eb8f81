/** What a search found, and the words that stand in a photo. */
import type { z } from 'zod'
import type { contract } from '../api/contract.ts'
import type { PhotoSummary } from '../api/photo.ts'
import type { Hit, Reason } from '../api/search.ts'
import { surely } from '../domain/words/picture-line.ts'
import type { Terminal } from './terminal.ts'

type SearchPage = z.output<(typeof contract)['search']['query']['output']>
type WordsOfPhoto = z.output<(typeof contract)['photos']['read']['output']>

/** What the line above already shows is named, not said again; of a path the end tells most. */
function excerptText(excerpt: string, photo: PhotoSummary): string {
  if (excerpt === photo.alt?.text) return ''
  const line = excerpt.replace(/\\u\{a\}|\s+/gu, ' ') // ends of lines, spelled out like everything invisible
  return `: ${line.includes('/') ? line.slice(-60) : line.slice(0, 80)}`
}

const countedText = {
  same: (words: string): string => `its text counts ${words}`,
  open: (words: string): string => `whether it is ${words}, no text says`,
  other: (words: string): string => `its text says another number than ${words}`,
} as const

function reasonText(reason: Reason, photo: PhotoSummary): string {
  switch (reason.kind) {
    case 'looks':
      return `looks like it (${Math.round(reason.probability * 100)} %)`
    case 'shows':
      return `shows ${reason.things}`
    case 'counted':
      return countedText[reason.said](reason.words)
    case 'text':
      return `${reason.field}${excerptText(reason.excerpt, photo)}`
    case 'pictured':
      return `in the picture: ${reason.line.slice(0, 80)}`
    case 'filter':
      return reason.label
    case 'similar':
      return `similar (${Math.round(reason.similarity * 100)} %)`
  }
}

/** What a photo says, with what is to be known of it. */
export function altText(photo: PhotoSummary, terminal: Terminal): string {
  if (photo.alt === undefined) return terminal.paint('dim', 'no alt text')
  if (photo.alt.decorative === true) return terminal.paint('dim', 'needs no words')
  const check = photo.alt.needsReview ? terminal.paint('yellow', ' (please check)') : ''
  return `${photo.alt.text}${check}`
}

function hitText(hit: Hit, index: number, terminal: Terminal): string {
  const { photo } = hit
  const facts = [photo.takenAt?.replace('T', ' '), photo.place, photo.camera].filter((fact) => fact !== undefined)
  return [
    `${String(index + 1).padStart(3)}  ${terminal.paint('bold', photo.path)}`,
    `     ${altText(photo, terminal)}`,
    ...(facts.length > 0 ? [`     ${terminal.paint('dim', facts.join(' · '))}`] : []),
    `     ${terminal.paint('cyan', hit.why.map((reason) => reasonText(reason, photo)).join('; '))}`,
  ].join('\n')
}

/** What was not understood, or was understood in one of several ways. */
function searchRemarks(page: SearchPage): string[] {
  return [
    ...page.complaints.map(({ field, meant, value, example }) =>
      value === undefined
        ? `There is no field "${field}"${meant === undefined ? '.' : `; ${meant}?`}`
        : `${field} cannot be "${value}"; for instance ${example ?? ''}`,
    ),
    ...page.ambiguous.map(
      ({ words, taken, other }) => `${words} was read as ${taken}, not as ${other}; the preference dateOrder decides.`,
    ),
    ...page.spelled.map(({ typed, taken }) => `Nothing says "${typed}"; also looked for ${taken.join(', ')}.`),
  ]
}

/** What was understood, what was found and why, or what there is otherwise. */
export function renderSearch(page: SearchPage, terminal: Terminal): string {
  const lines: string[] = []
  if (page.filters.length > 0) lines.push(`Only: ${page.filters.map((filter) => filter.label).join(', ')}`)
  lines.push(...searchRemarks(page).map((remark) => terminal.paint('yellow', remark)))
  if (page.hits.length === 0) lines.push('No good match.')
  lines.push(
    ...page.relaxed.map(({ dropped, total, words }) => `Without “${dropped}”: ${total}, by searching: ${words}`),
  )
  lines.push(...page.hits.map((hit, index) => hitText(hit, index, terminal)))
  if (page.nearest.length > 0) {
    lines.push(terminal.paint('dim', 'The nearest ones, which probably do not fit:'))
    lines.push(...page.nearest.map((hit) => terminal.paint('dim', `     ${hit.photo.path}`)))
  }
  if (page.total > page.hits.length)
    lines.push(terminal.paint('dim', `${page.atLeast ? 'At least ' : ''}${page.total} in all; more with --limit`))
  if (page.notice !== undefined) lines.push(terminal.paint('yellow', page.notice))
  return lines.join('\n')
}

/** A line for each; what is doubtful is said to be. */
export function renderWords({ lines }: WordsOfPhoto, terminal: Terminal): string {
  if (lines.length === 0) return terminal.paint('dim', 'No words.')
  const doubt = (confidence: number): string =>
    confidence >= surely ? '' : terminal.paint('yellow', ` (${Math.round(confidence * 100)} %)`)
  return lines.map(({ text, confidence }) => `${text}${doubt(confidence)}`).join('\n')
}
