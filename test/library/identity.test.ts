/** Bytes before names: docs/identity.md, as a person meets it. The fault machine (test/faults) does the same at random. */
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { identify, type IdentityCandidate, type Verdict } from '../../electron/domain/identity.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

type Client = TestLibrary['client']

/** `name -> text, stars` of every photo that is shown; a photo of several files by all their names. */
async function shown(client: Client): Promise<Record<string, string>> {
  const { photos } = await client.photos.list({ limit: 1000 })
  const lines = await Promise.all(
    photos.map(async ({ id, alt, rating }) => {
      const { files, doubtful } = await client.photos.get({ photo: id })
      const names = files.filter(({ state }) => state === 'here').map(({ path }) => basename(path))
      const parts = [alt?.source === 'human' ? alt.text : undefined, rating, doubtful ? 'doubtful' : undefined]
      return [names.toSorted().join(' '), parts.filter((part) => part !== undefined).join(', ')] as const
    }),
  )
  return Object.fromEntries(lines.toSorted(([a], [b]) => a.localeCompare(b)))
}

/** Indexed pictures named as given, each with the text "of <name>" and three stars. */
async function withWork(
  names: readonly string[],
): Promise<{ client: Client; photos: string; again: () => Promise<void> }> {
  const photos = temporaryFolder()
  for (const [index, name] of names.entries()) {
    mkdirSync(join(photos, name, '..'), { recursive: true })
    putFile(join(photos, name), await drawPicture({ seed: index + 1 }))
  }
  const { client } = openTestLibrary(temporaryFolder())
  await client.index.run({ folders: [photos] })
  for (const { id, path } of (await client.photos.list({ limit: 1000 })).photos) {
    await client.captions.edit({ photo: id, text: `of ${basename(path, '.jpg')}` })
    await client.photos.mark({ photos: [id], rating: 3 })
  }
  const again = async (): Promise<void> => {
    await client.index.run({})
  }
  return { client, photos, again }
}

describe('a clock that was set back', () => {
  it('makes no old photo a new one: what is moved over another takes nothing of it', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'mine.jpg'), await drawPicture({ seed: 1 }))
    putFile(join(photos, 'other.jpg'), await drawPicture({ seed: 2 }))
    let aheadMs = 0
    const clock = {
      nowMs: () => Date.now() + aheadMs,
      now: () => new Date(Date.now() + aheadMs).toISOString(),
    }
    const { client } = openTestLibrary(temporaryFolder(), { clock })
    await client.index.run({ folders: [photos] })
    const mine = (await client.photos.list({})).photos.find(({ path }) => path.endsWith('mine.jpg'))
    if (mine === undefined) throw new Error('it is indexed')
    await client.captions.edit({ photo: mine.id, text: 'My own.' })
    aheadMs = -400 * 86_400_000

    rmSync(join(photos, 'mine.jpg'))
    copyFileSync(join(photos, 'other.jpg'), join(photos, 'mine.jpg'))
    rmSync(join(photos, 'other.jpg'))
    await client.index.run({})

    expect(await shown(client)).toEqual({ 'mine.jpg': '' })
  })
})

