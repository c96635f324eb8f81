/** A small library that has positions: Lisbon, Munich and Tokyo, and photos without one. */
import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { root } from '../import-graph.ts'
import { drawPicture, putFile } from '../library/open-test-library.ts'
import { madeOnce } from '../made-once.ts'

interface Shot {
  readonly at?: readonly [latitude: number, longitude: number]
  readonly taken: string
}

const shots: Readonly<Record<string, Shot>> = {
  lisbon1: { at: [38.7139, -9.1394], taken: '2023-06-03T10:00:00' },
  lisbon2: { at: [38.7075, -9.1365], taken: '2023-06-03T11:00:00' },
  lisbon3: { at: [38.6916, -9.216], taken: '2023-06-03T12:00:00' },
  lisbon4: { at: [38.6979, -9.2068], taken: '2023-06-04T10:00:00' },
  lisbon5: { at: [38.7223, -9.1393], taken: '2023-06-05T10:00:00' },
  munich1: { at: [48.1372, 11.5756], taken: '2022-06-03T10:00:00' },
  munich2: { at: [48.1416, 11.5775], taken: '2022-06-03T11:00:00' },
  tokyo1: { at: [35.6812, 139.7671], taken: '2021-06-03T10:00:00' },
  tokyo2: { at: [35.7148, 139.7967], taken: '2021-06-03T14:00:00' },
  near: { taken: '2023-06-03T10:10:00' },
  nowhere1: { taken: '2019-06-03T10:10:00' },
  nowhere2: { taken: '2018-06-03T10:10:00' },
}

/** Degrees, minutes and hundredths of seconds as EXIF has them. */
function rationals(degrees: number): string {
  const whole = Math.floor(Math.abs(degrees))
  const minutes = (Math.abs(degrees) - whole) * 60
  return `${whole}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
}

async function drawAt(seed: number, { at, taken }: Shot): Promise<Buffer> {
  const bytes = await drawPicture({ seed, taken, width: 320, height: 240 })
  if (at === undefined) return bytes
  return sharp(bytes)
    .withExif({
      IFD2: { DateTimeOriginal: taken.replaceAll('-', ':').replace('T', ' ') },
      IFD3: {
        GPSLatitudeRef: at[0] < 0 ? 'S' : 'N',
        GPSLatitude: rationals(at[0]),
        GPSLongitudeRef: at[1] < 0 ? 'W' : 'E',
        GPSLongitude: rationals(at[1]),
      },
    })
    .jpeg()
    .toBuffer()
}

/** Fills `library` with a copy of one that has indexed these photos. */
export async function indexFolder(library: string): Promise<void> {
  const sources = ['electron', 'package-lock.json', 'test/browser/located-library.ts']
  const made = await madeOnce('located-library', sources, async (folder) => {
    for (const [index, [name, shot]] of Object.entries(shots).entries())
      putFile(join(folder, 'photos', `${name}.jpg`), await drawAt(index + 1, shot))
    const words = ['index', join(folder, 'photos'), '--library', join(folder, 'library')]
    execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
  })
  cpSync(join(made, 'library'), library, { recursive: true })
}
