/** A real library in a fresh folder: real SQLite, real files, real models (small, random). */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import type { LibraryEvent } from '../../electron/api/events.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { things, type Thing } from '../../electron/domain/things/vocabulary.ts'
import { openLibrary } from '../../electron/library/library.ts'
import type { Clock } from '../../electron/library/shared/clock.ts'
import type { Network } from '../../electron/library/packs/pack-downloads.ts'

export const tinyPacks = fileURLToPath(new URL('../fixtures/inference', import.meta.url))
/** The packs that come with the program; always with words, whatever the picture. */
export const demoPacks = fileURLToPath(new URL('../../models/demo', import.meta.url))
/** Nothing in it can be fetched in a test. */
const realCatalogue = fileURLToPath(new URL('../../models/catalog.json', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** As a disk that dies takes the database, and leaves what lies beside it. Of a library that is closed. */
export function loseDatabase(home: string): void {
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm']) rmSync(join(home, name), { force: true })
}

export interface TestLibrary {
  readonly client: Client<typeof contract>
  readonly events: readonly LibraryEvent[]
  close(): Promise<void>
}

export interface TestLibraryOptions {
  readonly packFolders?: readonly string[]
  readonly threadUrl?: URL
  readonly cataloguePath?: string
  readonly network?: Network
  readonly witnessedDeath?: boolean
  readonly onFatal?: () => void
  readonly clock?: Clock
  /** Default: a few. */
  readonly vocabulary?: readonly Thing[]
}

/** Learning all takes seconds in each new library. */
const fewThings = things.filter(({ name }) =>
  ['dog', 'cat', 'pet', 'animal', 'car', 'vehicle', 'beach', 'forest', 'landscape', 'outdoors'].includes(name),
)

/** Opens the library in `folder`; closed after the test if the test does not. */
export function openTestLibrary(folder: string, options: TestLibraryOptions = {}): TestLibrary {
  const library = openLibrary({
    folder,
    packFolders: [demoPacks, tinyPacks],
    cataloguePath: realCatalogue,
    threadUrl,
    vocabulary: fewThings,
    ...options,
  })
  const events: LibraryEvent[] = []
  library.onEvent((event) => events.push(event))
  const failures: unknown[] = []
  const client = connect(
    contract,
    answer(contract, library.handlers, (method, error) => {
      failures.push(error)
      console.error(method, error)
    }),
  )
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= library.close())
  onTestFinished(close)
  return { client, events, close }
}

export interface Drawing {
  /** Each seed is another picture. */
  readonly seed?: number
  readonly width?: number
  readonly height?: number
  readonly taken?: string
  readonly offset?: string
  readonly make?: string
  readonly model?: string
  readonly format?: 'jpeg' | 'png' | 'webp'
}

/** Draws a small picture, different for every seed and the same for the same one. */
export async function drawPicture(drawing: Drawing = {}): Promise<Buffer> {
  const { seed = 1, width = 160, height = 120, format = 'jpeg' } = drawing
  // Raw pixels, not SVG: the product forbids SVG to the whole process.
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)]
    const circle = [0, 1, 2, 3].find((step) => {
      const [dx, dy] = [x - ((seed * 31 + step * 57) % width), y - ((seed * 17 + step * 41) % height)]
      return dx * dx + dy * dy < (12 + ((seed + step * 7) % 30)) ** 2
    })
    const colour = seed * 0x9e3779 + ((circle ?? 9) + 1) * 0x45d9f3
    pixels.set([colour & 255, (colour >> 8) & 255, (colour >> 16) & 255], at * 3)
  }
  const exif = {
    IFD0: {
      ...(drawing.make === undefined ? {} : { Make: drawing.make }),
      ...(drawing.model === undefined ? {} : { Model: drawing.model }),
    },
    IFD2: {
      ...(drawing.taken === undefined
        ? {}
        : { DateTimeOriginal: drawing.taken.replaceAll('-', ':').replace('T', ' ') }),
      ...(drawing.offset === undefined ? {} : { OffsetTimeOriginal: drawing.offset }),
    },
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withExif(exif)
    .toFormat(format)
    .toBuffer()
}

/** Writes bytes with a modification time in the past, as a file that has long been there. */
export function putFile(path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'))
}

/** Draws `count` pictures named `0.jpg`, `1.jpg`, ... */
export async function putPictures(folder: string, count: number, firstSeed = 1): Promise<void> {
  for (let index = 0; index < count; index += 1)
    putFile(join(folder, `${index}.jpg`), await drawPicture({ seed: firstSeed + index }))
}
