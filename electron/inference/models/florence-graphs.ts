/** @file The tensors of Florence-2's four graphs, as published for transformers.js (onnx-community/Florence-2-*). */
import { cacheNames } from './decoder-cache.ts'
import type { GraphRule } from '../graphs/graph-check.ts'
import type { FlorencePack } from '../pack/pack.ts'

export function visionRule({ vision, image }: FlorencePack): GraphRule {
  return {
    inputs: [{ name: vision.input, type: 'float32', shape: ['batch', 3, image.height, image.width] }],
    outputs: [{ name: vision.output, type: 'float32', shape: ['batch', 'tokens', 'width'] }],
  }
}

export const embedRule: GraphRule = {
  inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'length'] }],
  outputs: [{ name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', 'width'] }],
}

export const encoderRule: GraphRule = {
  inputs: [
    { name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', 'width'] },
    { name: 'attention_mask', type: 'int64', shape: ['batch', 'length'] },
  ],
  outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'length', 'width'] }],
}

export function decoderRule({ decoder }: FlorencePack): GraphRule {
  const cache = ['batch', decoder.heads, 'length', decoder.headDim]
  const names = [...cacheNames(decoder.layers, 'decoder'), ...cacheNames(decoder.layers, 'encoder')]
  return {
    inputs: [
      { name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', 'width'] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'tokens', 'width'] },
      { name: 'encoder_attention_mask', type: 'int64', shape: ['batch', 'tokens'] },
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
      ...names.map(({ past }) => ({ name: past, type: 'float32' as const, shape: cache })),
    ],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['batch', 'length', decoder.vocabulary] },
      ...names.map(({ present }) => ({ name: present, type: 'float32' as const, shape: cache })),
    ],
  }
}
