/** What lies beside a photo: sidecars, the other half of its shot, and thousands of neighbours. */
import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { liveVideo, pairPartner, photosOfSidecar, sidecarsOf } from '../../electron/library/indexing/pairing.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

const xmp = (keyword: string, rating: number): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${rating}"><dc:subject><rdf:Bag><rdf:li>${keyword}</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>`
const takeout = (year: number): string =>
  JSON.stringify({ title: 'x', photoTakenTime: { timestamp: String(Date.UTC(year, 5, 15) / 1000) } })

/** Keywords, stars and year of every photo, by its first file's path below the folder. */
async function facts({ client }: TestLibrary, folder: string): Promise<Record<string, string>> {
  const { photos } = await client.photos.list({})
  const told = await Promise.all(
    photos.map(async ({ id, path, rating, takenAt }) => {
      const { keywords } = await client.photos.get({ photo: id })
      return [path.slice(folder.length + 1), [...keywords, rating, takenAt?.slice(0, 4)].filter(Boolean).join(' ')]
    }),
  )
  return Object.fromEntries(told) as Record<string, string>
}

async function put(
  folder: string,
  photos: readonly string[],
  sidecars: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [index, name] of photos.entries()) {
    const format = /png$/iu.test(name) ? 'png' : 'jpeg'
    putFile(join(folder, name), await drawPicture({ seed: index + 1, format }))
  }
  for (const [name, text] of Object.entries(sidecars)) putFile(join(folder, name), text)
}

describe('sidecars in a library', () => {
  it('speak for their own photo only, and for nobody once they are gone', async () => {
    const folder = temporaryFolder()
    const names = ['a/scan1.jpg', 'a/scan10.jpg', 'c/harbour.jpg', 'c/harbour-bw.jpg', 'd/DSC_7.jpg', 'd/DSC_71.jpg']
    await put(
      folder,
      [...names, 'e/IMG_1.jpg', 'f/IMG_7.JPG', 'f/IMG_7.PNG', 't/I.jpg', 't/I(1).jpg', 't/I-edited.jpg'],
      {
        'a/scan10.jpg.xmp': xmp('tenth', 5),
        'c/harbour-bw.jpg.xmp': xmp('grey', 2),
        'd/DSC_71.xmp': xmp('seventyone', 4),
        'e/IMG_1.jpg.xmp': xmp('first', 3),
        'e/IMG_1_01.jpg.xmp': xmp('duplicate', 1),
        'f/IMG_7.JPG.xmp': xmp('jpegonly', 4),
        't/I.jpg.supplemental-metadata.json': takeout(2001),
        't/I.jpg.supplemental-metadata(1).json': takeout(2002),
      },
    )
    const library = openTestLibrary(temporaryFolder())

    await library.client.index.run({ folders: [folder] })

    expect(await facts(library, folder)).toEqual({
      'a/scan1.jpg': '',
      'a/scan10.jpg': 'tenth 5',
      'c/harbour.jpg': '',
      'c/harbour-bw.jpg': 'grey 2',
      'd/DSC_7.jpg': '',
      'd/DSC_71.jpg': 'seventyone 4',
      'e/IMG_1.jpg': 'first 3',
      'f/IMG_7.JPG': 'jpegonly 4',
      'f/IMG_7.PNG': '',
      't/I(1).jpg': '2002',
      't/I-edited.jpg': '2001',
    })

    rmSync(join(folder, 'a/scan10.jpg.xmp'))
    putFile(join(folder, 'a/scan1.XMP'), xmp('late', 1))
    await library.client.index.run({})

    expect(await facts(library, folder)).toMatchObject({ 'a/scan1.jpg': 'late 1', 'a/scan10.jpg': '' })
  })
})

