/** What can be found in words about a photo, gathered for the full text. */
import { basename, dirname, relative, sep } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { numbersIn } from '../../domain/folding.ts'
import { textVersion } from '../../store/text.ts'
import { otherNames } from '../../media/places/names.ts'
import { searchableWords } from '../../domain/paths.ts'
import type { Store } from '../../store/store.ts'

/** Rewrites a photo's row in the full text. Call in the transaction that changed what it says. */
export function refreshWords(store: Store, photoId: number): void {
  const photo = store.photos.get(photoId)
  if (photo === undefined) return
  const files = store.files.ofPhoto(photoId).filter((file) => !file.gone)
  const folders = new Map(store.folders.list().map((folder) => [folder.id, folder.path]))
  const drafter = store.pictureWords.modelOf(photoId) ?? ''
  const texts = (['alt', 'description'] as const)
    .map((kind) => store.captions.current([photoId], kind).get(photoId))
    // What is drafted of the words in the picture is found as such, and weighs no more.
    .flatMap((caption) => (caption === undefined || caption.model === drafter ? [] : caption.text))
  const parents = files.map((file) => {
    const root = folders.get(file.folderId) ?? ''
    return [basename(root), ...relative(root, dirname(file.path)).split(sep)].join(' ')
  })
  const other = store.photos.otherFacts(photoId)
  const said = (...names: readonly string[]): string[] => names.flatMap((name) => textsOf(other[name]))
  store.text.put(photoId, {
    words: [photo.title ?? '', ...texts, ...said('headline', 'otherTexts', 'creators', 'copyright', 'credit')].join(
      '\n',
    ),
    names: [...new Set(files.map((file) => namesOf(basename(file.path))))].join('\n'),
    folders: [...new Set(parents.map(searchableWords))].join('\n'),
    keywords: [...photo.keywords, ...photo.people, ...said('event')].join('\n'),
    places: [
      ...said('sublocation', 'quarters', 'nearby'),
      ...[photo.city, photo.region, photo.country].map((name) => name ?? ''),
      ...otherNames(photo),
      ...otherNames({ city: said('nearby')[0], country: photo.country }),
    ].join('\n'),
    camera: [photo.make ?? '', photo.model ?? '', photo.lens ?? ''].join('\n'),
  })
}

/** Whole, in its words, and by its numbers. */
function namesOf(name: string): string {
  return [name, searchableWords(name), ...numbersIn(name)].join(' ')
}

/** Writes all photos anew where the index is of an older form; in batches, between which others are answered. */
export async function renewWords(store: Store, signal: AbortSignal): Promise<void> {
  if (store.settings.get('text.version') === textVersion) return
  const ids = store.photos.looked()
  for (let from = 0; from < ids.length && !signal.aborted; from += renewedAtOnce) {
    store.transaction(() => {
      for (const id of ids.slice(from, from + renewedAtOnce)) refreshWords(store, id)
    })
    await breathe()
  }
  if (!signal.aborted) store.settings.set('text.version', textVersion)
}

const renewedAtOnce = 100

/** A fact that is a text, or a list of them. */
function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((each) => typeof each === 'string')
}
