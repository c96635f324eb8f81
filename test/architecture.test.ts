import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  circles,
  crowdedFolders,
  forbiddenImports,
  importGraph,
  readSources,
  root,
  type ImportGraph,
} from './import-graph.ts'

/** Ranks of the rooms below electron/; files directly in electron/ are entries. */
const ranks: Readonly<Record<string, number>> = {
  api: 0,
  domain: 1,
  log: 1,
  store: 2,
  inference: 2,
  media: 2,
  watch: 2,
  download: 2,
  transport: 2,
  'command-line': 2,
  library: 3,
  entry: 4,
}

/**
 * The order inside a room, of folders and of files at its root; each imports itself and those before it. Root files
 * that are not named stand where `*` does, else at the end.
 */
const orders: Readonly<Record<string, readonly string[]>> = {
  api: ['*', 'doubles', 'places', 'methods', 'contract.ts'],
  inference: ['pack', 'graphs', 'words', 'ppocr', 'models', 'device', 'thread'],
  media: ['file', 'containers', 'places', 'exiftool', 'metadata', 'pixels', 'edges.ts', 'fingerprint.ts', 'writing'],
  library: [
    ...[
      'shared',
      'acts',
      'packs',
      'things',
      'captions',
      'search',
      'moments',
      'explore',
      'photos',
      'doubles',
      'indexing',
      'publish',
    ],
    'places',
  ],
  domain: ['*', 'words', 'languages', 'things', 'query', 'moments', 'doubles'],
  store: ['migrations', 'database', 'things', 'explore', 'moments', 'vectors', 'publish', 'words', 'doubles', 'places'],
}

/** Packages that only one folder may know. */
const owners: Readonly<Record<string, string>> = {
  'better-sqlite3': 'electron/store/database',
  'sqlite-vec': 'electron/store/database',
  'onnxruntime-node': 'electron/inference/graphs',
  'onnxruntime-common': 'electron/inference/graphs',
  '@huggingface/tokenizers': 'electron/inference/words',
  '@orama/stemmers': 'electron/domain/words',
  sharp: 'electron/media/pixels',
  'libheif-js': 'electron/media/pixels',
  exifreader: 'electron/media/metadata',
  'exiftool-vendored': 'electron/media/exiftool',
  '@parcel/watcher': 'electron/watch',
  yauzl: 'electron/download',
}

/** The only files that may import Electron. */
const electronFiles = ['main.ts', 'preload.ts', 'transport/ipc.ts', 'transport/app-scheme.ts'].map(
  (file) => `electron/${file}`,
)

const sources = readSources('electron')
const engine = importGraph(sources)

function roomOf(path: string): string {
  const [, first = '', ...rest] = path.split('/')
  return rest.length === 0 ? 'entry' : first
}

/** The folder in its room, or the name of a file at the room's root. */
const partOf = (path: string): string => path.split('/')[2] ?? ''

/** Where a file stands in the order of its room; -1: nowhere. */
function placeOf(path: string): number {
  const order = orders[roomOf(path)] ?? []
  const named = order.indexOf(partOf(path))
  if (named !== -1 || path.split('/').length > 3) return named
  return order.includes('*') ? order.indexOf('*') : order.length
}

const packageOf = (specifier: string): string => /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier

function upwardRooms(graph: ImportGraph): string[] {
  const rank = (path: string): number => ranks[roomOf(path)] ?? -1
  return forbiddenImports(graph, (from, to) => graph.has(to) && roomOf(to) !== roomOf(from) && rank(to) >= rank(from))
}

function upwardFolders(graph: ImportGraph): string[] {
  return forbiddenImports(
    graph,
    (from, to) => graph.has(to) && roomOf(to) === roomOf(from) && roomOf(to) !== 'entry' && placeOf(to) > placeOf(from),
  )
}

function strangersToLibraries(graph: ImportGraph): string[] {
  return forbiddenImports(graph, (from, to) => {
    const owner = owners[packageOf(to)]
    return owner !== undefined && !from.startsWith(`${owner}/`)
  })
}

