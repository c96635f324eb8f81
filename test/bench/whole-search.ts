/**
 * @file A whole search as the window asks it, through the contract, over a library with everything that people's have:
 * texts, file names, folders, keywords, places, cameras, dates, words in pictures and vectors. By kind of question, the
 * model's own time apart; and reading a sentence alone.
 */
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { parseQuery } from '../../electron/domain/query/query.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { openStore } from '../../electron/store/store.ts'
import { textVersion } from '../../electron/store/text.ts'
import { createRandom } from '../../models/demo/scenes/random.ts'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { timed, type Timed } from './pairs.ts'
import { median, percentile, type Figure, type Section } from './report.ts'
import { inFolder } from './search.ts'
import { fillLibrary } from './synthetic-library.ts'

const demo = fileURLToPath(new URL('../../models/demo', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const rounds = 5
/** Milliseconds for each photo, until its vector is in memory while searches go on: generous. */
const readingMs = 0.05

/** What captions speak of, the commonest first: they are drawn by Zipf's law. */
const spoken = (
  'a the on in of with man woman people beach street dog white red blue sitting standing table water tree two snow city ' +
  'holding young group food cat train grass building boy girl child sky field road plate horse room bus sign kitchen car ' +
  'green black walking wooden bed mountain boat bench baseball clock kite surfboard umbrella bird window bathroom pizza ' +
  'giraffe zebra elephant laptop sheep bear motorcycle airplane truck skateboard snowboard frisbee vase sandwich bridge ' +
  'harbour lighthouse market church castle garden flower wedding birthday candle picnic hiking sunset fog lantern carnival'
).split(' ')
const keywords = ['holiday', 'family', 'work', 'friends', 'travel', 'nature', 'party', 'sports', 'home', 'school']

/** Texts of every kind for the photos of a filled library, whose numbers count from 1. */
function fillTexts(folder: string, count: number): void {
  const random = createRandom(13)
  const letters = Array.from('abcdefghiklmnoprstuvwz')
  const made = (parts: number, of: () => string): string => Array.from({ length: parts }, of).join('')
  const syllables = Array.from({ length: 300 }, () => made(random.whole(2, 4), () => random.pick(letters)))
  // Names and rare words: a library's vocabulary grows with its photos.
  const rare = Array.from({ length: Math.min(60_000, count) }, () =>
    made(random.whole(2, 4), () => random.pick(syllables)),
  )
  const word = (): string =>
    random.chance(0.9)
      ? (spoken[Math.floor(spoken.length ** random.next()) - 1] ?? 'dog')
      : (rare[Math.floor(rare.length ** random.next()) - 1] ?? 'lantern')
  const store = openStore(folder)
  for (let from = 0; from < count; from += 5000)
    store.transaction(() => {
      for (let index = from; index < Math.min(count, from + 5000); index += 1) {
        const stay = Math.floor(index / 120)
        store.text.put(index + 1, {
          words: Array.from({ length: 10 }, word).join(' '),
          names: `DSC${String(index).padStart(6, '0')} ${index}`,
          folders: `Trips ${2000 + (stay % 20)} ${rare[stay % rare.length] ?? ''}`,
          keywords: index % 3 === 0 ? `${random.pick(keywords)} ${random.pick(keywords)}` : '',
          places: `Town ${(stay * 71) % 200} Country ${((stay * 71) % 200) % 40}`,
          camera: `Maker Camera ${stay % 30}`,
        })
        if (index % 10 !== 0) continue
        const lines = Array.from({ length: 3 }, () => ({
          ...{ text: `${word()} ${word()}`, confidence: 0.95, corners: [0, 0, 1, 0, 1, 0.1, 0, 0.1] },
        }))
        store.pictureWords.put(index + 1, { model: 'bench', readAt: '2026-01-01T00:00:00Z', kind: undefined, lines })
      }
    })
  store.settings.set('text.version', textVersion)
  store.close()
}

/** What people ask, by kind. Each is asked several times; what only the first time costs is seen in the highest. */
const questions: Readonly<Record<string, readonly string[]>> = {
  'common words': ['dog', 'beach', 'people', 'red car', 'woman with umbrella', 'snow mountain', 'two dogs'],
  'rare words': ['lighthouse', 'carnival lantern', 'wedding candle', 'castles', 'hiking picnic', 'DSC004217', '4217'],
  'words and facts': [
    'beach 2005',
    'dog "Town 71"',
    'summer 2003 snow',
    'kitchen camera:"Camera 7"',
    'birthday 2001..2004',
  ],
  'facts alone': ['2005', 'december 2003', 'camera:"Camera 7"', 'weekends 2004', 'country:"Country 3" mornings'],
  'without and or': ['beach -dog', 'kitchen or bathroom', '(2004 or 2006) dog', 'no people', 'castle -2005'],
  'mistakes and parts': ['lighthuose', 'umbrela', 'motorcyle', 'lighthouses', 'boards', 'snwboard'],
  'nothing fits': ['quetzalcoatl', 'beach 1987', 'lantern Atlantis 2005', 'zzz yyy xxx', 'title:nothing dog'],
}

async function askedWith(
  folder: string,
  packFolders: readonly string[],
  settleMs: number,
): Promise<Map<string, Timed[]>> {
  const library = openLibrary({ folder, packFolders: [...packFolders], cataloguePath: cataloguePath(), threadUrl })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  const times = new Map<string, Timed[]>()
  try {
    const until = performance.now() + settleMs
    do await client.search.query({ words: 'dog' })
    while (performance.now() < until)
    for (const words of Object.values(questions).flat()) await client.search.query({ words })
    for (let round = 0; round < rounds; round += 1)
      for (const [kind, asked] of Object.entries(questions))
        for (const words of asked) {
          const took = await timed(() => client.search.query({ words, limit: 100 }))
          times.set(kind, [...(times.get(kind) ?? []), took])
        }
  } finally {
    await library.close()
  }
  return times
}

const wall = ({ wallMs }: Timed): number => wallMs
const cpu = ({ cpuMs }: Timed): number => cpuMs
const parsed = Object.values(questions).flat()

async function parsing(): Promise<number[]> {
  const context = { today: { year: 2026, month: 11, day: 28 }, places: [], cameras: [], dayFirst: false }
  const times: number[] = []
  for (let round = 0; round < 40; round += 1)
    for (const words of parsed) {
      const { wallMs } = await timed(() => Promise.resolve(parseQuery(words, context)))
      if (round >= 10) times.push(wallMs)
    }
  return times
}

/** Wall and processor time: where others work on the machine, only the second says what a search takes. */
export async function benchWholeSearch(count: number): Promise<Section> {
  return inFolder(async (folder) => {
    const { pack } = await readPack(join(demo, 'embedding'))
    if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
    fillLibrary(folder, { count, pack, hasFacts: true })
    fillTexts(folder, count)
    const size = count.toLocaleString('en')
    const figures: Figure[] = []
    const written = await askedWith(folder, [], 0)
    const full = await askedWith(folder, [demo], count * readingMs)
    for (const [name, times] of [
      ['written words', written],
      ['words and pictures', full],
    ] as const) {
      const all = [...times.values()].flat()
      for (const [share, told] of [
        [0.5, 'half'],
        [0.95, '95 of 100'],
      ] as const)
        figures.push(
          { name: `${size} photos, ${name}: ${told} within`, value: percentile(all.map(wall), share), unit: 'ms' },
          { name: `${size} photos, ${name}: ${told}, processor`, value: percentile(all.map(cpu), share), unit: 'ms' },
        )
      for (const [kind, some] of times)
        figures.push({ name: `${size}, ${name}: ${kind}, half, processor`, value: median(some.map(cpu)), unit: 'ms' })
    }
    const reading = await parsing()
    figures.push({
      name: 'a sentence is read, 95 of 100 within',
      value: percentile(reading, 0.95),
      unit: 'ms',
      atMost: 1,
    })
    return { name: 'A whole search, by kind of question', figures }
  })
}
