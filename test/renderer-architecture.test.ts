import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folders of the window; each imports itself and those before it. Files directly in renderer/ may import all. */
const order = [
  'strings',
  'state',
  'ui',
  'folders',
  'packs',
  'albums',
  'captions',
  'photo',
  'review',
  'grid',
  'search',
  'settings',
  'shell',
] as const
const mostFiles = 20
const mostLines = { svelte: 200, ts: 400 } as const

/** Paths from the root, with `/`, and what each imports, resolved the same way; packages keep their names. */
type Graph = ReadonlyMap<string, readonly string[]>

function importsOf(path: string, text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'|\n\s*import\s+'([^']+)'/gu,
  )
  return Array.from(found, (match) => match[1] ?? match[2] ?? match[3] ?? '').map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  )
}

const texts = new Map(
  readdirSync(join(root, 'renderer'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|svelte|css|html|svg)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
)
const graph: Graph = new Map(Array.from(texts, ([path, text]) => [path, importsOf(path, text)]))

/** Undefined for files directly in renderer/. */
function folderOf(path: string): string | undefined {
  const parts = path.split('/')
  return parts.length > 2 ? parts[1] : undefined
}

function upwardImports(all: Graph): string[] {
  const rank = (path: string): number => {
    const folder = folderOf(path)
    return folder === undefined ? order.length : order.findIndex((each) => each === folder)
  }
  return [...all].flatMap(([path, imports]) =>
    imports
      .filter((target) => all.has(target) && folderOf(target) !== folderOf(path) && rank(target) >= rank(path))
      .map((target) => `${path} -> ${target}`),
  )
}

/** Each circle once, as the way around it; types count, because a reader follows them too. */
function circles(all: Graph): string[] {
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path)
    if (at !== -1) found.add([...way.slice(at), path].join(' -> '))
    if (at !== -1 || done.has(path)) return
    for (const target of all.get(path) ?? []) if (all.has(target)) visit(target, [...way, path])
    done.add(path)
  }
  for (const path of all.keys()) visit(path, [])
  return [...found]
}

function crowdedFolders(paths: Iterable<string>): string[] {
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > mostFiles).map(([folder, count]) => `${folder}: ${count} files`)
}

describe('the walls of the window', () => {
  it('has a place in the order for every folder, and no folder in a folder', () => {
    const folders = new Set([...graph.keys()].flatMap((path) => folderOf(path) ?? []))
    const unknown = [...folders].filter((folder) => !['public', 'styles', ...order].includes(folder))

    expect(unknown).toEqual([])
    expect([...graph.keys()].filter((path) => path.split('/').length > 3)).toEqual([])
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
    const wrong = [...graph].flatMap(([path, imports]) =>
      imports
        .filter((target) => /^(?!renderer\/|electron\/api\/).*\.ts$|^electron$|^node:/u.test(target))
        .map((target) => `${path} -> ${target}`),
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
