/** A tokenizer for packs of random weights. */

/** Byte-level BPE without merges: every byte is a token, so ids are many, which is the slow case. */
export function byteTokenizer(specials: Readonly<Record<string, number>>): object {
  const printable = (byte: number): boolean => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
  const vocab: Record<string, number> = {}
  let beyond = 256
  for (let byte = 0; byte < 256; byte++) vocab[String.fromCodePoint(printable(byte) ? byte : beyond++)] = byte
  const special = (id: number, content: string): object => ({
    ...{ id, content, special: true, normalized: false, single_word: false, lstrip: false, rstrip: false },
  })
  Object.assign(vocab, specials)
  return {
    version: '1.0',
    added_tokens: Object.entries(specials).map(([content, id]) => special(id, content)),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', vocab, merges: [], continuing_subword_prefix: '', end_of_word_suffix: '' },
  }
}
