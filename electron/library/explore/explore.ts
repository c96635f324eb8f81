/** What a library has to look at: each thing is a search, with a count that is kept and a cover. */
import type { ExploreSection, ExploreTile } from '../../api/methods/explore.ts'
import type { PhotoId } from '../../api/photo.ts'
import { isoDay } from '../../domain/calendar.ts'
import { singleFacets, type Facet, type SingleFacet } from '../../store/explore/facets.ts'
import type { Store } from '../../store/store.ts'
import { tellingFirst } from '../../domain/things/telling.ts'
import { nameOfThing } from '../../domain/things/thing-names.ts'
import { momentOf } from '../moments/moment-handlers.ts'
import { readQuery } from '../search/read-query.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface ExploreParts {
  readonly store: Store
  readonly clock: Clock
}

export interface Section {
  readonly section: ExploreSection
  readonly tiles: ExploreTile[]
}

type Language = 'en' | 'de'

/** More are found by searching. */
const shown = 24
const yearsShown = 60
/** Things, cameras and lenses of a library; of the latter those of which one name is part of another are counted together. */
const allNames = 1000

const fieldWords = {
  en: { place: 'place', camera: 'camera', lens: 'lens', thing: 'thing' },
  de: { place: 'ort', camera: 'kamera', lens: 'objektiv', thing: 'motiv' },
} as const

const singleWords: Readonly<Record<Language, Readonly<Record<SingleFacet | 'onThisDay', string>>>> = {
  en: {
    ...{ onThisDay: 'on this day', text: 'has:text', screenshot: 'is:screenshot', document: 'is:document' },
    ...{ panorama: 'is:panorama', undated: 'no:date', unplaced: 'no:gps' },
  },
  de: {
    ...{ onThisDay: 'an diesem Tag', text: 'hat:text', screenshot: 'ist:bildschirmfoto', document: 'ist:dokument' },
    ...{ panorama: 'ist:panorama', undated: 'ohne:datum', unplaced: 'ohne:position' },
  },
}

/** No name has quotes that a search could read. */
const field = (name: string, value: string): string => `${name}:"${value.replaceAll('"', '')}"`

export function exploreSections({ store, clock }: ExploreParts): Section[] {
  const { language } = readPreferences(store)
  const { facets } = store

  /** Where the cover is gone, the newest photo that the words find, which is remembered. */
  const coverOf = (facet: Facet, words: string): number | undefined => {
    if (facet.cover !== undefined) return facet.cover
    const [cover] = store.photosMeeting(
      readQuery(store, clock, words).demands.flatMap((demand) => ('fact' in demand ? [demand] : [])),
      1,
    )
    if (cover !== undefined) facets.setCover(facet, cover)
    return cover
  }
  const tile = (facet: Facet, words: string, photos = facet.photos): ExploreTile => {
    const cover = coverOf(facet, words)
    return {
      ...{ name: facet.name, words, photos },
      ...(cover === undefined ? {} : { cover: cover as PhotoId }), // the store's ids are the contract's
    }
  }

  const places = (kind: 'city' | 'country'): ExploreTile[] => {
    const largest = facets.largest(kind, shown)
    const called = new Map(
      facets
        .named(
          'place',
          largest.map(({ name }) => name),
        )
        .map((facet) => [facet.name, facet]),
    )
    return largest.map((each) => {
      const all = called.get(each.name) ?? each
      return tile(each, field(fieldWords[language].place, each.name), all.photos)
    })
  }

  /** "EOS 5D" finds what was taken with an EOS 5D Mark II as well, and is counted so. */
  const containing = (kind: 'camera' | 'lens'): ExploreTile[] => {
    const all = facets.largest(kind, allNames)
    return all.slice(0, shown).map((each) => {
      const name = each.name.toLowerCase()
      const photos = all
        .filter((other) => other.name.toLowerCase().includes(name))
        .reduce((sum, other) => sum + other.photos, 0)
      return tile(each, field(fieldWords[language][kind], each.name), photos)
    })
  }

  /** What shows a thing best is its cover. */
  const things = (): ExploreTile[] =>
    tellingFirst(facets.largest('thing', allNames))
      .slice(0, shown)
      .map((facet) => {
        const name = nameOfThing(facet.name, language)
        const cover = store.things.surest(facet.name)
        return { ...tile({ ...facet, cover }, field(fieldWords[language].thing, name)), name }
      })

  const onThisDay = (): ExploreTile[] => {
    const now = new Date(clock.nowMs())
    // The person's own calendar, as in searches.
    const today = isoDay({ year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() })
    const years = facets.newest('year', yearsShown).map(({ name }) => name)
    const days = facets.named(
      'date',
      years.map((year) => `${year}${today.slice(4)}`).filter((day) => day < today),
    )
    const [first] = days
    if (first === undefined) return []
    const photos = days.reduce((sum, day) => sum + day.photos, 0)
    return [{ ...tile(first, first.name, photos), words: singleWords[language].onThisDay, name: 'onThisDay' }]
  }

  const kinds = [
    ...onThisDay(),
    ...singleFacets.flatMap((kind) =>
      facets.largest(kind, 1).map((facet) => ({ ...tile(facet, singleWords[language][kind]), name: kind })),
    ),
  ]
  const moments = store.moments.page(undefined, shown).map((row): ExploreTile => {
    const { title, words, photos, cover } = momentOf(row, language)
    return { name: title, words, photos, cover }
  })
  const sections: readonly Section[] = [
    { section: 'kinds', tiles: kinds },
    { section: 'things', tiles: things() },
    { section: 'moments', tiles: moments },
    { section: 'places', tiles: places('city') },
    { section: 'countries', tiles: places('country') },
    { section: 'years', tiles: facets.newest('year', yearsShown).map((each) => tile(each, each.name)) },
    { section: 'months', tiles: facets.newest('month', shown).map((each) => tile(each, each.name)) },
    { section: 'cameras', tiles: containing('camera') },
    { section: 'lenses', tiles: containing('lens') },
  ]
  return sections.filter(({ tiles }) => tiles.length > 0)
}
