import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { openPieces } from '../../electron/inference/words/open-pieces.ts'
import { readWordPieces } from '../../electron/inference/words/word-pieces.ts'
import { makeGemmaSizedTokenizer } from '../bench/gemma-sized.ts'
import { siglipFolder } from './family-packs.ts'
import { temporaryFolder } from './tiny-packs.ts'

const sha256 = 'a'.repeat(64)
const { texts, gemma } = JSON.parse(
  await readFile(join(import.meta.dirname, '../fixtures/inference/tokens.json'), 'utf8'),
) as { texts: string[]; gemma: number[][] } // made by make_tokens.py; token-goldens.test.ts checks its shape

async function copied(json?: (text: string) => string): Promise<string> {
  const path = join(await temporaryFolder(), 'tokenizer.json')
  const text = await readFile(join(siglipFolder, 'tokenizer.json'), 'utf8')
  await writeFile(path, json?.(text) ?? text)
  return path
}

/** As if the file were large. */
const open = (path: string, sha = sha256) => openPieces({ path, bytes: 1, sha256: sha }, 0)

const wild = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-composite' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'a red boat',
          'lake',
          ' ',
          '  ',
          '\n',
          '\n\n',
          '\n\n\n',
          '▁',
          '▁▁',
          '▁▁▁▁',
          '<eos>',
          '<pad',
          '<0x41>',
        ),
        fc.constantFrom(...texts),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
)

test('any text gets the ids that the makers’ library gives it, and comes back the same', async () => {
  const path = await copied()
  const ours = await open(path)
  const theirs = readWordPieces(JSON.parse(await readFile(path, 'utf8')) as object)

  expect(ours.specials).toEqual(theirs.specials)
  fc.assert(
    fc.property(wild, (text) => {
      // A text of spaces alone that is a piece as a whole is where the two differ: see below. Nor does the library
      // decode a byte order mark.
      const words = text
        .toWellFormed()
        .replaceAll('\ufeff', '')
        .replaceAll(/[ ▁]{2,}/gu, (run) => (run.includes(' ') ? ' ' : run))

      expect(ours.encode(words)).toEqual(theirs.encode(words))
      expect(ours.decode(ours.encode(words))).toBe(theirs.decode(theirs.encode(words)))
    }),
    { numRuns: 1000 },
  )
})

// Two or three spaces: the library in JavaScript takes a whole text that is a piece as that piece, merges or not.
test.each([
  ['  ', [508, 508, 1]],
  ['   ', [508, 508, 508, 1]],
  ['a  b', [268, 508, 569, 1]],
  ['▁▁', [1602, 1]],
  ['a\n\n\nb', [268, 1601, 1600, 269, 1]],
  ['<0x41>', [65, 261, 125, 265, 262, 67, 1]],
  ['<eos>x', [1, 125, 1]],
  ['a▁▁▁▁b', [268, 1603, 569, 1]],
])('%j gets the ids of the Rust tokenizers', async (text, ids) => {
  expect((await open(await copied())).encode(text)).toEqual(ids)
})

test('the kept table gives the same ids as the file it was made from', async () => {
  const path = await copied()
  const first = await open(path)
  const kept = await stat(`${path}.pieces`)

  await writeFile(path, 'no longer readable')
  const second = await open(path)

  expect(kept.size).toBeGreaterThan(0)
  for (const text of texts) expect(second.encode(text)).toEqual(first.encode(text))
  for (const id of [0, 1, 1000, 5000, 100_000]) expect(second.has(id)).toBe(first.has(id))
})

test.each([
  { name: 'damaged', harm: (bytes: Buffer) => bytes.fill(7, 5000, 5100) },
  { name: 'cut off', harm: (bytes: Buffer) => bytes.subarray(0, 3000) },
  { name: 'empty', harm: (bytes: Buffer) => bytes.subarray(0, 0) },
  { name: 'of another version', harm: (bytes: Buffer) => (bytes.write('SLPIECE0', 0, 'latin1'), bytes) },
])('a kept table that is $name is made anew', async ({ harm }) => {
  const path = await copied()
  const before = (await open(path)).encode('a red boat')
  const good = await readFile(`${path}.pieces`)
  await writeFile(`${path}.pieces`, harm(Buffer.from(good)))

  expect((await open(path)).encode('a red boat')).toEqual(before)
  expect(await readFile(`${path}.pieces`)).toEqual(good)
})