describe('names that are used again', () => {
  it('renumbered: scan1 becomes scan2 and so on, and a new scan1 comes in front', async () => {
    const { client, photos, again } = await withWork(['scan1.jpg', 'scan2.jpg', 'scan3.jpg'])
    for (const [from, to] of [
      ['scan3', 'scan4'],
      ['scan2', 'scan3'],
      ['scan1', 'scan2'],
    ])
      renameSync(join(photos, `${from}.jpg`), join(photos, `${to}.jpg`))
    putFile(join(photos, 'scan1.jpg'), await drawPicture({ seed: 50 }))

    await again()

    expect(await shown(client)).toEqual({
      'scan1.jpg': '',
      'scan2.jpg': 'of scan1, 3',
      'scan3.jpg': 'of scan2, 3',
      'scan4.jpg': 'of scan3, 3',
    })
  })

  it('swapped: the texts change places with their pictures', async () => {
    const { client, photos, again } = await withWork(['left.jpg', 'right.jpg'])
    renameSync(join(photos, 'left.jpg'), join(photos, 'x'))
    renameSync(join(photos, 'right.jpg'), join(photos, 'left.jpg'))
    renameSync(join(photos, 'x'), join(photos, 'right.jpg'))

    await again()

    expect(await shown(client)).toEqual({ 'left.jpg': 'of right, 3', 'right.jpg': 'of left, 3' })
  })

  it('filed away, and another picture under the old name; deleted, and another one later', async () => {
    const { client, photos, again } = await withWork(['scan.jpg', 'deleted.jpg'])
    mkdirSync(join(photos, 'archive'))
    renameSync(join(photos, 'scan.jpg'), join(photos, 'archive', 'filed.jpg'))
    putFile(join(photos, 'scan.jpg'), await drawPicture({ seed: 51 }))
    const kept = readFileSync(join(photos, 'deleted.jpg'))
    rmSync(join(photos, 'deleted.jpg'))
    await again()
    putFile(join(photos, 'deleted.jpg'), await drawPicture({ seed: 52 }))
    await again()
    const between = await shown(client)

    putFile(join(photos, 'restored.jpg'), kept)
    await again()

    expect(between).toEqual({ 'deleted.jpg': '', 'filed.jpg': 'of scan, 3', 'scan.jpg': '' })
    expect(await shown(client)).toEqual({ ...between, 'restored.jpg': 'of deleted, 3' })
  })

  it('back from the bin after its name was taken: its own picture and text are there again', async () => {
    const { client, photos, again } = await withWork(['a.jpg'])
    const first = readFileSync(join(photos, 'a.jpg'))
    rmSync(join(photos, 'a.jpg'))
    await again()
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 53 }))
    await again()
    rmSync(join(photos, 'a.jpg'))
    await again()
    putFile(join(photos, 'a.jpg'), first)

    await again()

    expect(await shown(client)).toEqual({ 'a.jpg': 'of a, 3' })
  })
})

describe('a picture that changes in place', () => {
  it('keeps its photo; all that people gave it is doubtful until somebody had a look', async () => {
    const { client, photos, again } = await withWork(['a.jpg'])
    const [before] = (await client.photos.list({})).photos
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 54 }))
    await again()
    const edited = await shown(client)
    const review = (await client.photos.counts({})).review
    const [after] = (await client.photos.list({})).photos

    if (after === undefined) throw new Error('it was indexed')
    await client.photos.confirm({ photos: [after.id] })

    expect(after.id).toBe(before?.id)
    expect(edited).toEqual({ 'a.jpg': 'of a, 3, doubtful' })
    expect([review, (await client.photos.counts({})).review]).toEqual([1, 0])
    expect(await shown(client)).toEqual({ 'a.jpg': 'of a, 3' })
  })

  it('gives everything back when its former picture turns up elsewhere', async () => {
    const { client, photos, again } = await withWork(['a.jpg'])
    const former = readFileSync(join(photos, 'a.jpg'))
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 55 }))
    await again()
    putFile(join(photos, 'found.jpg'), former)

    await again()

    expect(await shown(client)).toEqual({ 'a.jpg': '', 'found.jpg': 'of a, 3' })
  })

  it('is what it was when the edit is undone', async () => {
    const { client, photos, again } = await withWork(['a.jpg'])
    const [before] = (await client.photos.list({})).photos
    const former = readFileSync(join(photos, 'a.jpg'))
    putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 56 }))
    await again()
    writeFileSync(join(photos, 'a.jpg'), former)

    await again()

    expect(await shown(client)).toEqual({ 'a.jpg': 'of a, 3' })
    expect((await client.photos.list({})).photos[0]?.id).toBe(before?.id)
  })

  it('keeps what it was given when it was edited and copied before anybody looked', async () => {
    const { client, photos, again } = await withWork(['b.jpg'])
    putFile(join(photos, 'b.jpg'), await drawPicture({ seed: 57 }))
    copyFileSync(join(photos, 'b.jpg'), join(photos, 'a copy.jpg'))

    await again()

    expect(await shown(client)).toEqual({ 'a copy.jpg b.jpg': 'of b, 3, doubtful' })
  })

  it('is seen though size and time are as they were', async () => {
    const { client, photos, again } = await withWork(['a.jpg'])
    const path = join(photos, 'a.jpg')
    const { atime, mtime } = statSync(path)
    const [before] = (await client.photos.list({})).photos
    const bytes = readFileSync(path)
    const changed = Buffer.from(bytes)
    changed[changed.length - 40] = (changed[changed.length - 40] ?? 0) ^ 0x55
    writeFileSync(path, changed)
    utimesSync(path, atime, mtime)

    await again()

    expect((await client.photos.list({})).photos[0]?.version).not.toBe(before?.version)
  })
})

