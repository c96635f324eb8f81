/** Who imports whom, read from the sources, and what the tests of the walls ask of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** More files at one level nobody takes in at a glance. */
export const mostFiles = 20

/** Paths from the root, with `/`, and what each imports, resolved the same way; packages keep their names. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/** The text of every file below a folder whose name ends so, by its path from the root. */
export function readSources(folder: string, ending = /\.(?:ts|svelte)$/u): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')]))
}

/** Everything counts that a reader follows: types, side effects, `import()` in code and in types, `export from`. */
function importsOf(path: string, text: string): string[] {
  const scripts = path.endsWith('.svelte')
    ? Array.from(text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/gu), (match) => match[1] ?? '')
    : [text]
  return scripts
    .flatMap((script) => ts.preProcessFile(script).importedFiles)
    .map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName.replace(/\?\w+$/u, '')) : fileName,
    )
}

export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map(Array.from(sources, ([path, text]) => [path, importsOf(path, text)]))
}

/** Each circle once, as the way around it. */
export function circles(graph: ImportGraph): string[] {
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path)
    if (at !== -1) found.add([...way.slice(at), path].join(' -> '))
    if (at !== -1 || done.has(path)) return
    for (const target of graph.get(path) ?? []) if (graph.has(target)) visit(target, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return [...found]
}

/** Folders with too many files directly in them. */
export function crowdedFolders(paths: Iterable<string>): string[] {
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1)
  return [...counts].filter(([, count]) => count > mostFiles).map(([folder, count]) => `${folder}: ${count} files`)
}

/** Edges that a rule forbids, as `from -> to`. */
export function forbiddenImports(graph: ImportGraph, isForbidden: (from: string, to: string) => boolean): string[] {
  return [...graph].flatMap(([from, imports]) =>
    imports.filter((to) => isForbidden(from, to)).map((to) => `${from} -> ${to}`),
  )
}
