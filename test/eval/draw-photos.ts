/**
 * @file A child process of the evaluation that draws photos and reports each. Apart, because the product's decoder
 * rightly forbids SVG to its whole process.
 * Usage: `fork('draw-photos.ts', [folder, seed, count])`; sends the number of photos drawn so far.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { photograph } from '../../models/demo/scenes/photograph.ts'
import { unseenScenes } from './unseen-scenes.ts'

const [folder = '.', seed = '1', count = '0'] = process.argv.slice(2)

for (const [index, scene] of unseenScenes(Number(seed), Number(count)).entries()) {
  await writeFile(join(folder, `${index}.jpg`), await photograph(scene))
  process.send?.(index + 1)
}
process.disconnect()