describe('the walls of the house', () => {
  it('gives every room a rank, every folder a place in its room, and no folder a folder', () => {
    const paths = [...engine.keys()]
    expect([...new Set(paths.map(roomOf))].filter((room) => ranks[room] === undefined)).toEqual([])
    expect(paths.filter((path) => placeOf(path) === -1)).toEqual([])
    expect(paths.filter((path) => path.split('/').length > 4)).toEqual([])
  })

  it('lets a file import from its own room or a lower rank only', () => {
    expect(upwardRooms(engine)).toEqual([])
  })

  it('lets a file import from its own folder and those before it in its room only', () => {
    expect(upwardFolders(engine)).toEqual([])
  })

  it('has no circle of imports, types included', () => {
    expect(circles(engine)).toEqual([])
  })

  it('keeps each native library in one folder', () => {
    expect(strangersToLibraries(engine)).toEqual([])
  })

  it('keeps folders to what one takes in at a glance', () => {
    expect(crowdedFolders(engine.keys())).toEqual([])
  })

  it('is seen to fall where a circle, a step upward, a native import or a file too many is planted', () => {
    const planted = new Map<string, readonly string[]>()
      .set('electron/media/pixels/raw.ts', [])
      .set('electron/store/store.ts', [])
      .set('electron/media/file/planted.ts', ['electron/media/file/planted-too.ts', 'sharp'])
      .set('electron/media/file/planted-too.ts', ['electron/media/file/planted.ts', 'electron/media/pixels/raw.ts'])
      .set('electron/domain/planted.ts', ['electron/store/store.ts'])
    const many = Array.from({ length: 21 }, (_, index) => `electron/watch/${index}.ts`)

    expect(circles(planted)).toEqual([
      'electron/media/file/planted.ts -> electron/media/file/planted-too.ts -> electron/media/file/planted.ts',
    ])
    expect(upwardFolders(planted)).toEqual(['electron/media/file/planted-too.ts -> electron/media/pixels/raw.ts'])
    expect(upwardRooms(planted)).toEqual(['electron/domain/planted.ts -> electron/store/store.ts'])
    expect(strangersToLibraries(planted)).toEqual(['electron/media/file/planted.ts -> sharp'])
    expect(crowdedFolders(many)).toEqual(['electron/watch: 21 files'])
  })

  it('imports Electron in the shell only', () => {
    expect(
      forbiddenImports(engine, (from, to) => packageOf(to) === 'electron' && !electronFiles.includes(from)).filter(
        (edge) => !/-> electron\/.*\.ts$/u.test(edge),
      ),
    ).toEqual([])
  })

  it('keeps the contract and the pure rules free of Node', () => {
    const isPure = (path: string): boolean => ['api', 'domain'].includes(roomOf(path))

    // Both are rules and nothing else, too.
    const purePackages = new Set(['zod', '@orama/stemmers'])

    expect(
      forbiddenImports(engine, (from, to) => isPure(from) && !engine.has(to) && !purePackages.has(packageOf(to))),
    ).toEqual([])
  })

  it('lets the window know nothing but the contract', () => {
    const window = importGraph(readSources('renderer'))

    expect(
      forbiddenImports(window, (_, to) => /^(?!renderer\/|electron\/api\/).*\.ts$|^electron$|^node:/u.test(to)),
    ).toEqual([])
  })

  it('keeps entries short and other files to one concept', () => {
    const tooLong = Array.from(sources, ([path, text]) => ({ path, lines: text.split('\n').length })).filter(
      ({ path, lines }) => lines > (roomOf(path) === 'entry' ? 160 : 400),
    )

    expect(tooLong).toEqual([])
  })

  it('has no files without a concept', () => {
    // The contract's own word: its group of methods is called "index".
    const ours = ['electron/api/methods/index.ts']
    const homeless = /(?:^|\/)(?:utils?|helpers?|common|index|misc|manager|service)\.ts$/u

    expect([...engine.keys()].filter((path) => homeless.test(path) && !ours.includes(path))).toEqual([])
  })

  it('cites no page that is not there', () => {
    const texts = [...sources, ...readSources('renderer'), ...readSources('test', /\.(?:ts|md)$/u)]
    const cited = texts.flatMap(([path, text]) =>
      Array.from(text.matchAll(/\bdocs\/[\w/-]+\.(?:md|svg)/gu), ([page]) => ({ path, page })),
    )

    expect(cited.filter(({ page }) => !existsSync(join(root, page)))).toEqual([])
  })

  it('is described by paths that are there', () => {
    const pages = ['CONTRIBUTING.md', 'README.md', 'models/README.md', ...readSources('docs', /\.md$/u).keys()]
    const named = pages.flatMap((page) =>
      Array.from(
        readFileSync(join(root, page), 'utf8').matchAll(
          /`((?:electron|renderer|test|scripts|models|docs)\/[\w./-]+)`/gu,
        ),
        ([, path = '']) => ({ page, path }),
      ),
    )

    expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([])
  })

  it('takes chance in tests from the seed of the run', () => {
    const wild = forbiddenImports(
      importGraph(readSources('test')),
      (from, to) => to === 'fast-check' && from !== 'test/random.ts',
    )

    expect(wild).toEqual([])
    expect(
      [...readSources('test', /\.test\.ts$/u)].flatMap(([path, text]) => (/Math\.random\(\)/u.test(text) ? path : [])),
    ).toEqual([])
  })
})
