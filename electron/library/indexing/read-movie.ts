/** Finds the still of a Live Photo's movie: by the identifier that both carry, and by their names where one carries none. */
import { readMetadata, readerVersion } from '../../media/metadata/metadata.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { refreshFacts } from '../shared/photo-facts.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { stillsOf } from './pairing.ts'

/** What a movie says of itself. One that cannot be read says nothing: it is no photo, and nobody's problem. */
export async function readMovie(file: FileRow): Promise<{ readonly contentIdentifier: string | undefined }> {
  const { contentIdentifier } = await readMetadata(file.path).catch(() => ({ contentIdentifier: undefined }))
  return { contentIdentifier }
}

/** Writes it down, and gives the movie to its still. Call inside a transaction. */
export function commitMovie(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  file: FileRow,
  { contentIdentifier }: Awaited<ReturnType<typeof readMovie>>,
): void {
  store.files.setReading(file.id, {
    facts: JSON.stringify(contentIdentifier === undefined ? {} : { contentIdentifier }),
    readerVersion,
    edges: undefined,
  })
  const photo = stillsOf(store, { ...file, contentIdentifier }).find((still) => still.photoId !== undefined)?.photoId
  if (photo === file.photoId) return
  store.files.attach(file.id, photo, 'live-video')
  for (const each of [file.photoId, photo])
    if (each !== undefined && store.photos.get(each) !== undefined) {
      refreshFacts(store, each, clock.now())
      refreshWords(store, each)
    }
}
