import {
  chmodSync,
  copyFileSync,
  existsSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { demoPacks, drawPicture, openTestLibrary, putFile, putPictures, temporaryFolder } from './open-test-library.ts'

describe('indexing a folder', () => {
  it('makes every photo searchable, and does nothing the second time', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 6)
    putFile(join(photos, 'notes.txt'), 'hello')
    const { client } = openTestLibrary(temporaryFolder())

    const first = await client.index.run({ folders: [photos], pack: 'demo' })
    const second = await client.index.run({})
    const status = await client.library.status({})

    expect(first).toMatchObject({ found: 7, added: 6, gone: 0, refused: 0 })
    expect(second).toMatchObject({ found: 7, added: 0, changed: 0, moved: 0, gone: 0, unchanged: 6 })
    expect(second.opened - first.opened).toBe(0)
    expect(status).toMatchObject({ photos: 6, searchable: 6, embedded: 6, captioned: 6 })
    expect(status.files).toEqual({
      found: 7,
      photos: 6,
      pairedWithPhoto: 0,
      sidecars: 0,
      videos: 0,
      notPhotos: 1,
      refused: 0,
      waiting: 0,
    })
  })

  it('goes on where it was after a stop', async () => {
    const photos = temporaryFolder()
    const home = temporaryFolder()
    await putPictures(photos, 12)
    const first = openTestLibrary(home)
    const stop = new AbortController()
    const running = first.client.index.run({ folders: [photos], pack: 'demo' }, stop.signal)
    await expect.poll(async () => (await first.client.library.status({})).photos).toBeGreaterThan(0)
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    await first.close()

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(await client.library.status({})).toMatchObject({
      photos: 12,
      searchable: 12,
      embedded: 12,
      captioned: 12,
      files: { waiting: 0 },
    })
  })

  it('tells progress with counts per stage', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 8)
    const { client, events } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos], pack: 'demo' })
    const { stages } = await client.index.progress({})

    expect(stages.map(({ stage, done, failed, total }) => ({ stage, done, failed, total }))).toEqual([
      { stage: 'read', done: 8, failed: 0, total: 8 },
      { stage: 'look', done: 8, failed: 0, total: 8 },
      { stage: 'words', done: 0, failed: 0, total: 0 },
      { stage: 'caption', done: 8, failed: 0, total: 8 },
    ])
    expect(events.some((event) => event.kind === 'progress')).toBe(true)
  })

  it('leaves a paused library alone until it is resumed', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 3)
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.pause({})
    const running = client.index.run({ folders: [photos], pack: 'demo' })
    await expect.poll(async () => (await client.index.progress({})).stages[0]?.total).toBe(3)

    expect((await client.library.status({})).searchable).toBe(0)

    await client.index.resume({})
    await running
    expect((await client.library.status({})).searchable).toBe(3)
  })

  it('is done by one program at a time, while others search', async () => {
    const photos = temporaryFolder()
    const home = temporaryFolder()
    await putPictures(photos, 2)
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos], pack: 'demo' })
    const second = openTestLibrary(home)

    await expect(second.client.index.run({})).rejects.toMatchObject({ code: 'library-locked' })
    expect((await second.client.search.query({ words: '0.jpg' })).total).toBe(1)
  })

  it('leaves out what is ignored and says so of what is no folder', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 2)
    await putPictures(join(photos, 'cache'), 2, 50)
    await putPictures(join(photos, '.hidden'), 2, 60)
    await putPictures(join(photos, '@eaDir'), 2, 70)
    await putPictures(join(photos, 'private'), 2, 80)
    putFile(join(photos, 'private', '.nomedia'), '')
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos], ignore: ['cache/**'] })

    expect((await client.library.status({})).photos).toBe(2)
    await expect(client.index.run({ folders: [join(photos, '0.jpg')] })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(client.index.run({ folders: [join(photos, 'nowhere')] })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('counts nested folders once', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 2)
    await putPictures(join(photos, 'inner'), 2, 50)
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [join(photos, 'inner')] })
    await client.index.run({ folders: [photos] })
    await client.index.run({ folders: [join(photos, 'inner')] })

    expect((await client.folders.list({})).folders).toMatchObject([{ photos: 4, files: 4 }])
  })

  it('uses the pack it was told to, and invents nothing without one', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 2)
    const { client } = openTestLibrary(temporaryFolder())

    const report = await client.index.run({ folders: [photos] })
    const status = await client.library.status({})

    // Both packs at hand are for drawings: never chosen unasked.
    expect(report.notice).toContain('No model pack for photos is installed')
    expect(status).toMatchObject({ searchable: 2, embedded: 0, captioned: 0, packs: {} })
    await expect(client.search.query({ words: 'x', pack: 'nonsense' })).rejects.toMatchObject({ code: 'no-pack' })
  })

  it('embeds and describes later what was indexed without a pack', async () => {
    const photos = temporaryFolder()
    const home = temporaryFolder()
    await putPictures(photos, 3)
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    await first.close()

    const { client } = openTestLibrary(home)
    await client.index.run({ pack: 'demo' })

    expect(await client.library.status({})).toMatchObject({ embedded: 3, captioned: 3 })
  })
})

