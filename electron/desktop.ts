/** Electron's binary in a clone: where it is, and fetching it when it is not there yet. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A hub that answers, however slowly, has 120 MB through by then; one that does not must not hold up the window. */
const fetchLimitMs = 10 * 60_000

/** Where Electron's own installer leaves it; importing the package would try to download it. */
function installedElectron(root: string): string | undefined {
  const note = join(root, 'node_modules', 'electron', 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(root, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

/**
 * The binary's path; fetched with Electron's own installer, which checks its checksum, when it is missing.
 * `ELECTRON_SKIP_BINARY_DOWNLOAD=1` forbids the fetching, as it does for Electron itself.
 * @returns undefined when it can be neither found nor fetched; `say` has been told why, in one line
 */
export async function findElectron(root: string, say: (sentence: string) => void): Promise<string | undefined> {
  const installed = installedElectron(root)
  if (installed !== undefined) return installed
  const isForbidden = !['', '0', 'false'].includes(process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] ?? '')
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  if (!isForbidden && existsSync(installer)) {
    say('Fetching Electron, once (about 120 MB)…')
    const child = spawn(process.execPath, [installer], { cwd: root, stdio: 'ignore', timeout: fetchLimitMs })
    await new Promise<void>((done) => {
      child.once('exit', () => done())
      child.once('error', () => done())
    })
  }
  const fetched = installedElectron(root)
  if (fetched === undefined)
    say(
      isForbidden
        ? 'Electron is not installed, so the window opens in your browser.'
        : 'Electron could not be fetched, so the window opens in your browser. Later: npx install-electron',
    )
  return fetched
}

/** Runs the built app until its last window closes. Resolves with its exit code. */
export function runDesktop(
  binary: string,
  root: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const app = spawn(binary, [root, ...args], { stdio: 'inherit', env: environment })
  return new Promise((done, fail) => {
    app.once('error', fail)
    app.once('exit', (code) => done(code ?? 1))
  })
}
