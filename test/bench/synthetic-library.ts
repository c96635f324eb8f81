/** Libraries as indexing leaves them, made of rows alone: sizes people have, in seconds. */
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { openStore } from '../../electron/store/store.ts'
import { clipLikeVectors } from './clip-like-vectors.ts'

const now = '2026-01-01T00:00:00.000Z'
/** So many different pictures; every photo shows one of them. */
const pictureCount = 64
const shapes = [
  [512, 384],
  [384, 512],
  [512, 341],
  [512, 512],
] as const

interface Picture {
  readonly jpeg: Buffer
  readonly width: number
  readonly height: number
  readonly placeholder: Buffer
}

/** Thumbnails of the size and the weight of real ones: soft colours under noise. */
export async function makePictures(): Promise<Picture[]> {
  return Promise.all(
    Array.from({ length: pictureCount }, async (_, index) => {
      const [width, height] = shapes[index % shapes.length] ?? shapes[0]
      const colour = { r: (index * 53) % 256, g: (index * 97) % 256, b: (index * 151) % 256 }
      const image = sharp({
        create: { width, height, channels: 3, background: colour, noise: { type: 'gaussian', mean: 128, sigma: 40 } },
      }).blur(4)
      const jpeg = await image.jpeg({ quality: 80 }).toBuffer()
      const small = await sharp(jpeg)
        .resize(64, 64, { fit: 'inside' })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const placeholder = Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data))
      return { jpeg, width, height, placeholder }
    }),
  )
}

export interface SyntheticLibrary {
  readonly count: number
  /** The model whose vectors the photos get. */
  readonly pack: { readonly id: string; readonly revision: string; readonly dims: number }
  /** For looking at; without them no photo has a thumbnail. */
  readonly pictures?: readonly Picture[]
}

/** Photos a day, on average: days of a timeline are uneven. */
const perDay = 12

/** Fills an empty library in `folder`. Its photos lie in a folder that is not there, as on a drive that is away. */
export function fillLibrary(folder: string, { count, pack, pictures }: SyntheticLibrary): void {
  const store = openStore(folder)
  const vectors = clipLikeVectors(count, pack.dims)
  store.transaction(() => {
    const root = store.folders.add('/bench', [], now)
    const table = store.vectors.open(pack.id, pack.revision, pack.dims)
    const pixels = Buffer.alloc(32)
    for (let index = 0; index < count; index += 1) {
      pixels.writeUInt32LE(index, 0)
      const photo = store.photos.add(Buffer.from(pixels), now)
      const file = { path: `/bench/${index}.jpg`, sizeBytes: 1, mtimeMs: 0, inode: `1:${index}` }
      store.files.setPhoto(store.files.add(root.id, 'photo', file), photo, 'original', pixels)
      const picture = pictures?.[(index * 37) % pictures.length]
      const { width, height, placeholder } = picture ?? { width: 4, height: 3, placeholder: pixels }
      store.photos.setLook(
        photo,
        { format: 'jpeg', width, height, placeholder, signature: pixels, warning: undefined },
        now,
      )
      if (pictures !== undefined) store.photos.setFacts(photo, factsOn(new Date(Date.UTC(2000, 0, 1 + index / perDay))))
      // Words of a person: nothing is left to be written while the window is measured.
      store.captions.add({ photoId: photo, kind: 'alt', source: 'human', text: `A picture of colours, ${index}` }, now)
      table.put(photo, vectors.subarray(index * pack.dims, (index + 1) * pack.dims))
    }
  })
  store.settings.set('packs.set', 'demo')
  store.close()
  if (pictures !== undefined) fillThumbnails(folder, count, pictures)
}

function fillThumbnails(folder: string, count: number, pictures: readonly Picture[]): void {
  const store = openStore(folder)
  // Ids of a new table count from 1.
  for (let index = 0; index < count; index += 1) {
    const picture = pictures[(index * 37) % pictures.length]
    if (picture !== undefined) store.thumbnails.put(index + 1, picture)
  }
  store.close()
}

export function factsOn(day: Date) {
  return {
    takenLocal: day.toISOString().slice(0, 19),
    ...{ people: [], iso: undefined, fNumber: undefined, exposureSeconds: undefined, focalLengthMm: undefined },
    ...{ sortKey: `${day.toISOString().slice(0, 19)} `, favourite: false, hidden: false },
    takenPrecision: 'second',
    takenSource: 'exif',
    takenDoubtful: false,
    offsetMinutes: undefined,
    latitude: undefined,
    longitude: undefined,
    altitude: undefined,
    city: undefined,
    region: undefined,
    country: undefined,
    make: undefined,
    model: undefined,
    lens: undefined,
    rating: undefined,
    keywords: [],
    title: undefined,
    other: {},
  }
}
