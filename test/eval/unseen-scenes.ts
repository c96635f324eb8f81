import { drawScene, seedFor, type Scene } from '../../models/demo/scenes/scene.ts'

/** Scenes that no training or validation run has seen: their seeds come from a range of their own. */
export function unseenScenes(seed: number, count: number): readonly Scene[] {
  return Array.from({ length: count }, (_, index) => drawScene(seedFor('evaluation', seed, index)))
}
