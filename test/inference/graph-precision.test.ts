import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPrecision } from '../../electron/inference/graphs/graph-precision.ts'
import { GraphWriter } from '../bench/onnx-writer.ts'
import { captionerFolder, clipFolder, temporaryFolder } from './tiny-packs.ts'

const demo = join(import.meta.dirname, '../../models/demo')

test.each([
  [join(clipFolder, 'vision.onnx'), 'float32'],
  [join(captionerFolder, 'decoder_merged.onnx'), 'float32'],
  [join(demo, 'embedding/vision_model.onnx'), 'quantised'],
  [join(demo, 'caption/decoder_model_merged.onnx'), 'quantised'],
])('%s computes with %s numbers', async (path, precision) => {
  expect(await readPrecision(path)).toBe(precision)
})

test.each([
  ['halves', { halves: 1000, floats: 10, bytes: 0 }, 'float16'],
  ['a few bytes beside floats, as for a zero point', { halves: 0, floats: 1000, bytes: 4 }, 'float32'],
  ['layers of bytes among floats, as for embeddings', { halves: 0, floats: 1000, bytes: 1000 }, 'quantised'],
  ['no weights', { halves: 0, floats: 0, bytes: 0 }, 'float32'],
])('a graph with %s', async (_, { halves, floats, bytes }, precision) => {
  const path = join(await temporaryFolder(), 'graph.onnx')
  const graph = new GraphWriter()
  if (halves > 0) graph.halves([halves], new Float32Array(halves))
  if (floats > 0) graph.floats([floats], new Float32Array(floats))
  if (bytes > 0) graph.bytes([bytes], new Int8Array(bytes))
  graph.nodeTo('y', 'Identity', ['x'])
  await graph.write(path, [{ name: 'x', type: 'float32', shape: [1] }], [{ name: 'y', type: 'float32', shape: [1] }])

  expect(await readPrecision(path)).toBe(precision)
})

test.each(['', 'this is no graph at all', '\x3a\xff\xff\xff\x7f'])('%j is no graph', async (text) => {
  const path = join(await temporaryFolder(), 'graph.onnx')
  await writeFile(path, text, 'latin1')

  if (text === '') expect(await readPrecision(path)).toBe('float32')
  else await expect(readPrecision(path)).rejects.toThrow('is no ONNX graph')
})
