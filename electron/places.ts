/** @file Where things lie on this machine: libraries, packs, the entries of processes and threads. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
/** Run from source the entries are TypeScript beside this file; built, they are bundles beside it. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

export const engineUrl = new URL(`./engine${extension}`, import.meta.url)
export const threadUrl = new URL(`./thread${extension}`, import.meta.url)

/** The folder that each system keeps programs' data in. */
export function defaultLibraryFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const asked = environment['SIGHTLINE_LIBRARY']
  if (asked !== undefined && asked !== '') return asked
  switch (platform()) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Sightline')
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Sightline')
    default:
      return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'sightline')
  }
}

/** Left behind by `sightline library move` where Sightline looks unasked: the path of where the library went. */
export const moveNote = 'moved-to'

export interface LibraryPlace {
  readonly folder: string
  /** It was moved there: where it is not, its drive is away, and nothing begins in its place. */
  readonly mustExist: boolean
}

/** The library that is meant: the one named, else the usual one, wherever that was moved to. */
export function libraryPlace(named?: string): LibraryPlace {
  if (named !== undefined) return { folder: resolve(named), mustExist: false }
  const usual = resolve(defaultLibraryFolder())
  try {
    return { folder: readFileSync(join(usual, moveNote), 'utf8'), mustExist: true }
  } catch {
    return { folder: usual, mustExist: false } // it was never moved
  }
}

/** What `npm run demo` asks of the app it starts: these folders, looked at with this set of packs. */
export function firstLook(environment: NodeJS.ProcessEnv = process.env): FirstLook {
  const folder = environment['SIGHTLINE_FOLDER']
  return { folders: folder === undefined || folder === '' ? [] : [folder], pack: environment['SIGHTLINE_PACK'] }
}

export interface FirstLook {
  /** Folders to add; none: those the library knows. */
  readonly folders?: readonly string[] | undefined
  /** The model packs for a library that has none chosen. */
  readonly pack?: string | undefined
}

/** The built window: `out/renderer` in the clone; beside the main bundle in the packaged app. */
export const rendererFolder = import.meta.url.endsWith('.ts')
  ? join(here, '..', 'out', 'renderer')
  : join(here, '..', 'renderer')

/**
 * Packs that come with the program: `models/demo` and `models/words` in the clone, or in the packaged app beside its archive, since
 * native code opens the graphs.
 */
export function bundledPackFolders(): string[] {
  return ['demo', 'words']
    .flatMap((name) => [join(here, '..', 'models', name), join(here, '..', '..', 'models', name)])
    .map((folder) => folder.replace('app.asar', 'app.asar.unpacked'))
    .filter((folder) => existsSync(folder))
}

/** What an engine's process is told when it is started: its library, and how it was born. */
export function engineArgument(library: string, birth: object): string {
  return JSON.stringify({ library, packFolders: bundledPackFolders(), threadUrl: threadUrl.href, ...birth })
}

/** The catalogue of packs that can be downloaded, beside those that come with the program. Tests give their own. */
export function cataloguePath(environment: NodeJS.ProcessEnv = process.env): string {
  const asked = environment['SIGHTLINE_CATALOGUE']
  if (asked !== undefined && asked !== '') return asked
  const clone = join(here, '..', 'models', 'catalog.json')
  return existsSync(clone) ? clone : join(here, '..', '..', 'models', 'catalog.json')
}
