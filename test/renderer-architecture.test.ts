import { describe, expect, it } from 'vitest'
import {
  circles,
  crowdedFolders,
  forbiddenImports,
  importGraph,
  mostFiles,
  readSources,
  type ImportGraph,
} from './import-graph.ts'

/** Folders of the window; each imports itself and those before it. Files directly in renderer/ may import all. */
const order = [
  'strings',
  'state',
  'ui',
  'folders',
  'packs',
  'albums',
  'captions',
  'publish',
  'picture-text',
  'facts',
  'places',
  'map',
  'explore',
  'photo',
  'review',
  'timeline',
  'grid',
  'search',
  'doubles',
  'settings',
  'shell',
] as const
const mostLines = { svelte: 200, ts: 400 } as const

const texts = readSources('renderer', /\.(?:ts|svelte|css|html|svg)$/u)
const graph = importGraph(new Map([...texts].filter(([path]) => /\.(?:ts|svelte)$/u.test(path))))

/** Undefined for files directly in renderer/. */
function folderOf(path: string): string | undefined {
  const parts = path.split('/')
  return parts.length > 2 ? parts[1] : undefined
}

function upwardImports(all: ImportGraph): string[] {
  const rank = (path: string): number => {
    const folder = folderOf(path)
    return folder === undefined ? order.length : order.findIndex((each) => each === folder)
  }
  return forbiddenImports(all, (from, to) => all.has(to) && folderOf(to) !== folderOf(from) && rank(to) >= rank(from))
}

describe('the walls of the window', () => {
  it('has a place in the order for every folder, and no folder in a folder', () => {
    const folders = new Set([...texts.keys()].flatMap((path) => folderOf(path) ?? []))
    const unknown = [...folders].filter((folder) => !['public', 'styles', ...order].includes(folder))

    expect(unknown).toEqual([])
    // Words are of one kind, but too many for one folder: those of a page may have their own.
    const isNested = (path: string): boolean => path.split('/').length > (path.startsWith('renderer/strings/') ? 4 : 3)
    expect([...texts.keys()].filter(isNested)).toEqual([])
  })

  it('lets a file import from its own folder and those before it only', () => {
    expect(upwardImports(graph)).toEqual([])
  })

  it('has no circle of imports, types included', () => {
    expect(circles(graph)).toEqual([])
  })

  it('keeps folders to what one takes in at a glance', () => {
    expect(crowdedFolders(texts.keys())).toEqual([])
  })

  it('keeps components and files short', () => {
    const long = Array.from(texts, ([path, text]) => ({ path, lines: text.trimEnd().split('\n').length })).filter(
      ({ path, lines }) => lines > (path.endsWith('.svelte') ? mostLines.svelte : mostLines.ts),
    )

    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })

  it('knows nothing of the engine but the contract', () => {
    const wrong = forbiddenImports(graph, (_, to) =>
      /^(?!renderer\/|electron\/api\/).*\.ts$|^electron$|^node:/u.test(to),
    )

    expect(wrong).toEqual([])
  })

  it('is seen to fall where a circle, a step upward or a file too many is planted', () => {
    const planted = new Map(graph)
      .set('renderer/ui/planted.ts', ['renderer/ui/planted-too.ts'])
      .set('renderer/ui/planted-too.ts', ['renderer/ui/planted.ts', 'renderer/shell/Sidebar.svelte'])
    const many = Array.from({ length: mostFiles + 1 }, (_, index) => `renderer/packs/${index}.ts`)

    expect(circles(planted)).toEqual(['renderer/ui/planted.ts -> renderer/ui/planted-too.ts -> renderer/ui/planted.ts'])
    expect(upwardImports(planted)).toEqual(['renderer/ui/planted-too.ts -> renderer/shell/Sidebar.svelte'])
    expect(crowdedFolders(many)).toEqual(['renderer/packs: 21 files'])
  })
})
