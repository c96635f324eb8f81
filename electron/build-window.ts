/** Builds the window in a clone when it is missing or older than its sources. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

function newest(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0)
}

/** Takes a few seconds, and none when nothing changed. Throws when the build fails; its output says why. */
export function buildWindow(root: string, say: (sentence: string) => void): void {
  const page = join(root, 'out', 'renderer', 'index.html')
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0
  if (Math.max(newest(join(root, 'renderer')), newest(join(root, 'electron'))) < builtAt) return
  say('Building the window…')
  execFileSync(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