describe('an edit and its original', () => {
  it.each([
    ['the original first', ['IMG_1234.JPG', 'IMG_E1234.JPG', 'IMG_7001.jpg', 'IMG_7001-bearbeitet.jpg', 'other.jpg']],
    ['the edit first', ['IMG_E1234.JPG', 'IMG_1234.JPG', 'IMG_7001-bearbeitet.jpg', 'IMG_7001.jpg', 'other.jpg']],
  ])('are one photo that shows the edit: %s', async (_name, order) => {
    const folder = temporaryFolder()
    const library = openTestLibrary(temporaryFolder())
    for (const [index, name] of order.entries()) {
      putFile(join(folder, name), await drawPicture({ seed: index + 1, taken: '2021-06-01T12:00:00' }))
      await library.client.index.run(index === 0 ? { folders: [folder], pack: 'demo' } : {})
    }

    const { photos } = await library.client.photos.list({})
    const shown = await Promise.all(
      photos.map(async ({ id, path }) => {
        const { files, alt } = await library.client.photos.get({ photo: id })
        return [
          basename(path),
          files
            .map((file) => file.role)
            .sort()
            .join(' '),
          alt?.source,
        ]
      }),
    )

    expect(shown.sort()).toEqual([
      ['IMG_7001-bearbeitet.jpg', 'original raw', 'machine'],
      ['IMG_E1234.JPG', 'original raw', 'machine'],
      ['other.jpg', 'original', 'machine'],
    ])
    expect(await library.client.library.errors({})).toMatchObject({ total: 0 })
  })

  it('are two photos where their times differ', async () => {
    const folder = temporaryFolder()
    putFile(join(folder, 'IMG_1234.JPG'), await drawPicture({ seed: 1, taken: '2019-06-01T12:00:00' }))
    putFile(join(folder, 'IMG_E1234.JPG'), await drawPicture({ seed: 2, taken: '2021-06-01T12:00:00' }))
    const library = openTestLibrary(temporaryFolder())

    await library.client.index.run({ folders: [folder] })

    expect((await library.client.photos.list({})).photos).toHaveLength(2)
  })
})

