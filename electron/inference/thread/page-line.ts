/** @file The line of photos whose words are read, one at a time: a cheap look first, the large picture where it pays. */
import { AppError } from '../../api/errors.ts'
import type { Picture } from '../ppocr/picture.ts'
import { DecodeLine } from './decode-line.ts'
import { noPack, type LineParts } from './photo-lines.ts'
import type { Requests, WordsOfPhoto } from './protocol.ts'

type Ask = Requests['readPhoto']['ask']

/** Long edge in px of the picture that lines are cut from: 12 megapixels whole, 50 at half their size. */
const largeEdge = 4096
/** Nobody looks at the thumbnail that comes along. */
const thumbnailSize = 64

export function createPageLine(parts: LineParts): DecodeLine<Ask, Picture, WordsOfPhoto> {
  const { packs, turns, times } = parts
  const decode = async (path: string, longEdge: number, signal: AbortSignal): Promise<Picture> => {
    const wanted = { inputs: [], thumbnailSize, pictures: [longEdge], signal }
    const { pictures } = await times.measure('decode', 1, () => parts.decode(path, wanted))
    const [picture] = pictures ?? []
    if (picture === undefined) throw new AppError('internal', `The decoder gave no picture of ${path}.`)
    return picture
  }
  return new DecodeLine<Ask, Picture, WordsOfPhoto>({
    ahead: 2,
    batch: 1,
    worthwhileBatch: 1,
    longestRunMs: Number.POSITIVE_INFINITY,
    patienceMs: () => 0,
    decode: ({ path }, signal) => {
      if (packs.reading === undefined) throw noPack('words in photos')
      return decode(path, packs.reading.pack.detector.longEdge, signal)
    },
    answerAtOnce: () => undefined,
    fitTogether: () => true,
    takeTurn: (work) => work(), // its steps take turns, one by one
    run: async (jobs) => {
      const answers: WordsOfPhoto[] = []
      for (const { ask, picture: small, signal } of jobs) {
        const { reading } = packs
        if (reading === undefined) throw noPack('words in photos')
        const found = await turns.take('pages', () =>
          times.measure('find-text', 1, () => reading.model.findText(small)),
        )
        if (found.length === 0) {
          answers.push({ lines: [] })
          continue
        }
        const isAll = Math.max(small.width, small.height) < reading.pack.detector.longEdge
        const large = isAll ? small : await decode(ask.path, largeEdge, signal)
        const lines = await times.measure('read-text', 1, () => reading.model.read({ small, large }, found, signal))
        answers.push({ lines })
      }
      return answers
    },
  })
}
