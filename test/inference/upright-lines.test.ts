/** Long lines, as of a page: squeezed for the judge of what is upside down, and read the right way round all the same. */
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawPage, linesOfWords } from '../bench/draw-page.ts'
import { openTestLibrary, temporaryFolder } from '../library/open-test-library.ts'
import { wordsFolder } from './reader-pack.ts'

it.for([0, 180] as const)('a page that lies at %i degrees is read line by line', async (degrees) => {
  // Of these lines the judge turns some five that lie right.
  const lines = linesOfWords(12)
  const path = join(temporaryFolder(), 'page.jpg')
  await sharp(await drawPage(lines))
    .rotate(degrees)
    .jpeg({ quality: 92 })
    .toFile(path)
  const { client } = openTestLibrary(temporaryFolder(), { packFolders: [wordsFolder] })

  const read = await client.photos.read({ photo: path })

  const found = (words: readonly string[]): number => {
    const [all, told] = [new Set(words), read.lines.flatMap(({ text }) => text.split(' '))]
    return new Set(told.filter((word) => all.has(word))).size / all.size
  }
  // A letter here and there may be another one, but no line is lost.
  for (const words of lines) expect(found(words), words.join(' ')).toBeGreaterThanOrEqual(0.7)
  expect(Math.min(...read.lines.map(({ confidence }) => confidence))).toBeGreaterThan(0.8)
})
