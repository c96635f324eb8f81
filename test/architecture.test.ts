import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Ranks of the rooms below electron/; files directly in electron/ are entries. */
const ranks: Readonly<Record<string, number>> = {
  api: 0,
  domain: 1,
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

/** Packages that only one room may know. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['store'],
  'sqlite-vec': ['store'],
  'onnxruntime-node': ['inference'],
  '@huggingface/tokenizers': ['inference'],
  sharp: ['media'],
  exifreader: ['media'],
  'exiftool-vendored': ['media'],
  'libheif-js': ['media'],
  '@parcel/watcher': ['watch'],
  yauzl: ['download'],
}

/** The only files that may import Electron. */
const electronFiles = ['main.ts', 'preload.ts', 'transport/ipc.ts', 'transport/app-scheme.ts']

interface SourceFile {
  readonly path: string
  readonly room: string
  readonly lines: readonly string[]
  readonly imports: readonly string[]
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|svelte)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function roomOf(path: string): string {
  const [first = '', second] = relative(join(root, 'electron'), path).split(sep)
  return second === undefined ? 'entry' : first
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'|\n\s*import\s+'([^']+)'/gu,
  )
  const imports = Array.from(found, (match) => match[1] ?? match[2] ?? match[3] ?? '')
  return { path, room: roomOf(path), lines: text.split('\n'), imports }
}

const engine = filesBelow(join(root, 'electron')).map(read)
const name = (file: SourceFile): string => relative(root, file.path).split(sep).join('/')

describe('the walls of the house', () => {
  it('gives every room a rank', () => {
    const rooms = [...new Set(engine.map((file) => file.room))]

    expect(rooms.filter((room) => ranks[room] === undefined)).toEqual([])
  })

  it('lets a file import from its own room or a lower rank only', () => {
    const wrong = engine.flatMap((file) =>
      file.imports
        .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
        .map((specifier) => resolve(dirname(file.path), specifier))
        .filter((target) => target.startsWith(join(root, 'electron')))
        .filter((target) => roomOf(target) !== file.room && (ranks[roomOf(target)] ?? 9) >= (ranks[file.room] ?? -1))
        .map((target) => `${name(file)} -> ${relative(root, target)}`),
    )

    expect(wrong).toEqual([])
  })

  it('keeps each native library in one room', () => {
    const wrong = engine.flatMap((file) =>
      file.imports
        .filter((specifier) => owners[specifier] !== undefined && !owners[specifier].includes(file.room))
        .map((specifier) => `${name(file)} -> ${specifier}`),
    )

    expect(wrong).toEqual([])
  })

  it('imports Electron in the shell only', () => {
    const wrong = engine
      .filter((file) => file.imports.some((specifier) => specifier === 'electron' || specifier.startsWith('electron/')))
      .map(name)
      .filter((path) => !electronFiles.includes(path.replace('electron/', '')))

    expect(wrong).toEqual([])
  })

  it('keeps the contract and the pure rules free of Node', () => {
    const wrong = engine
      .filter((file) => file.room === 'api' || file.room === 'domain')
      .flatMap((file) =>
        file.imports
          .filter((specifier) => !specifier.startsWith('.') && specifier !== 'zod')
          .map((each) => `${name(file)} -> ${each}`),
      )

    expect(wrong).toEqual([])
  })

  it('lets the window know nothing but the contract', () => {
    const wrong = filesBelow(join(root, 'renderer'))
      .map(read)
      .flatMap((file) =>
        file.imports
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) =>
            relative(root, resolve(dirname(file.path), specifier))
              .split(sep)
              .join('/'),
          )
          .filter((target) => !target.startsWith('renderer/') && !target.startsWith('electron/api/'))
          .map((target) => `${name(file)} -> ${target}`),
      )

    expect(wrong).toEqual([])
  })

  it('keeps entries short and other files to one concept', () => {
    const limit = (file: SourceFile): number => (file.room === 'entry' ? 160 : 400)

    expect(
      engine.filter((file) => file.lines.length > limit(file)).map((file) => `${name(file)}: ${file.lines.length}`),
    ).toEqual([])
  })

  it('has no files without a concept', () => {
    const homeless = /(?:^|\/)(?:utils?|helpers?|common|index|misc|manager|service)\.ts$/u

    expect(engine.map(name).filter((path) => homeless.test(path))).toEqual([])
  })

  it('has no dangling notes', () => {
    const all = [...engine, ...filesBelow(join(root, 'renderer')).map(read)]
      .map((file) => file.lines.join('\n'))
      .join('\n')
    const cited = [...all.matchAll(/see \[Note: ([^\]]+)\]/giu)].map((match) => match[1])
    const written = new Set(
      [...all.matchAll(/^\s*(?:\*|\/\/|\/\*\*?)\s*\[Note: ([^\]]+)\]/gmu)].map((match) => match[1]),
    )

    expect(cited.filter((note) => !written.has(note ?? ''))).toEqual([])
  })
})
