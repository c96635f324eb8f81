/** Words in pictures against a reference run of the same graphs in Python: test/fixtures/words/make_words.py. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openGraph } from '../../electron/inference/graphs/session.ts'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { verifyPack } from '../../electron/inference/pack/read-pack.ts'
import { detectorInput, detectorRule } from '../../electron/inference/ppocr/detector.ts'
import { distance } from '../../electron/inference/ppocr/picture.ts'
import { openReader, pictureOf, readReadingPack, wordFixtures } from './reader-pack.ts'

const point = z.tuple([z.number(), z.number()])
const goldens = z
  .record(
    z.string(),
    z.object({
      map: z.array(z.array(z.number())),
      lines: z.array(z.object({ corners: z.array(point).length(4), text: z.string(), confidence: z.number() })),
    }),
  )
  .parse(JSON.parse(await readFile(join(wordFixtures, 'goldens.json'), 'utf8')))

test('the pack that comes with the program is what npm brought, by length and hash', async () => {
  const verdicts = await verifyPack(await readReadingPack())

  expect(verdicts.filter(({ ok }) => !ok)).toEqual([])
  expect(verdicts).toHaveLength(4)
})

test.each(Object.keys(goldens))('the detector’s map of %s is the reference’s', async (name) => {
  disableTelemetry()
  const installed = await readReadingPack()
  const graph = await openGraph(installed, installed.pack.detector.file, detectorRule(installed.pack))
  const { data, width, height } = detectorInput(
    await pictureOf(join(wordFixtures, `${name}.png`)),
    installed.pack.detector,
  )

  const map = (await graph.run({ x: { data, dims: [1, 3, height, width] } })).get('sigmoid_0.tmp_0')?.data ?? []
  await graph.close()

  const wanted = goldens[name]?.map ?? []
  expect([width, height]).toEqual([16 * (wanted[0]?.length ?? 0), 16 * wanted.length])
  for (const [row, values] of wanted.entries())
    for (const [column, value] of values.entries()) {
      let sum = 0
      for (let y = 0; y < 16; y += 1)
        for (let x = 0; x < 16; x += 1) sum += map[(row * 16 + y) * width + column * 16 + x] ?? NaN
      expect(Math.abs(sum / 256 - value)).toBeLessThan(0.002)
    }
})

test.each(Object.keys(goldens))('%s: the same lines within a pixel, and the same text', async (name) => {
  const reader = await openReader()
  const picture = await pictureOf(join(wordFixtures, `${name}.png`))

  const found = await reader.findText(picture)
  const lines = await reader.readLines(picture, found)

  const wanted = [...(goldens[name]?.lines ?? [])].sort((one, other) => one.text.localeCompare(other.text))
  const given = [...lines].sort((one, other) => one.text.localeCompare(other.text))
  expect(given.map(({ text }) => text)).toEqual(wanted.map(({ text }) => text))
  for (const [index, line] of given.entries()) {
    const corners = wanted[index]?.corners.map(([x, y]) => ({ x, y })) ?? []
    expect(Math.abs(line.confidence - (wanted[index]?.confidence ?? 0))).toBeLessThan(0.05)
    // An upside-down line begins at another corner; each of ours must be one of the reference's.
    for (const { x, y } of line.corners) {
      const own = { x: x * picture.width - 0.5, y: y * picture.height - 0.5 }
      expect(Math.min(...corners.map((corner) => distance(corner, own)))).toBeLessThan(1)
    }
  }
})
