/** Alt text into a thousand camera JPEGs, one ExifTool process kept open, against ExifTool by itself. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { writeFields } from '../../electron/media/exiftool/fields.ts'
import { cataloguePath } from '../../electron/places.ts'
import { makePhotos, type PhotoSize } from './large-photos.ts'
import { timed } from './pairs.ts'
import type { Section } from './report.ts'

/** What issue 11 asks of two cores. */
const leastPerSecond = 20
/** Of what the process holds after the first third of the files, at the end. */
const mostGrowth = 1.25
const drawn = 6

export interface PublishBench {
  readonly folder: string
  readonly count: number
  readonly size: PhotoSize
}

/** Another picture each: one byte of the coded data, far behind every header, is another one. */
async function manyPhotos({ folder, count, size }: PublishBench): Promise<{ paths: string[]; megabytes: number }> {
  const originals = await Promise.all(
    (await makePhotos(join(folder, 'drawn'), Math.min(drawn, count), size)).map((path) => readFile(path)),
  )
  await mkdir(join(folder, 'photos'), { recursive: true })
  const paths: string[] = []
  let bytes = 0
  for (let index = 0; index < count; index += 1) {
    const photo = Buffer.from(originals[index % originals.length] ?? Buffer.alloc(0))
    // 0xFF would begin a marker.
    photo[Math.floor(photo.length / 2) + Math.floor(index / originals.length)] = 0x55
    photo.writeUInt32BE(0x11223300 | (index & 0xff), photo.length - 1000)
    photo[photo.length - 800 + (index >> 8)] = 0x33
    const path = join(folder, 'photos', `${index}.jpg`)
    await writeFile(path, photo)
    paths.push(path)
    bytes += photo.length
  }
  return { paths, megabytes: bytes / count / 1e6 }
}

export async function benchPublish(bench: PublishBench): Promise<Section> {
  const { paths, megabytes } = await manyPhotos(bench)
  const library = openLibrary({
    folder: join(bench.folder, 'library'),
    packFolders: [],
    cataloguePath: cataloguePath(),
    threadUrl: new URL('../../electron/thread.ts', import.meta.url),
  })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  try {
    await client.index.run({ folders: [join(bench.folder, 'photos')] })
    const rows = paths.map((path, index) => `${path},A lighthouse on a cliff in the evening; picture ${index}.`)
    await client.publish.import({ text: ['file,alt', ...rows].join('\r\n') })
    const held: number[] = []
    const stop = library.onEvent((event) => {
      if (event.kind === 'publish') held.push(process.memoryUsage().rss)
    })
    const { wallMs, cpuMs } = await timed(async () => {
      const { run } = await client.publish.run({ everything: true, allow: true })
      if (run?.counts.written !== new Set(paths).size) throw new Error(`only ${run?.counts.written ?? 0} were written`)
    })
    stop()
    const bare = await bareRate(bench.folder, paths.slice(0, Math.min(100, paths.length)))
    const third = Math.max(...held.slice(0, Math.ceil(held.length / 3)), 1)
    return {
      name: `Publishing into ${paths.length} JPEGs of ${megabytes.toFixed(1)} MB`,
      figures: [
        { name: 'files', value: (1000 * paths.length) / wallMs, unit: 'files/s', atLeast: leastPerSecond },
        { name: 'ExifTool alone, one after the other', value: bare, unit: 'files/s' },
        { name: 'processor time of ours, without ExifTool', value: cpuMs / paths.length, unit: 'ms/file' },
        {
          name: 'memory at the end / in the first third',
          value: Math.max(...held, third) / third,
          unit: '×',
          atMost: mostGrowth,
        },
      ],
    }
  } finally {
    await library.close()
  }
}

/** The same field with nothing around it: no copy, no fingerprints, nothing synced. */
async function bareRate(folder: string, paths: readonly string[]): Promise<number> {
  const copies = paths.map((_, index) => join(folder, `bare-${index}.jpg`))
  for (const [index, path] of paths.entries()) await copyFile(path, copies[index] ?? '')
  const field = 'XMP-iptcCore:AltTextAccessibility-x-default'
  const { wallMs } = await timed(async () => {
    for (const copy of copies) await writeFields(copy, { [field]: 'Another text.' }, { hasDigest: false })
  })
  return (1000 * paths.length) / wallMs
}
