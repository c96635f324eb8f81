/** What packs of random weights have in common. */
import type { SeeingPack } from '../../electron/inference/pack/pack.ts'

/** Half and half, as SigLIP and ViT captioners have it. */
export const evenPixels = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const satisfies {
  readonly mean: SeeingPack['image']['mean']
  readonly std: SeeingPack['image']['std']
}

/** @param model what its shape is, for the title */
export function packHead(id: string, model: string) {
  return {
    format: 1,
    id,
    set: id,
    title: `Random weights in the shape of ${model}`,
    revision: '1',
    licence: 'MIT',
    source: `test/bench/${id}.ts`,
    languages: ['en'],
    scope: 'drawings',
    about: 'For measuring speed. It understands nothing.',
  } as const satisfies Partial<SeeingPack>
}