describe('a photo keeps its identity', () => {
  async function indexed(): Promise<{
    photos: string
    library: ReturnType<typeof openTestLibrary>
    id: number
    again: () => Promise<{ id: number; path: string }[]>
  }> {
    const photos = temporaryFolder()
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 3, taken: '2021-05-06T07:08:09' }))
    const library = openTestLibrary(temporaryFolder())
    await library.client.index.run({ folders: [photos], pack: 'demo' })
    const listed = async (): Promise<{ id: number; path: string }[]> =>
      (await library.client.photos.list({})).photos.map(({ id, path }) => ({ id, path }))
    const [photo] = await listed()
    if (photo === undefined) throw new Error('the photo was not indexed')
    await library.client.captions.edit({ photo: photo.id, text: 'My words.' })
    const again = async (): Promise<{ id: number; path: string }[]> => {
      await library.client.index.run({})
      return listed()
    }
    return { photos, library, id: photo.id, again }
  }

  it('through a rename, without decoding the file', async () => {
    const { photos, id, again, library } = await indexed()
    const looked = async () =>
      (await library.client.index.progress({})).stages.find((each) => each.stage === 'look')?.done
    const before = await looked()
    renameSync(join(photos, 'a.jpg'), join(photos, 'renamed.jpg'))

    expect(await again()).toEqual([{ id, path: join(photos, 'renamed.jpg') }])
    expect(await looked()).toBe(before)
  })

  it('through a move into a new folder by copying and deleting', async () => {
    const { photos, id, again } = await indexed()
    mkdirSync(join(photos, 'sub'))
    copyFileSync(join(photos, 'a.jpg'), join(photos, 'sub', 'b.jpg'))
    rmSync(join(photos, 'a.jpg'))

    expect(await again()).toEqual([{ id, path: join(photos, 'sub', 'b.jpg') }])
  })

  it('through a copy: one photo with two files', async () => {
    const { photos, id, again, library } = await indexed()
    copyFileSync(join(photos, 'a.jpg'), join(photos, 'z copy.jpg'))

    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
    expect((await library.client.photos.get({ photo: id })).files).toHaveLength(2)
  })

  it('through an edit of its metadata by another program', async () => {
    const { photos, id, again, library } = await indexed()
    writeFileSync(join(photos, 'a.jpg'), await drawPicture({ seed: 3, taken: '2019-01-02T03:04:05', model: 'Other' }))

    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
    expect(await library.client.photos.get({ photo: id })).toMatchObject({
      takenAt: '2019-01-02T03:04:05',
      camera: 'Other',
      alt: { text: 'My words.' },
    })
  })

  it('through a move and a metadata edit at once', async () => {
    const { photos, id, again, library } = await indexed()
    rmSync(join(photos, 'a.jpg'))
    putFile(join(photos, 'new name.jpg'), await drawPicture({ seed: 3, model: 'Other' }))

    expect(await again()).toEqual([{ id, path: join(photos, 'new name.jpg') }])
    expect((await library.client.photos.get({ photo: id })).alt?.text).toBe('My words.')
  })

  it('through an edit of its pixels, when it is asked to look at the words again', async () => {
    const { photos, id, again, library } = await indexed()
    writeFileSync(join(photos, 'a.jpg'), await drawPicture({ seed: 4 }))

    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
    expect((await library.client.photos.get({ photo: id })).alt).toMatchObject({
      text: 'My words.',
      source: 'human',
      needsReview: true,
    })
  })

  it('but not when only a copy is edited', async () => {
    const { photos, id, again } = await indexed()
    copyFileSync(join(photos, 'a.jpg'), join(photos, 'b.jpg'))
    await again()
    writeFileSync(join(photos, 'b.jpg'), await drawPicture({ seed: 5 }))

    const listed = await again()

    expect(listed).toHaveLength(2)
    expect(listed).toContainEqual({ id, path: join(photos, 'a.jpg') })
  })

  it('while its volume is away, and after it is back', async () => {
    const { photos, id, again, library } = await indexed()
    renameSync(photos, `${photos}-away`)

    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
    expect((await library.client.folders.list({})).folders).toMatchObject([{ state: 'away', photos: 1 }])

    renameSync(`${photos}-away`, photos)
    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
    expect((await library.client.folders.list({})).folders).toMatchObject([{ state: 'here' }])
  })

  it('when it vanishes and comes back', async () => {
    const { photos, id, again } = await indexed()
    const bytes = await drawPicture({ seed: 3, taken: '2021-05-06T07:08:09' })
    // A folder emptied altogether is taken for a volume that is away.
    putFile(join(photos, 'notes.txt'), 'still here')
    rmSync(join(photos, 'a.jpg'))
    expect(await again()).toEqual([])

    putFile(join(photos, 'a.jpg'), bytes)
    expect(await again()).toEqual([{ id, path: join(photos, 'a.jpg') }])
  })
})

