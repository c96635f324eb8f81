import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import type { ImageRule } from '../../electron/inference/pack/pack.ts'
import { inputLength, normalisePixels } from '../../electron/inference/pack/preprocess.ts'

const rule: ImageRule = {
  width: 10,
  height: 8,
  fit: 'squash',
  kernel: 'linear',
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
}

test('every byte lands in its plane, normalised as in the papers', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 240, maxLength: 240 }), fc.integer({ min: 0, max: 5 }), (rgb, offset) => {
      const out = new Float32Array(240 + offset)

      normalisePixels(rgb, rule, out, offset)

      const wanted = rgb.map((_, index) => rgb[(index % 80) * 3 + Math.floor(index / 80)] ?? 0)
      for (const [index, byte] of wanted.entries()) {
        const channel = index < 80 ? 0 : index < 160 ? 1 : 2
        expect(out[offset + index]).toBe(Math.fround((byte / 255 - rule.mean[channel]) / rule.std[channel]))
      }
      expect(out.subarray(0, offset)).toEqual(new Float32Array(offset))
    }),
  )
})

test.each([
  [239, 240, 0],
  [240, 239, 0],
  [240, 240, 1],
  [240, 240, -1],
])('%i bytes into %i floats at %i do not fit', (bytes, floats, offset) => {
  expect(inputLength(rule)).toBe(240)
  expect(() => normalisePixels(new Uint8Array(bytes), rule, new Float32Array(floats), offset)).toThrow('does not fit')
})