describe('neighbours in a folder', () => {
  /** A store that knows these files by name alone; photos have a photo each. */
  function storeOf(names: readonly string[]): { store: Store; find: (name: string) => string } {
    const store = openStore(temporaryFolder())
    const now = '2026-01-01T00:00:00.000Z'
    const folder = store.folders.add('/photos', [], now)
    store.transaction(() => {
      for (const [index, name] of names.entries()) {
        const kind = /(xmp|json)$/iu.test(name) ? 'sidecar' : /(mov|mp4)$/iu.test(name) ? 'video' : 'photo'
        const file = store.files.add(folder.id, kind, {
          path: `/photos/${name}`,
          sizeBytes: 1,
          mtimeMs: 1,
          inode: name,
        })
        const bytes = Buffer.alloc(32)
        bytes.writeUInt32LE(index)
        if (kind === 'photo') store.files.setPhoto(file, store.photos.add(bytes, now), 'original', bytes)
      }
    })
    return { store, find: (name) => `/photos/${name}` }
  }

  function told(store: Store, name: string): Record<string, unknown> {
    const file = store.files.find(`/photos/${name}`)
    if (file === undefined) throw new Error(`${name} is not there`)
    const nameOf = (row: { path: string } | undefined): string | undefined => row && basename(row.path)
    return {
      partner: nameOf(pairPartner(store, file)),
      movie: nameOf(liveVideo(store, file)),
      sidecars: sidecarsOf(store, file).map((path) => basename(path)),
    }
  }

  it.each<readonly [photo: string, expected: Record<string, unknown>]>([
    ['PXL_1.RAW-01.COVER.jpg', { partner: 'PXL_1.RAW-02.ORIGINAL.dng' }],
    ['PXL_1.RAW-02.ORIGINAL.dng', { partner: 'PXL_1.RAW-01.COVER.jpg' }],
    ['DSC_7.JPG', { partner: 'dsc_7.nef' }],
    ['dsc_7.nef', { partner: 'DSC_7.JPG', sidecars: ['DSC_7.xmp'] }],
    ['DSC_71.JPG', { partner: undefined, sidecars: [] }],
    ['IMG_1.HEIC', { movie: 'IMG_1_HEVC.MOV' }],
    ['IMG_2.HEIC', { movie: 'IMG_2.mov' }],
    ['Cafe\u0301.jpg', { sidecars: ['caf\u00e9.jpg.xmp'.replace('c', 'C')] }],
  ])('%s', (photo, expected) => {
    const names = [
      'PXL_1.RAW-01.COVER.jpg',
      'PXL_1.RAW-02.ORIGINAL.dng',
      'DSC_7.JPG',
      'dsc_7.nef',
      'DSC_7.xmp',
      'DSC_71.JPG',
      'IMG_1.HEIC',
      'IMG_1_HEVC.MOV',
      'IMG_2.HEIC',
      'IMG_2.mov',
      'Cafe\u0301.jpg',
      'Caf\u00e9.jpg.xmp',
    ]
    const { store } = storeOf(names)

    expect(told(store, photo)).toMatchObject(expected)
    store.close()
  })

  it.each(['.', '-', ''])('are few for each file, however many there are (separator "%s")', (separator) => {
    const clock = (index: number): string =>
      [8 + Math.floor(index / 3600), Math.floor(index / 60) % 60, index % 60]
        .map((part) => String(part).padStart(2, '0'))
        .join(separator)
    const names = Array.from({ length: 3000 }, (_, index) =>
      separator === '' ? `${index}.jpg` : `2019${separator}05${separator}18-${clock(index)}.jpg`,
    )
    const { store } = storeOf(names)
    let rows = 0
    const counting: Store = {
      ...store,
      files: {
        ...store.files,
        named: (paths) => counted(store.files.named(paths)),
        beginningWith: (prefix) => counted(store.files.beginningWith(prefix)),
      },
    }
    function counted<Row>(found: readonly Row[]): readonly Row[] {
      rows += found.length
      return found
    }

    for (const name of names) told(counting, name)

    // A name may begin another's, as 1.jpg does 10.jpg: a handful each, on average.
    expect(rows).toBeLessThan(names.length * 25)
    store.close()
  })

  it('are found by an index, not by looking at all', () => {
    const home = temporaryFolder()
    openStore(home).close()
    const db = new Database(join(home, 'library.db'))
    const plan = (sql: string): string =>
      db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ')

    expect(plan(`SELECT * FROM files WHERE lower(path) IN (SELECT lower(value) FROM json_each('[]'))`)).toContain(
      'files_by_folded_path',
    )
    expect(plan(`SELECT * FROM files WHERE lower(path) >= lower('/a') AND lower(path) < lower('/b')`)).toContain(
      'files_by_folded_path',
    )
    db.close()
  })

  it('owners of a sidecar are found from its name', () => {
    const { store } = storeOf([
      'scan1.jpg',
      'scan10.jpg',
      'scan1.jpg.xmp',
      'I(1).jpg',
      'I.jpg',
      'I.jpg.supplemental-metadata(1).json',
    ])
    const owners = (name: string): readonly string[] => {
      const row = store.files.find(`/photos/${name}`)
      return row === undefined ? [] : photosOfSidecar(store, row).map(({ path }) => basename(path))
    }

    expect(owners('scan1.jpg.xmp')).toEqual(['scan1.jpg'])
    expect(owners('I.jpg.supplemental-metadata(1).json')).toEqual(['I(1).jpg'])
    store.close()
  })
})

describe('what is passed over', () => {
  it('is counted by kind, and files without an extension are looked into', async () => {
    const folder = temporaryFolder()
    await put(folder, ['seen.jpg', 'no-extension', '3ds.MPO', 'pano360.insp', 'twitter.jpg_large'], {
      'scan.jp2': 'x',
      'clip.avi': 'x',
      'other.avi': 'x',
      README: 'hello',
      'notes.txt': 'hello',
    })
    putFile(join(folder, '#recycle', 'binned.jpg'), await drawPicture({ seed: 9 }))
    const home = temporaryFolder()
    const library = openTestLibrary(home)

    await library.client.index.run({ folders: [folder] })

    expect(Object.keys(await facts(library, folder)).sort()).toEqual(
      ['3ds.MPO', 'no-extension', 'pano360.insp', 'seen.jpg', 'twitter.jpg_large'].sort(),
    )
    await library.close()
    const store = openStore(home)
    expect(store.folders.list()[0]?.passedOver).toEqual({
      kinds: { jp2: 1, video: 2, other: 2 },
      leftOut: [{ path: join(folder, '#recycle'), reason: 'bin' }],
    })
    store.close()
  })
})
