import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A Chromium on this machine, or undefined with a word on how to get one. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined)
    console.warn('The tests of the window are skipped: no Chromium on PATH. On Debian: apt-get install chromium')
  return found
}