describe('files of one shot', () => {
  it('are one photo: a still with its movie, and a sidecar speaks for its photo', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'IMG_1.jpg'), await drawPicture({ seed: 1 }))
    putFile(join(photos, 'IMG_1.mov'), 'movie')
    putFile(
      join(photos, 'IMG_1.jpg.xmp'),
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"><dc:subject><rdf:Bag><rdf:li>holiday</rdf:li></rdf:Bag></dc:subject><Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A painted circle.</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility></rdf:Description></rdf:RDF></x:xmpmeta>`,
    )
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos], pack: 'demo' })
    const { photos: listed } = await client.photos.list({})
    const [photo] = listed
    const detail = photo && (await client.photos.get({ photo: photo.id }))

    expect(listed).toHaveLength(1)
    expect(detail).toMatchObject({ keywords: ['holiday'], alt: { text: 'A painted circle.', source: 'imported' } })
    expect(detail?.files.map(({ role }) => role).sort()).toEqual(['live-video', 'original'])
  })
})

describe('work on a drive that is away', () => {
  it('waits for it without a complaint, and is done when it is back', async () => {
    const photos = temporaryFolder()
    const home = temporaryFolder()
    await putPictures(photos, 3)
    const first = openTestLibrary(home, { packFolders: [demoPacks] })
    await first.client.index.run({ folders: [photos] })
    await first.close()
    renameSync(photos, `${photos}-away`)
    onTestFinished(() => rmSync(`${photos}-away`, { recursive: true, force: true }))
    const { client } = openTestLibrary(home, { packFolders: [demoPacks] })

    const meanwhile = await client.index.run({ pack: 'demo' })
    const errors = await client.library.errors({})
    renameSync(`${photos}-away`, photos)
    await client.index.run({})
    const after = await client.library.status({})

    expect(errors.total).toBe(0)
    expect(meanwhile.stages.map(({ done, failed, total }) => ({ done, failed, total }))).toEqual(
      meanwhile.stages.map(() => ({ done: 0, failed: 0, total: 0 })),
    )
    expect(after).toMatchObject({ photos: 3, embedded: 3, captioned: 3 })
  })
})

