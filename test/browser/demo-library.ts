/** Drawn photos, and libraries that have indexed them: made once, copied for each test. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../import-graph.ts'
import { madeOnce } from '../made-once.ts'

/** As many as any test asks for. */
const drawnAtMost = 60

/** In a process of its own: the product forbids SVG to its processes. */
function drawAll(folder: string): void {
  const script = `import { drawDemoLibrary } from './models/demo/scenes/library.ts'
    await drawDemoLibrary(process.argv[1], { count: ${drawnAtMost} })`
  execFileSync(process.execPath, ['--input-type=module', '-e', script, join(folder, 'photos')], { cwd: root })
}

/** Puts the first `count` scenes of the demo library into a folder, in its own folders by outing. */
export async function drawPhotos(folder: string, count: number): Promise<void> {
  const drawn = join(await madeOnce('demo-photos', ['models/demo/scenes'], drawAll), 'photos')
  for (const path of readdirSync(drawn, { recursive: true, encoding: 'utf8' })) {
    const number = /IMG_(\d+)\.jpg$/u.exec(path)?.[1]
    if (number === undefined || Number(number) > count) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    copyFileSync(join(drawn, path), join(folder, path))
  }
}

/** Draws `count` photos into a folder and indexes them into `library` to the end, with the demo pack. */
export async function indexPhotos(photos: string, library: string, count: number): Promise<void> {
  await drawPhotos(photos, count)
  const words = ['index', photos, '--pack', 'demo', '--library', library]
  execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
}

/**
 * Fills `library` with a copy of one that has indexed `count` drawn photos.
 * @returns where the photos lie; they belong to all tests and are only to be read
 */
export async function copyIndexedLibrary(library: string, count: number): Promise<string> {
  const sources = ['electron', 'models/demo', 'package-lock.json']
  const made = await madeOnce(`library-of-${count}`, sources, (folder) =>
    indexPhotos(join(folder, 'photos'), join(folder, 'library'), count),
  )
  cpSync(join(made, 'library'), library, { recursive: true })
  return join(made, 'photos')
}