test('a table of another tokenizer is not used', async () => {
  const path = await copied()
  await open(path)
  const other = await readFile(`${path}.pieces`)

  await open(path, 'b'.repeat(64))

  expect(await readFile(`${path}.pieces`)).not.toEqual(other)
})

test('a place that cannot be written to only costs time', async () => {
  const path = await copied()
  await mkdir(`${path}.pieces`)

  const pieces = await open(path)

  expect(pieces.encode('a red boat')).toEqual((await open(await copied())).encode('a red boat'))
})

test.each([
  ['indented', (json: string) => JSON.stringify(JSON.parse(json), undefined, 2)],
  ['in ASCII with escapes', (json: string) => json.replaceAll(/[^ -~]/g, escaped)],
  ['with its merges as strings', withStringMerges],
  ['with its vocabulary backwards', withReversedVocabulary],
])('a file written %s gives the same table', async (_, rewrite) => {
  const paths = [await copied(), await copied(rewrite)]

  await Promise.all(paths.map((path) => open(path)))

  const [plain, rewritten] = await Promise.all(paths.map((path) => readFile(`${path}.pieces`)))
  expect(rewritten).toEqual(plain)
})

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

interface TokenizerJson {
  readonly model: { readonly vocab: Record<string, number>; readonly merges: [string, string][] }
}

function withStringMerges(json: string): string {
  const file = JSON.parse(json) as TokenizerJson // the fixture's own
  return JSON.stringify({ ...file, model: { ...file.model, merges: file.model.merges.map((pair) => pair.join(' ')) } })
}

function withReversedVocabulary(json: string): string {
  const file = JSON.parse(json) as TokenizerJson // the fixture's own
  const vocab = Object.fromEntries(Object.entries(file.model.vocab).reverse())
  return JSON.stringify({ ...file, model: { ...file.model, vocab } })
}

test.each(['{', '[]', '{"model": {"vocab": {"a": 1', '{"model": {"vocab": {"a": "b"}}}', '\0\0'])(
  'what is no tokenizer is refused by the library: %j',
  async (json) => {
    const path = await copied(() => json)

    await expect(open(path)).rejects.toThrow()
  },
)

test.each([
  [
    'its own way to mark spaces',
    (json: string) => json.replace('"content":"▁"},"pre_tokenizer"', '"content":"_"},"pre_tokenizer"'),
  ],
  ['no byte pieces', (json: string) => json.replace('"byte_fallback":true', '"byte_fallback":false')],
  ['added tokens that eat spaces', (json: string) => json.replace('"lstrip":false', '"lstrip":true')],
])('a file with %s is left to the makers’ library', async (_, alter) => {
  const path = await copied(alter)
  const theirs = readWordPieces(JSON.parse(await readFile(path, 'utf8')) as object)

  const pieces = await open(path)

  expect(pieces.encode('a red boat on the lake')).toEqual(theirs.encode('a red boat on the lake'))
  await expect(stat(`${path}.pieces`)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('the reference’s ids, by the kept table', async () => {
  const pieces = await open(await copied())
  const short = texts.flatMap((text, index) => {
    const ids = gemma[index] ?? []
    // Canonical words change the text; what is canonical already goes straight through.
    return /^[a-z\d ]+$/u.test(text) && !/^ | {2}| $/u.test(text) && ids.length < 64 ? [{ text, ids }] : []
  })

  expect(short.length).toBeGreaterThan(3)
  for (const { text, ids } of short) expect(pieces.encode(text)).toEqual(ids)
})

test('an invented vocabulary of twenty thousand pieces gives the library’s ids', async () => {
  const path = join(await temporaryFolder(), 'tokenizer.json')
  await makeGemmaSizedTokenizer(path, 20_000)
  const ours = await open(path)
  const theirs = readWordPieces(JSON.parse(await readFile(path, 'utf8')) as object)
  const syllables = fc.array(fc.constantFrom('ba', 'der', 'kon', 'li', 'ma', ' ', 'zu', 'ŋ', '猫', '🏖'), {
    maxLength: 60,
  })

  fc.assert(
    fc.property(syllables, (parts) => {
      const words = parts.join('').replaceAll(/ {2,}/gu, ' ')

      expect(ours.encode(words)).toEqual(theirs.encode(words))
    }),
  )
})