describe('bad input', () => {
  it('gets one row each with what to do, and the rest goes on', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 2)
    putFile(join(photos, 'empty.jpg'), '')
    putFile(join(photos, 'text.jpg'), 'this is no picture')
    putFile(join(photos, 'cut.jpg'), (await drawPicture({ seed: 9 })).subarray(0, 300))
    putFile(join(photos, 'really-a-jpeg.png'), await drawPicture({ seed: 10 }))
    putFile(join(photos, 'new\nline 👩‍👩‍👧 עברית.jpg'), await drawPicture({ seed: 11 }))
    symlinkSync(photos, join(photos, 'loop'))
    const { client } = openTestLibrary(temporaryFolder())

    const report = await client.index.run({ folders: [photos], pack: 'demo' })
    const { errors } = await client.library.errors({})
    const { files } = await client.library.status({})

    expect(errors.filter((error) => error.reason === '' || error.hint === '')).toEqual([])
    expect(errors.map((error) => error.path.replace(`${photos}/`, '')).sort()).toEqual(
      expect.arrayContaining(['cut.jpg', 'empty.jpg', 'text.jpg']),
    )
    expect(files.photos).toBe(4)
    expect(files.found).toBe(report.found)
    expect(files.waiting).toBe(0)
  })

  it('is tried again when the file is mended, and on request', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'a.jpg'), 'this is no picture')
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    expect((await client.library.errors({})).total).toBe(1)

    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 2 }))
    utimesSync(join(photos, 'a.jpg'), new Date('2021-01-01'), new Date('2021-01-01'))
    await client.index.run({})

    expect(await client.library.errors({})).toEqual({ errors: [], total: 0 })
    expect((await client.library.status({})).searchable).toBe(1)
  })

  it('names every copy of a photo that the model had no words for, whenever the copy turns up', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 1 }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos], pack: 'tiny' })

    putFile(join(photos, 'copy.jpg'), await drawPicture({ seed: 1 }))
    await client.index.run({})

    const { errors } = await client.library.errors({})
    expect(errors.map(({ path, code, reason }) => ({ path, code, reason }))).toEqual(
      ['a.jpg', 'copy.jpg'].map((name) => ({
        path: join(photos, name),
        code: 'provider-failed',
        reason: `The model had no words for ${name}.`,
      })),
    )
  })

  it('an unreadable folder is one row, and its photos are not gone', async () => {
    const photos = temporaryFolder()
    await putPictures(join(photos, 'locked'), 2)
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    chmodSync(join(photos, 'locked'), 0)
    chmodSync(photos, 0o755)
    // Root may read everything: be somebody else while looking.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid?.(65534)

    try {
      await client.index.run({})
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(join(photos, 'locked'), 0o755)
    }

    expect((await client.library.errors({})).errors).toMatchObject([{ path: join(photos, 'locked') }])
    expect((await client.library.status({})).photos).toBe(2)
  })

  it('never changes a photo', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 2)
    const { client } = openTestLibrary(temporaryFolder())
    const { statSync, readFileSync } = await import('node:fs')
    const before = [statSync(join(photos, '0.jpg')).mtimeMs, readFileSync(join(photos, '0.jpg'))]

    await client.index.run({ folders: [photos], pack: 'demo' })
    await client.folders.remove({ folder: photos })

    expect([statSync(join(photos, '0.jpg')).mtimeMs, readFileSync(join(photos, '0.jpg'))]).toEqual(before)
    expect(existsSync(join(photos, '1.jpg'))).toBe(true)
  })
})
