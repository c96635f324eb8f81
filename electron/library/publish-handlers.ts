/** The contract's group `publish`. */
import type { z } from 'zod'
import type { SightlineContract } from '../api/contract.ts'
import { AppError } from '../api/errors.ts'
import type { publishMethods } from '../api/methods/publish.ts'
import { publishHow, publishScope, type PublishHow } from '../api/publish.ts'
import type { Handlers } from '../api/rpc.ts'
import { clipboardText } from './captions/caption-export.ts'
import { publishedTexts } from './captions/published-text.ts'
import { compareTexts, documentOf, takeOverTexts } from './publish/corrections.ts'
import { placeFor } from './publish/outward.ts'
import { previewOf } from './publish/preview.ts'
import type { Publishing } from './publish/publishing.ts'
import type { PublishParts } from './publish/run-parts.ts'
import { photosOfScope } from './publish/scope.ts'
import { changedPreferences, readPreferences } from './shared/preferences.ts'

export interface PublishHandlerParts extends PublishParts {
  readonly publishing: Publishing
}

type Wish = z.output<(typeof publishMethods)['start']['input']>
type Run = Awaited<ReturnType<Handlers<SightlineContract>['publish']['start']>>

const listed = 1000

export function publishHandlers(parts: PublishHandlerParts): Handlers<SightlineContract>['publish'] {
  const { store, acts, publishing } = parts

  const begin = async (wish: Wish, signal: AbortSignal): Promise<Run> => {
    const how = publishHow.parse(wish)
    if (how.as === 'files') allowFiles(parts, wish.allow)
    const photos = await photosOfScope(parts, publishScope.parse(wish), signal)
    const to = await placeFor(how)
    return publishing.start({ ...how, ...(to === undefined ? {} : { to }) }, photos)
  }
  const ended = async ({ id }: Run, signal: AbortSignal): Promise<Run> => publishing.wait(id, signal)
  const notWritten = (id: number) =>
    publishing.outcomes(id, { after: 0, states: ['refused', 'without-text'], limit: listed }).outcomes

  return {
    preview: async (input, signal) => previewAs(parts, input, signal),
    start: begin,
    run: async (input, signal) => {
      if (input.preview) return { preview: await previewAs(parts, input, signal), outcomes: [] }
      const begun = input.resume ? publishing.resume() : await begin(input, signal)
      if (begun === undefined)
        throw new AppError('not-found', 'No run waits to go on.', { hint: 'See: sightline publish list' })
      const run = await ended(begun, signal)
      return { run, outcomes: notWritten(run.id) }
    },
    state: () => {
      const run = publishing.state()
      const allowed = readPreferences(store).writeIntoFiles
      return Promise.resolve({ allowed, ...(run === undefined ? {} : { run }) })
    },
    runs: (input) => Promise.resolve({ runs: publishing.runs(input.limit) }),
    outcomes: ({ run, ...page }) => Promise.resolve(publishing.outcomes(run, page)),
    pause: async () => {
      await publishing.pause()
      return { done: true }
    },
    resume: () => {
      const run = publishing.resume()
      return Promise.resolve(run === undefined ? {} : { run })
    },
    cancel: async () => {
      await publishing.cancel()
      return { done: true }
    },
    undo: (input) => Promise.resolve(publishing.undo(input.run)),
    takeBack: async (input, signal) => {
      const run = await ended(publishing.undo(input.run), signal)
      return { run, outcomes: notWritten(run.id) }
    },
    text: (input) => {
      const texts = publishedTexts(store, input.photos)
      const withText = texts.filter(({ alt }) => alt !== undefined).length
      return Promise.resolve({
        ...clipboardText(texts, input.format, input.descriptions),
        ...{ withText, withoutText: texts.length - withText },
      })
    },
    compare: async (input) => compareTexts(store, await documentOf(input), input.language).preview,
    import: async (input) => {
      const document = await documentOf(input)
      if (input.preview) return { ...compareTexts(store, document, input.language).preview, taken: false }
      const { language, mark } = input
      return { ...takeOverTexts({ store, acts }, document, { language, mark }), taken: true }
    },
  }
}

async function previewAs(parts: PublishHandlerParts, wish: PublishHow, signal: AbortSignal) {
  const photos = await photosOfScope(parts, publishScope.parse(wish), signal)
  return previewOf(parts.store, publishHow.parse(wish), photos)
}

/** Originals are written only where a person has said so, once. Errors: `bad-request`. */
function allowFiles({ store, acts }: PublishHandlerParts, isAllowed: boolean): void {
  if (readPreferences(store).writeIntoFiles) return
  if (!isAllowed)
    throw new AppError('bad-request', 'Writing into photo files is switched off.', {
      hint: 'Allow it in the settings, or with --allow; copies need no leave (--as copies --to <folder>).',
    })
  acts.carryOut(() => [{ act: 'preferences', preferences: changedPreferences(store, { writeIntoFiles: true }) }])
}
