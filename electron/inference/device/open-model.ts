/** @file Opens a pack's model on one provider, and sees what became of each of its graphs. */
import type { Placed } from './device-switch.ts'
import { firstLine, type ProviderChoice, type ProviderName } from '../graphs/providers.ts'
import type { GraphOptions, OpenSession } from '../graphs/session.ts'

/** What embedders and captioners have in common. */
export interface Model {
  prepare(): Promise<ProviderChoice>
  close(): Promise<void>
}

export interface Opened<M extends Model> extends Placed<M> {
  /** At least one graph runs on the provider asked for; the others (quantised ones) run on the processor. */
  readonly isThere: boolean
  /** The provider's complaint, where a graph could have run on it and did not start. */
  readonly complaint: string | undefined
}

export interface OpeningOptions {
  readonly provider: ProviderName
  readonly threads: number
  readonly openSession: OpenSession
}

/**
 * Makes a model and opens its graphs.
 * @throws AppError 'pack-damaged' when a graph does not open even on the processor
 */
export async function openModel<M extends Model>(
  make: (options: GraphOptions) => Promise<M>,
  { provider, threads, openSession }: OpeningOptions,
): Promise<Opened<M>> {
  const seen: { isThere: boolean; complaint: string | undefined } = { isThere: false, complaint: undefined }
  const model = await make({
    threads,
    providers: [provider],
    openSession: async (path, on, count, sizesVary) => {
      try {
        const session = await openSession(path, on, count, sizesVary)
        if (on === provider) seen.isThere = true
        return session
      } catch (error) {
        if (on === provider) seen.complaint ??= firstLine(error)
        throw error
      }
    },
  })
  try {
    const choice = await model.prepare()
    return { model, choice: seen.isThere ? { ...choice, provider } : choice, threads, ...seen }
  } catch (error) {
    await model.close()
    throw error
  }
}
