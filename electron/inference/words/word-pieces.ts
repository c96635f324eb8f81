/** @file Pieces of words and their ids, as a pack's `tokenizer.json` cuts them, of whatever kind: by the library of its makers. */
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'

export interface WordPieces {
  /** Names that are never words: start, end, padding. */
  readonly specials: readonly string[]
  /** Ids of a well-formed text, with the start and end that the file's own template adds. */
  encode(text: string): number[]
  /** The words of some ids, without special tokens. */
  decode(ids: readonly number[]): string
  has(id: number): boolean
}

/** @throws whatever the library throws at a file that is no tokenizer */
export function readWordPieces(json: object): WordPieces {
  const tokenizer = new HuggingFaceTokenizer(json, { clean_up_tokenization_spaces: false })
  const specials = [...tokenizer.get_added_tokens_decoder().values()]
    .filter((token) => token.special)
    .map((token) => token.content)
  // The reference lower-cases letter by letter; JavaScript knows that a sigma at the end of a word is another one.
  const lowersSigma = /"type":\s*"Lowercase"/u.test(JSON.stringify('normalizer' in json ? json.normalizer : null))
  return {
    specials,
    encode: (text) => tokenizer.encode(lowersSigma ? text.replaceAll('Σ', 'σ') : text).ids,
    decode: (ids) => tokenizer.decode([...ids], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    has: (id) => tokenizer.id_to_token(id) !== undefined,
  }
}
