/**
 * @file Owner, permissions, access lists and extended attributes (tags of file managers among them) from one file to
 * another on Linux, where Node has no call for most of them: GNU's cp has. One shell is kept for all files, since
 * starting a program costs a large process tens of milliseconds.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** `$1` and `$2` come as they are, with no shell looking at them. */
const carry = 'cp --attributes-only --preserve=all -- "$1" "$2" 2>/dev/null; echo $?'

interface Carrier {
  readonly child: ChildProcessByStdio<Writable, Readable, null>
  readonly waiting: ((carried: boolean) => void)[]
}

let carrier: Carrier | undefined
let isMissing = false

/** Whether all of them were carried over; false where there is no such program. */
export function carryAttributes(from: string, to: string): Promise<boolean> {
  if (isMissing || process.platform !== 'linux') return Promise.resolve(false)
  carrier ??= startCarrier()
  const { child, waiting } = carrier
  return new Promise((resolve) => {
    waiting.push(resolve)
    child.stdin.write(`${from}\0${to}\0`)
  })
}

function startCarrier(): Carrier {
  const child = spawn('xargs', ['-0', '-n', '2', 'sh', '-c', carry, 'sh'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const started: Carrier = { child, waiting: [] }
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) started.waiting.shift()?.(line === '0')
  })
  const end = (missing: boolean): void => {
    isMissing ||= missing
    if (carrier === started) carrier = undefined
    for (const resolve of started.waiting.splice(0)) resolve(false)
  }
  child.on('error', () => end(true)).on('exit', () => end(false))
  child.stdin.on('error', () => end(false))
  child.unref()
  return started
}

/** Ends the shell, where it runs. */
export function endCarrier(): void {
  carrier?.child.stdin.end()
  carrier = undefined
}
