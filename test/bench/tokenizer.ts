/** A tokenizer of Gemma's size: ours from its kept table and at the first load, against the makers' library. */
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { makeGemmaSizedTokenizer } from './gemma-sized.ts'
import { median, type Section } from './report.ts'

const run = promisify(execFile)
const child = fileURLToPath(new URL('./tokenizer-child.ts', import.meta.url))
const opening = z.object({ openMs: z.number(), rssBytes: z.number(), encodeMs: z.number(), digest: z.string() })

/** @param pieces size of the vocabulary; Gemma's is 256,000 */
export async function benchTokenizer(folder: string, pieces: number, rounds: number): Promise<Section> {
  const path = join(folder, 'tokenizer.json')
  await makeGemmaSizedTokenizer(path, pieces)
  const open = async (how: 'library' | 'ours') =>
    opening.parse(JSON.parse((await run(process.execPath, [child, path, how])).stdout))
  const rows: Record<'library' | 'first' | 'kept', z.infer<typeof opening>>[] = []
  for (let round = 0; round < rounds; round++) {
    await rm(`${path}.pieces`, { force: true })
    rows.push({ library: await open('library'), first: await open('ours'), kept: await open('ours') })
  }
  if (new Set(rows.flatMap((row) => Object.values(row)).map(({ digest }) => digest)).size > 1)
    throw new Error('the ways to open a tokenizer do not give the same ids')
  const middle = (of: (row: (typeof rows)[number]) => number): number => median(rows.map(of))
  const megabytes = (bytes: number): number => bytes / 1e6
  return {
    name: `Open a tokenizer of ${pieces.toLocaleString('en')} pieces, each time in a new process`,
    figures: [
      {
        name: 'kept table / library (clock)',
        value: middle((row) => row.kept.openMs / row.library.openMs),
        unit: '×',
        atMost: 0.25,
      },
      {
        name: 'kept table / library (memory)',
        value: middle((row) => row.kept.rssBytes / row.library.rssBytes),
        unit: '×',
        atMost: 0.25,
      },
      {
        name: 'first load / library (clock)',
        value: middle((row) => row.first.openMs / row.library.openMs),
        unit: '×',
        atMost: 1.1,
      },
      {
        name: 'first load / library (memory)',
        value: middle((row) => row.first.rssBytes / row.library.rssBytes),
        unit: '×',
        atMost: 0.75,
      },
      { name: 'library', value: middle((row) => row.library.openMs), unit: 'ms' },
      { name: 'library', value: middle((row) => megabytes(row.library.rssBytes)), unit: 'MB' },
      { name: 'first load', value: middle((row) => row.first.openMs), unit: 'ms' },
      { name: 'first load', value: middle((row) => megabytes(row.first.rssBytes)), unit: 'MB' },
      { name: 'kept table', value: middle((row) => row.kept.openMs), unit: 'ms' },
      { name: 'kept table', value: middle((row) => megabytes(row.kept.rssBytes)), unit: 'MB' },
      { name: 'a query, library', value: middle((row) => row.library.encodeMs), unit: 'ms' },
      { name: 'a query, ours', value: middle((row) => row.kept.encodeMs), unit: 'ms' },
    ],
  }
}
