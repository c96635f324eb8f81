import type { DeedSummary } from '../../electron/api/deed.ts'
import type { Strings } from './en.ts'

/** What was done, as a sentence: `12 photos hidden.` */
export function deedText({ deeds, actions, doubles, map }: Strings, what: DeedSummary): string {
  const { kind, photos, name = '', stars = 0 } = what
  switch (kind) {
    case 'text':
      return deeds.textSaved
    case 'decorative':
      return deeds.decorative
    case 'text-taken-back':
      return deeds.textTakenBack
    case 'favourite':
      return deeds.favoured(photos)
    case 'not-favourite':
      return deeds.unfavoured(photos)
    case 'hidden':
      return deeds.hidden(photos)
    case 'shown':
      return deeds.shown(photos)
    case 'stars':
      return deeds.rated(photos, actions.rate(stars))
    case 'confirmed':
      return deeds.confirmed(photos)
    case 'facts':
      return deeds.facts(photos)
    case 'place-declined':
      return map.proposals.declined(photos)
    case 'place-open':
      return map.proposals.open(photos)
    case 'album-made':
      return deeds.albumMade(name)
    case 'album-changed':
      return deeds.albumChanged(name)
    case 'album-removed':
      return deeds.albumRemoved(name)
    case 'album-filled':
      return deeds.added(photos, name)
    case 'album-emptied':
      return deeds.takenOut(photos)
    case 'album-cover':
      return deeds.cover
    case 'album-order':
      return deeds.arranged
    case 'ignore-rules':
      return deeds.ignoreChanged(name)
    case 'folder-removed':
      return deeds.folderRemoved(name)
    case 'published':
      return deeds.published(photos)
    case 'not-doubles':
      return doubles.parted(photos)
    case 'doubles-again':
      return doubles.joined(photos)
    case 'merged':
      return doubles.merged
  }
}
