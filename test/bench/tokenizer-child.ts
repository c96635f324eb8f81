/** @file One opening of a large tokenizer in a process of its own: time and memory as one line of JSON. */
import { readFile, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { openPieces } from '../../electron/inference/words/open-pieces.ts'
import { readWordPieces, type WordPieces } from '../../electron/inference/words/word-pieces.ts'

const [path = '', how] = process.argv.slice(2)

async function openByLibrary(): Promise<WordPieces> {
  return readWordPieces(JSON.parse(await readFile(path, 'utf8')) as object) // a file that this bench has made
}

const { size } = await stat(path)
const before = process.memoryUsage().rss
const start = performance.now()
const pieces =
  how === 'library' ? await openByLibrary() : await openPieces({ path, bytes: size, sha256: '0'.repeat(64) }, 0)
const openMs = performance.now() - start
const rssBytes = process.memoryUsage().rss - before
const words = Array.from({ length: 200 }, (_, index) => `bader konli mazu ${index} lider katon zumare`)
const ids = words.map((text) => pieces.encode(text))
const encodeStart = performance.now()
for (const text of words) pieces.encode(text)
const encodeMs = (performance.now() - encodeStart) / words.length
const digest = createHash('sha256').update(JSON.stringify(ids)).digest('hex')
console.log(JSON.stringify({ openMs, rssBytes, encodeMs, digest }))
