/** @file Unseen scenes on disk as JPEGs, and back as model inputs, through the product's own decoder. */
import { fork } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImageRule } from '../../electron/inference/pack/pack.ts'
import { inputLength, normalisePixels } from '../../electron/inference/pack/preprocess.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'

/** A photo's inputs, one per rule, normalised, `[3, height, width]`. */
type PhotoInputs = readonly Float32Array[]

async function inputsOf(path: string, rules: readonly ImageRule[]): Promise<PhotoInputs> {
  const decoded = await decodePhoto(path, { inputs: rules, thumbnailSize: 512 })
  return rules.map((rule, index) => {
    const rgb = decoded.inputs[index]
    if (rgb === undefined) throw new Error(`no input ${index} for ${path}`)
    const out = new Float32Array(inputLength(rule))
    normalisePixels(rgb, rule, out, 0)
    return out
  })
}

/** Yields how many photos lie in the folder, as a child process draws them; ends after the last. */
async function* drawing(folder: string, seed: number, count: number): AsyncGenerator<number> {
  const child = fork(join(import.meta.dirname, 'draw-photos.ts'), [folder, String(seed), String(count)])
  const failed = new AbortController()
  child.once('exit', (code) => {
    if (code !== 0) failed.abort(new Error(`drawing the scenes failed with ${code ?? 'a signal'}`))
  })
  try {
    for await (const [drawn] of on(child, 'message', { signal: failed.signal, close: ['disconnect'] }))
      if (typeof drawn === 'number') yield drawn
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error
  } finally {
    if (child.exitCode === null && child.connected) child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
}

/**
 * Draws the unseen scenes of a seed as photos into a temporary folder, and yields their inputs in batches, decoded as
 * the product decodes. Drawing and whatever the caller does with a batch run side by side.
 */
export async function* photographed(
  scenes: { readonly seed: number; readonly count: number },
  rules: readonly ImageRule[],
  batch = 25,
): AsyncGenerator<readonly PhotoInputs[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-eval-'))
  try {
    let seen = 0
    for await (const drawn of drawing(folder, scenes.seed, scenes.count)) {
      if (drawn - seen < batch && drawn < scenes.count) continue
      const paths = Array.from({ length: drawn - seen }, (_, index) => join(folder, `${seen + index}.jpg`))
      seen = drawn
      yield await Promise.all(paths.map((path) => inputsOf(path, rules)))
      await Promise.all(paths.map((path) => rm(path)))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Several pictures' inputs for one rule as one tensor. */
export function stack(inputs: readonly PhotoInputs[], rule: number): Float32Array {
  const length = inputs[0]?.[rule]?.length ?? 0
  const out = new Float32Array(inputs.length * length)
  inputs.forEach((input, index) => out.set(input[rule] ?? [], index * length))
  return out
}
