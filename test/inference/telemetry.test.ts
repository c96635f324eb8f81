import { execFile, spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { temporaryFolder } from './tiny-packs.ts'

const child = join(import.meta.dirname, 'telemetry-child.ts')
const execute = promisify(execFile)

/**
 * Runs the child with a home of its own. Nothing else of this environment reaches it: neither the variable that
 * switches telemetry off nor those by which onnxruntime recognises a build machine and stays silent (`CI` and others).
 */
async function runChild(mode: 'thread' | 'bare', wrapper: readonly string[] = []): Promise<{ traces: string[] }> {
  const home = await temporaryFolder()
  const { PATH, SystemRoot, TEMP } = process.env
  const env: NodeJS.ProcessEnv = { PATH, SystemRoot, TEMP, HOME: home, USERPROFILE: home }
  const [command, ...rest] = [...wrapper, process.execPath, child, mode]
  const { stdout } = await execute(command, rest, { env })
  expect(stdout).toBe('done\n')
  const files = await readdir(home, { recursive: true })
  return { traces: files.filter((file) => file.includes('.onnxruntime')) }
}

const writesHere = process.platform === 'linux' || process.platform === 'darwin'
if (!writesHere)
  console.log('telemetry: on Windows onnxruntime reports through the system and writes no file to look for')

test.runIf(writesHere)('by itself onnxruntime writes its telemetry database, so the next test can fail', async () => {
  const { traces } = await runChild('bare')

  expect(traces.length).toBeGreaterThan(0)
})

test('the inference thread loads models and writes no telemetry', async () => {
  const { traces } = await runChild('thread')

  expect(traces).toEqual([])
})

const canTrace = spawnSync('strace', ['-f', 'true']).status === 0
if (!canTrace) console.log('telemetry: strace is absent or forbidden; files that are only read are not checked')

test.runIf(canTrace).each([
  { mode: 'bare', reads: true },
  { mode: 'thread', reads: false },
] as const)(
  'reads of the machine’s identity, and sockets, with a $mode onnxruntime: $reads',
  async ({ mode, reads }) => {
    const log = join(await temporaryFolder(), 'strace.log')

    await runChild(mode, ['strace', '-f', '-qq', '-e', 'trace=openat,open,connect', '-o', log])

    const calls = (await readFile(log, 'utf8')).split('\n')
    expect(calls.some((call) => call.includes('/etc/machine-id'))).toBe(reads)
    if (!reads) expect(calls.filter((call) => call.includes('AF_INET'))).toEqual([])
  },
)

test('on the main thread the variable is set where a native library sees it', () => {
  delete process.env['ORT_DISABLE_TELEMETRY']

  expect(disableTelemetry()).toEqual({ telemetryOff: true })

  expect(process.env['ORT_DISABLE_TELEMETRY']).toBe('1')
})

test.each([
  ['no promise of its parent', { workerData: {} }],
  ['no promise of its parent, whatever it sets itself', { workerData: {}, env: { ORT_DISABLE_TELEMETRY: '1' } }],
  ['a promise that is not kept', { workerData: { telemetryOff: true }, env: {} }],
])('a thread with %s does not load onnxruntime', async (_, options) => {
  const worker = new Worker(new URL('./drawing-thread.ts', import.meta.url), options)

  const failure = await new Promise((resolve) => worker.once('error', resolve))

  expect(failure).toMatchObject({
    message: 'onnxruntime was not loaded: its telemetry had not been switched off.',
  })
})
