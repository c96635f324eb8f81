import { AppError } from '../../api/errors.ts'
import { humanFacts, type HumanFacts } from '../../api/facts.ts'
import { findTowns } from '../../media/places/find-towns.ts'

/** Where a town lies, or a position that was written. Errors: `bad-request`, `not-found` for a town that nobody knows. */
export function positionMeant({
  town,
  at,
}: {
  readonly town: string | undefined
  readonly at: string | undefined
}): NonNullable<HumanFacts['place']> {
  if ((town === undefined) === (at === undefined))
    throw new AppError('bad-request', 'Where were they taken?', { hint: 'Name one of: --town, --at.' })
  if (at !== undefined) {
    const [latitude, longitude, ...more] = at.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const read = humanFacts.shape.place.safeParse({ latitude, longitude })
    if (read.success && read.data !== undefined && more.length === 0) return read.data
    throw new AppError('bad-request', `"${at}" is no position.`, { hint: 'Write degrees, such as 38.71,-9.14.' })
  }
  const [found] = findTowns(town ?? '', 'en', 1)
  if (found === undefined)
    throw new AppError('not-found', `No town is called "${town ?? ''}".`, {
      hint: 'Write its beginning in any language, a country behind a comma, or a position with --at.',
    })
  return { latitude: found.latitude, longitude: found.longitude }
}
