/** @file A `tokenizer.json` of the size and shape of Gemma's: 256,000 pieces, about 580,000 merges, 34 MB. */
import { writeFile } from 'node:fs/promises'

const size = { pieces: 256_000, merges: 580_604 }
const specials = ['<pad>', '<eos>', '<bos>', '<unk>', '<mask>']

/** Made of invented syllables by a fixed rule, so that every run measures the same file. */
export async function makeGemmaSizedTokenizer(path: string, pieceCount = size.pieces): Promise<void> {
  const pieces = [...specials, ...bytePieces(), ...inventPieces(pieceCount - specials.length - 256)]
  const ids = new Map(pieces.map((piece, id) => [piece, id]))
  const merges = mergesOf(pieces, ids).slice(0, Math.round((size.merges * pieceCount) / size.pieces))
  const json = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [...specials, '\n', '\n\n', '▁▁', '▁▁▁'].map((content, index) => ({
      id: ids.get(content) ?? pieces.length + index,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: specials.includes(content),
    })),
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '<eos>', type_id: 0 } }],
      pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 0 } }],
      special_tokens: { '<eos>': { id: '<eos>', ids: [1], tokens: ['<eos>'] } },
    },
    decoder: {
      type: 'Sequence',
      decoders: [
        { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
        { type: 'ByteFallback' },
        { type: 'Fuse' },
      ],
    },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<unk>',
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(ids),
      merges,
    },
  }
  // Indented, as the published file is; its size is what a first load reads.
  await writeFile(path, JSON.stringify(json, undefined, 2))
}

function bytePieces(): string[] {
  return Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`)
}

/** Letters of several scripts, then words of one to four syllables, with and without the mark of a word's start. */
function inventPieces(count: number): string[] {
  const alphabets: readonly (readonly [number, number])[] = [
    [0x21, 0x7e],
    [0xa1, 0x17f],
    [0x391, 0x3c9],
    [0x410, 0x44f],
    [0x5d0, 0x5ea],
    [0x627, 0x64a],
    [0x905, 0x939],
    [0xe01, 0xe2e],
    [0x3041, 0x30fe],
    [0xac00, 0xacff],
    [0x4e00, 0x6fff],
  ]
  const letters = alphabets.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  )
  const found = new Set(['▁', ...letters])
  const syllables = Array.from('bcdfghjklmnprstvwz').flatMap((consonant) =>
    ['a', 'e', 'i', 'o', 'u', 'an', 'er', 'in', 'on'].map((rest) => consonant + rest),
  )
  for (const syllable of syllables) for (let end = 2; end <= syllable.length; end++) found.add(syllable.slice(0, end))
  let seed = 1
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  while (found.size < count) {
    let word = next(2) === 0 ? '▁' : ''
    for (let syllable = next(3); syllable >= 0; syllable--) word += syllables[next(syllables.length)] ?? ''
    // Every beginning of a word is a piece as well, as training would have it.
    for (let end = 2; end <= word.length && found.size < count; end++) found.add(word.slice(0, end))
  }
  return [...found]
}

/** Every way to join two pieces into a third, in the order of the joined ones: how SentencePiece's model is converted. */
function mergesOf(pieces: readonly string[], ids: ReadonlyMap<string, number>): [string, string][] {
  return pieces.slice(specials.length + 256).flatMap((piece) => {
    const splits: [string, string][] = []
    for (let cut = 1; cut < piece.length; cut++) {
      const [left, right] = [piece.slice(0, cut), piece.slice(cut)]
      if (ids.has(left) && ids.has(right)) splits.push([left, right])
    }
    return splits
  })
}