describe('a drive under a new name', () => {
  it('finds its photos again; what is shown is the file that is here', async () => {
    const [drives, home] = [temporaryFolder(), temporaryFolder()]
    const usb = join(drives, 'USB')
    for (const index of [0, 1]) putFile(join(usb, `${index}.jpg`), await drawPicture({ seed: index + 1 }))
    const library = openTestLibrary(home)
    const { client } = library
    await client.index.run({ folders: [usb] })
    for (const { id, path } of (await client.photos.list({})).photos)
      await client.captions.edit({ photo: id, text: `of ${basename(path)}` })
    const looked = (await client.index.progress({})).stages.find(({ stage }) => stage === 'look')?.done
    renameSync(usb, join(drives, 'USB1'))

    await client.index.run({ folders: [join(drives, 'USB1')] })

    expect(await shown(client)).toEqual({ '0.jpg': 'of 0.jpg', '1.jpg': 'of 1.jpg' })
    const paths = (await client.photos.list({})).photos.map(({ path }) => path)
    expect(paths.toSorted()).toEqual([join(drives, 'USB1', '0.jpg'), join(drives, 'USB1', '1.jpg')])
    expect((await client.index.progress({})).stages.find(({ stage }) => stage === 'look')?.done).toBe(looked)
  })
})

describe('two scans at once', () => {
  it('find each file once', async () => {
    const { client, photos } = await withWork(['a.jpg'])
    for (let index = 0; index < 20; index += 1)
      putFile(join(photos, `new${index}.jpg`), await drawPicture({ seed: 100 + index }))

    await Promise.all([client.index.run({}), client.index.run({}), client.index.hint({ paths: [photos] })])

    expect(Object.keys(await shown(client))).toHaveLength(21)
  })
})

describe('the rules', () => {
  const none: IdentityCandidate = {
    photoId: 1,
    sameBytes: false,
    samePicture: false,
    present: false,
    sameName: false,
    own: false,
    hasWork: false,
    fresh: false,
  }
  const own = { ...none, own: true }
  const later: Verdict = { kind: 'later' }
  const known = (photoId: number): Verdict => ({ kind: 'known', photoId })
  const edited = (absorbed: readonly number[] = []): Verdict => ({ kind: 'edited', photoId: 1, absorbed })
  const held = { ...none, photoId: 2, sameBytes: true, samePicture: true }

  it.each<[string, readonly IdentityCandidate[], Verdict, Verdict]>([
    ['nothing alike', [], { kind: 'new' }, { kind: 'new' }],
    ['a copy: same bytes, original still there', [{ ...held, present: true }], known(2), known(2)],
    ['a move: same bytes, original gone', [held], known(2), known(2)],
    ["another photo's bytes under a known name", [own, held], known(2), known(2)],
    ['metadata edited in place', [{ ...own, samePicture: true }], known(1), known(1)],
    ['moved and edited: same picture, original gone', [{ ...none, samePicture: true }], known(1), known(1)],
    [
      'another edit of a picture that is still there',
      [{ ...none, samePicture: true, present: true }],
      { kind: 'new' },
      { kind: 'new' },
    ],
    ['an unknown picture under a known name', [own], later, edited()],
    ['the same, while another file shows the photo', [{ ...own, present: true }], { kind: 'new' }, { kind: 'new' }],
    [
      'edited, then copied',
      [
        { ...own, hasWork: true },
        { ...held, fresh: true, present: true },
      ],
      later,
      edited([2]),
    ],
    [
      'of several vanished, the one with the same name',
      [
        { ...none, samePicture: true },
        { ...none, photoId: 2, samePicture: true, sameName: true },
      ],
      known(2),
      known(2),
    ],
  ])('%s', (_, candidates, first, settled) => {
    expect([identify(candidates, false), identify(candidates.toReversed(), true)]).toEqual([first, settled])
  })
})
