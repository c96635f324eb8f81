/** Choosing a folder where no system dialog can be shown: names of folders, nothing else. */
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'
import { AppError } from '../api/errors.ts'

/** Hidden folders are left out, as in system dialogs. Errors: `unreadable`. */
export async function browseFolders(path = homedir()): Promise<{ path: string; parent?: string; folders: string[] }> {
  const here = resolve(path)
  try {
    const entries = await readdir(here, { withFileTypes: true })
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort((a, b) => a.localeCompare(b))
    return { path: here, ...(dirname(here) === here ? {} : { parent: dirname(here) }), folders }
  } catch (error) {
    throw new AppError('unreadable', `The folder ${here} cannot be opened.`, {
      hint: 'Check its name and that you may read it.',
      cause: error,
    })
  }
}
