import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { SeeingPack } from '../../electron/inference/pack/pack.ts'
import { createTokenizer } from '../../electron/inference/words/tokenize.ts'
import { florenceFolder, readCaptionPack, readEmbeddingPack, siglipFolder } from './family-packs.ts'
import { readClip, temporaryFolder } from './tiny-packs.ts'

const rows = z.array(z.array(z.int()))
const goldens = z
  .object({ texts: z.array(z.string()), gemma: rows, bart: rows, realClip: rows, realBart: rows })
  .parse(JSON.parse(await readFile(join(import.meta.dirname, '../fixtures/inference/tokens.json'), 'utf8')))

/** CLIP's and GPT-2's public vocabularies, which are too large for the repository. */
const vocabularies = resolve(
  process.env['SIGHTLINE_TOKENIZERS'] ?? join(import.meta.dirname, '../../../shared/data/tokenizers'),
)
const skipReal = !existsSync(vocabularies)
if (skipReal) console.log(`Skipped: tokenizers with the public vocabularies, they are not at ${vocabularies}.`)

async function idsOf(installed: { folder: string; pack: SeeingPack }): Promise<number[][]> {
  const tokenizer = await createTokenizer(installed)
  return goldens.texts.map((text) => [...tokenizer.encode(text)].map(Number))
}

function expectSame(found: number[][], wanted: number[][]): void {
  expect(goldens.texts.length).toBeGreaterThanOrEqual(300)
  const differences = goldens.texts
    .map((text, index) => ({ text, found: found[index], wanted: wanted[index] }))
    .filter((row) => JSON.stringify(row.found) !== JSON.stringify(row.wanted))
  expect(differences).toEqual([])
}

test('Gemma’s shape gives the ids of the Rust tokenizers, through SigLIP 2’s canonical words', async () => {
  expectSame(await idsOf(await readEmbeddingPack(siglipFolder)), goldens.gemma)
})

test('BART’s shape gives the ids of the Rust tokenizers', async () => {
  expectSame(await idsOf(await readCaptionPack(florenceFolder)), goldens.bart)
})

test.skipIf(skipReal)('CLIP’s own vocabulary gives the ids of the Rust tokenizers', async () => {
  const { pack } = await readClip()
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(await clipTokenizer()))
  const rule = { file: 'tokenizer.json', contextLength: 77, startId: 49406, endId: 49407, padId: 49407 }

  expectSame(await idsOf({ folder, pack: { ...pack, tokenizer: rule } }), goldens.realClip)
})

test.skipIf(skipReal)('BART’s own vocabulary gives the ids of the Rust tokenizers', async () => {
  const { pack } = await readCaptionPack(florenceFolder)
  const folder = await temporaryFolder()
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(await bartTokenizer()))

  expectSame(await idsOf({ folder, pack }), goldens.realBart)
})

function added(id: number, content: string, normalized = false) {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized, special: true }
}

/** GPT-2's printable stand-ins for the 256 bytes, in its order. */
function byteLetters(): string[] {
  const isPlain = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad)
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const others = bytes.filter((byte) => !isPlain(byte))
  return [
    ...bytes.filter(isPlain).map((byte) => String.fromCodePoint(byte)),
    ...others.map((_, index) => String.fromCodePoint(256 + index)),
  ]
}

function numbered(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(words.map((word, id) => [word, id]))
}

/** As make_tokens.py builds it. */
async function clipTokenizer(): Promise<object> {
  const lines = gunzipSync(await readFile(join(vocabularies, 'clip-bpe_simple_vocab_16e6.txt.gz'))).toString('utf8')
  const merges = lines.split('\n').slice(1, 49_152 - 256 - 2 + 1)
  const letters = byteLetters()
  const words = [
    ...letters,
    ...letters.map((letter) => `${letter}</w>`),
    ...merges.map((merge) => merge.replace(' ', '')),
  ]
  return {
    added_tokens: [added(49_406, '<|startoftext|>', true), added(49_407, '<|endoftext|>')],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['<|endoftext|>', 49_407],
      cls: ['<|startoftext|>', 49_406],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      byte_fallback: false,
      vocab: numbered([...words, '<|startoftext|>', '<|endoftext|>']),
      merges,
    },
  }
}

/** As make_tokens.py builds it: the first four ids are BART's, the words keep GPT-2's order after them. */
async function bartTokenizer(): Promise<object> {
  const vocabulary = z
    .record(z.string(), z.int())
    .parse(JSON.parse(await readFile(join(vocabularies, 'gpt2-encoder.json'), 'utf8')))
  const merges = (await readFile(join(vocabularies, 'gpt2-vocab.bpe'), 'utf8')).split('\n').slice(1, -1)
  const specials = ['<s>', '<pad>', '</s>', '<unk>']
  const ordered = Object.entries(vocabulary).sort(([, a], [, b]) => a - b)
  return {
    added_tokens: specials.map((content, id) => added(id, content)),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['</s>', 2],
      cls: ['<s>', 0],
      trim_offsets: true,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab: numbered([...specials, ...ordered.map(([word]) => word)]),
      merges,
    },
  }
}
