/**
 * @file `npm run promises`: runs every test that docs/promises.md names, and says whether all promises hold.
 * `-- --list` prints the command of each row instead.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface Proof {
  /** What is promised, or what once went wrong. */
  readonly promise: string
  /** A test file, from the root. */
  readonly file: string
  /** A test of it, or the beginning of its name. */
  readonly test: string
}

/** Every proof of the page: a row may have several, each `` `test/….test.ts` “name” ``. */
export function proofsOf(page: string): readonly Proof[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => {
      const promise = line.split('|')[1]?.trim() ?? ''
      return Array.from(line.matchAll(/`(test\/[\w./-]+)` “([^”]+)”/gu), ([, file = '', test = '']) => ({
        promise,
        file,
        test,
      }))
    })
}

/** Rows of its tables that promise something. */
export function rowsOf(page: string): readonly string[] {
  return page
    .split('\n')
    .filter(
      (line) =>
        line.startsWith('|') && !/^\|[\s|:-]+$/u.test(line) && !/^\|\s*(?:promise|what once went wrong)/u.test(line),
    )
}

function main(): number {
  const proofs = proofsOf(readFileSync(join(root, 'docs', 'promises.md'), 'utf8'))
  if (process.argv.includes('--list')) {
    for (const { file, test } of proofs)
      console.log(`npx vitest run ${file} -t ${JSON.stringify(test.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))}`)
    return 0
  }
  const files = [...new Set(proofs.map(({ file }) => file))]
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...files], { cwd: root, stdio: 'inherit' })
  console.log(
    status === 0 ? `${proofs.length} proofs of docs/promises.md hold.` : 'Not every promise holds; see above.',
  )
  return status ?? 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main()
