/** @file The letters that a line reader knows: a list with one a line, or the description beside a newer graph. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { InstalledPack, ReadingPack } from '../pack/pack.ts'

/**
 * What the classes of a reader mean, from class 1 on; the class behind the last is the space, which no list says.
 * @throws AppError 'pack-damaged' where there are more or fewer than the graph has
 */
export async function readLetters({ folder, filesIn = folder, pack }: InstalledPack<ReadingPack>): Promise<string[]> {
  const { letters, classes } = pack.reader
  const text = await readFile(join(filesIn, letters), 'utf8')
  const told = letters.endsWith('.yml') ? lettersInDescription(text) : text.replace(/\r?\n$/u, '').split(/\r?\n/u)
  const list = [...told, ' ']
  if (list.length + 1 === classes) return list
  throw new AppError(
    'pack-damaged',
    `The model pack "${pack.id}" lists ${list.length} letters instead of ${classes - 1}.`,
    { hint: 'Download or import this model pack again.' },
  )
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', _: '\u00a0', e: '\u001b' }

/**
 * The items under `character_dict:` of an `inference.yml`, as PaddleOCR writes it since its fifth version: plain, in
 * single quotes (doubled within), or in double ones with escapes (YAML 1.2, 7.3). Nothing else of YAML is read.
 * @returns none where there is no such list
 */
export function lettersInDescription(text: string): string[] {
  const lines = text.split(/\r?\n/u)
  const begin = lines.findIndex((line) => /^\s*character_dict:\s*$/u.test(line))
  const letters: string[] = []
  for (const line of begin === -1 ? [] : lines.slice(begin + 1)) {
    const item = /^\s*- ?(.*)$/su.exec(line)?.[1]
    if (item === undefined) break
    letters.push(scalar(item))
  }
  return letters
}

function scalar(item: string): string {
  if (/^'.*'$/su.test(item)) return item.slice(1, -1).replaceAll("''", "'")
  if (!/^".*"$/su.test(item)) return item
  return item
    .slice(1, -1)
    .replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gsu, (_, two, four, eight, plain) => {
      const code = String(two ?? four ?? eight ?? '')
      return code === '' ? (escapes[String(plain)] ?? String(plain)) : String.fromCodePoint(Number.parseInt(code, 16))
    })
}
