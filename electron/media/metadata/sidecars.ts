import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { foldName, isCutSidecar, presentSidecars, sidecarNames } from '../../domain/sidecar-names.ts'
import { pictureExtensions } from '../file/names-of-files.ts'

export interface Sidecars {
  /** The nearest name first. */
  readonly xmp: readonly string[]
  /** Google Takeout's JSON. */
  readonly takeout: readonly string[]
}

/** Sorts given paths, the nearest first, into kinds. */
export function sortSidecars(paths: readonly string[]): Sidecars {
  const ofKind = (ending: RegExp): string[] => paths.filter((path) => ending.test(path))
  return { xmp: ofKind(/\.xmp$/i), takeout: ofKind(/\.json$/i) }
}

/** Looks for the sidecars of a photo in its folder, by name. An unreadable folder has none. */
export async function findSidecars(photo: string): Promise<Sidecars> {
  const folder = dirname(photo)
  const names = await readdir(folder).catch(() => [])
  const byFolded = new Map(names.map((name) => [foldName(name), name]))
  const candidates = sidecarNames(basename(photo), pictureExtensions)
  const present = presentSidecars(candidates, (name) => byFolded.get(foldName(name))).map(({ name }) => name)
  const { cut } = candidates
  const cutOnes = names.filter(
    (name) => present.length === 0 && cut !== undefined && isCutSidecar(name, cut) && /\.json$/i.test(name),
  )
  return sortSidecars([...present, ...(cutOnes.length === 1 ? cutOnes : [])].map((name) => join(folder, name)))
}
