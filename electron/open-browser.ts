/** The window's address on its way into the person's browser, past everybody else on the machine. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Whoever reads it can open the library; only its owner may. It begins as a new file: one that is there keeps its modes,
 * and a link would be followed.
 */
export function writePrivately(path: string, text: string): void {
  rmSync(path, { force: true })
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
}

const entryName = /^open-\d+\.html$/u

/**
 * The address as a page on disk that leads there. What stands in a command's arguments every user of the machine reads,
 * and could come first.
 */
export function writeEntry(library: string, url: string): string {
  const path = join(library, `open-${process.pid}.html`)
  writePrivately(
    path,
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Sightline</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=${url}"><p><a href="${url}">Open Sightline</a></p></html>`,
  )
  return path
}

/** The pages are of no use once their host has gone. */
export function removeEntries(library: string): void {
  if (!existsSync(library)) return
  for (const name of readdirSync(library)) if (entryName.test(name)) rmSync(join(library, name), { force: true })
}

/** Says the address, and opens it in the browser unless that is not wanted. */
export function show(
  url: string,
  { library, opens }: { library: string; opens: boolean },
  say: (text: string) => void,
): void {
  say(`Sightline: ${url}`)
  if (!opens) return
  const page = pathToFileURL(writeEntry(library, url)).href
  const [command, args]: readonly [string, string[]] =
    platform() === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', page]]
      : [platform() === 'darwin' ? 'open' : 'xdg-open', [page]]
  const browser = spawn(command, args, { stdio: 'ignore', detached: true })
  browser.once('error', () => say('No browser could be opened; open the address above yourself.'))
  browser.unref()
}
