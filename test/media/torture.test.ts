import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../electron/api/errors.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { closeMedia, readMetadata } from '../../electron/media/metadata/metadata.ts'
import { corpus, filesBelow, nameIn } from './corpus.ts'

afterAll(closeMedia)

const root = corpus ?? ''
const options = {
  inputs: [{ width: 224, height: 224, fit: 'crop', kernel: 'cubic' } as const],
  thumbnailSize: 512,
}

/** What happened to a file: 'decoded', 'partial', a code, or the name of an error that should not be. */
async function outcomeOf(path: string): Promise<string> {
  try {
    await readMetadata(path, { known: await fingerprintFile(path) })
    const photo = await decodePhoto(path, options)
    return photo.warning === undefined ? 'decoded' : 'partial'
  } catch (error) {
    if (!(error instanceof AppError)) return error instanceof Error ? `threw ${error.stack ?? error.message}` : 'threw'
    return error.message.length > 10 && (error.hint !== '' || error.code === 'cancelled') ? error.code : 'no hint'
  }
}

describe.skipIf(corpus === undefined)('every file of the corpus, good and bad', () => {
  const sets = ['bad', 'formats', 'metadata'].map((set) => [set] as const)

  it.each(sets)('%s: only AppErrors, under 10 s a file and 1 GB in all', { timeout: 600_000 }, async (set) => {
    const outcomes = new Map<string, number>()
    const slow: string[] = []
    const wrong: string[] = []
    let mostBytes = 0
    for (const path of filesBelow(join(root, set))) {
      const start = performance.now()
      const outcome = await outcomeOf(path)
      const tookMs = performance.now() - start
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (tookMs > 10_000) slow.push(nameIn(root, path))
      if (outcome.startsWith('threw') || outcome === 'no hint') wrong.push(`${nameIn(root, path)}: ${outcome}`)
    }

    console.log(set, Object.fromEntries(outcomes), `${Math.round(mostBytes / 1e6)} MB at most`)
    expect({ slow, wrong, isModest: mostBytes < 1e9 }).toEqual({ slow: [], wrong: [], isModest: true })
  })
})
