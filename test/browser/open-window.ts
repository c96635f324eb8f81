/** The built window in a real Chromium, on a real host with a real engine, over drawn photos. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { root } from '../import-graph.ts'
import { builtWindow } from '../made-once.ts'
import { killChildren } from '../processes.ts'

/** What is waited for comes when it comes: a busy machine starts an engine and its thread in many seconds. */
export const patienceMs = 60_000

/** A folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-window-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface TestHost {
  readonly process: ChildProcess
  /** An address for one window; each is good once. */
  openAddress(): Promise<string>
  /** Kills the engine as the system would. */
  killEngine(): void
}

export interface TestHostOptions {
  /** `none`: no model for a library that has none chosen. */
  readonly pack?: string
  readonly environment?: NodeJS.ProcessEnv
}

function startScript(library: string, { pack = 'demo', environment = {} }: TestHostOptions = {}): ChildProcess {
  return spawn(process.execPath, [join(root, 'test', 'browser', 'demo-host.ts'), library, pack], {
    cwd: root,
    // The picker of folders begins at home: where the tests' folders are made.
    env: { ...process.env, HOME: tmpdir(), USERPROFILE: tmpdir(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function addressOf(script: ChildProcess): Promise<string> {
  if (script.stdout === null) throw new Error('the host says nothing')
  for await (const line of createInterface({ input: script.stdout })) {
    const address = /http:\S+/u.exec(line)?.[0]
    if (address !== undefined) return address
  }
  throw new Error('the host ended before it gave an address')
}

/** Starts a host over `library`; it ends with the test. */
export async function startTestHost(library: string, options?: TestHostOptions): Promise<TestHost> {
  await builtWindow()
  const script = startScript(library, options)
  onTestFinished(async () => {
    if (script.exitCode !== null || script.signalCode !== null) return
    const gone = once(script, 'exit')
    script.kill('SIGTERM')
    await gone
  })
  let first: string | undefined = await addressOf(script)
  return {
    process: script,
    async openAddress() {
      const address = first ?? (await addressOf(startScript(library)))
      first = undefined
      return address
    },
    killEngine() {
      killChildren(script.pid)
    },
  }
}

/** One browser per test file. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  // Containers have no user namespaces for Chromium's own sandbox; the page under test is ours.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

export interface OpenedWindow {
  readonly page: Page
  /** What the page complained about: errors, warnings of the content policy. */
  readonly complaints: readonly string[]
}

export async function openWindow(browser: Browser, host: TestHost): Promise<OpenedWindow> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const complaints = watchPage(page)
  await page.goto(await host.openAddress())
  return { page, complaints }
}

/** What the page complains about from now on: errors, warnings, reports of the content policy. */
export function watchPage(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
