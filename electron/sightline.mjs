#!/usr/bin/env node
// Starts the command line on a Node that can run it: this one if new enough, else the one npm installed beside us.
// Plain JavaScript, because an old Node must be able to read it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const here = dirname(fileURLToPath(import.meta.url))

if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./cli.ts')
} else {
  const pinned = ['node', 'node.exe'].map((name) => join(here, '..', 'node_modules', '.bin', name)).find(existsSync)
  if (pinned === undefined) {
    console.error(`Sightline needs Node 22.18 or newer, and this is ${process.version}. Run "npm ci" first.`)
    process.exit(1)
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl-C reaches the child as well, and the child knows how to end.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
