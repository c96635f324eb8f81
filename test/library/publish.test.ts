/** Publishing through the contract: files, sidecars, copies, pages, the way back, and corrected texts in again. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ExifTool } from 'exiftool-vendored'
import { afterAll, describe, expect, it } from 'vitest'
import type { PhotoId } from '../../electron/api/photo.ts'
import {
  drawPicture,
  openTestLibrary,
  putFile,
  putPictures,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

type Client = TestLibrary['client']

const exiftool = new ExifTool({ maxProcs: 1, useMWG: false })
afterAll(() => exiftool.end())

/** Place and date as another program reads them; positions with their sign. */
async function placeAndDate(path: string): Promise<Readonly<Record<string, unknown>>> {
  const names = ['City', 'State', 'Country', 'Location'].map((name) => `-XMP:${name}`)
  const dates = ['-ExifIFD:DateTimeOriginal', '-ExifIFD:OffsetTimeOriginal', '-XMP-photoshop:DateCreated']
  const said = { ...(await exiftool.readRaw(path, { readArgs: ['-XMP:CountryCode', ...names, ...dates] })) }
  const iptc = { ...(await exiftool.readRaw(path, { readArgs: ['-IPTC:City'] })) }
  const position = { ...(await exiftool.readRaw(path, { readArgs: ['-GPSLatitude#', '-GPSLongitude#'] })) }
  const rounded = Object.entries(position).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, Math.round(value * 1e6) / 1e6] as const] : [],
  )
  const known = Object.entries(said).filter(([name]) => !/^(?:SourceFile|errors|warnings)$/u.test(name))
  const city: unknown = Object.entries(iptc).find(([name]) => name === 'City')?.[1]
  return { ...Object.fromEntries([...known, ...rounded]), ...(city === undefined ? {} : { 'IPTC:City': city }) }
}

interface Opened extends TestLibrary {
  readonly photos: string
  readonly home: string
  readonly ids: readonly PhotoId[]
  readonly path: (index: number) => string
  readonly id: (name: string) => Promise<PhotoId>
}

/** A library whose texts are the demo model’s, which cannot know what these pictures show. */
async function openWith(count: number): Promise<Opened> {
  const photos = temporaryFolder()
  await putPictures(photos, count)
  const home = temporaryFolder()
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos], pack: 'demo' })
  const { ids } = await library.client.photos.timeline({ kind: 'everything' })
  const path = (index: number): string => join(photos, `${index}.jpg`)
  const id = async (name: string): Promise<PhotoId> => {
    const listed = (await library.client.photos.list({})).photos.find((photo) => photo.path.endsWith(`/${name}`))
    if (listed === undefined) throw new Error(`there is no ${name}`)
    return listed.id
  }
  return { ...library, photos, home, ids: ids as PhotoId[], path, id }
}

/** What Ann's program writes; ExifTool takes any field by its name. */
async function asAnotherProgram(
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  await exiftool.write(path, { ...fields }, { writeArgs: ['-overwrite_original'] })
}

async function altIn(path: string): Promise<unknown> {
  const tags: Readonly<Record<string, unknown>> = {
    ...(await exiftool.readRaw(path, { readArgs: ['-XMP-iptcCore:AltTextAccessibility'] })),
  }
  return tags['AltTextAccessibility']
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

const publishAll = (client: Client, more: object = {}) => client.publish.run({ everything: true, allow: true, ...more })

describe('publishing into files', () => {
  it('is off until a person allows it, and says before what it would do', async () => {
    const { client, path } = await openWith(3)
    const before = [0, 1, 2].map((index) => hashOf(path(index)))

    await expect(client.publish.run({ everything: true })).rejects.toMatchObject({ code: 'bad-request' })
    const preview = await client.publish.preview({ everything: true })

    expect(preview).toMatchObject({ photos: 3, withText: 3, withoutText: 0, allowed: false })
    expect(preview.rows.map(({ targets }) => targets.map(({ kind }) => kind))).toEqual([
      ['embedded'],
      ['embedded'],
      ['embedded'],
    ])
    expect([0, 1, 2].map((index) => hashOf(path(index)))).toEqual(before)
    await client.preferences.set({ writeIntoFiles: true })
    expect((await client.publish.run({ everything: true })).run).toMatchObject({
      state: 'done',
      counts: { written: 3 },
    })
  })

  it('writes what stands, counts what has no text, and lists what was refused', async () => {
    const { client, path, id } = await openWith(4)
    await client.captions.edit({ photo: await id('0.jpg'), text: 'Ein Leuchtturm.', language: 'de' })
    await client.captions.edit({ photo: await id('1.jpg'), text: '', decorative: true })
    chmodSync(path(2), 0o444)

    const { run, outcomes } = await publishAll(client, { texts: 'all' })

    expect(run).toMatchObject({ total: 4, done: 4, counts: { written: 2, decorative: 1, refused: 1, withoutText: 0 } })
    expect(outcomes).toMatchObject([{ path: path(2), state: 'refused', refusal: { code: 'read-only', path: path(2) } }])
    expect([await altIn(path(0)), await altIn(path(1)), await altIn(path(2))]).toEqual([
      'Ein Leuchtturm.',
      undefined,
      undefined,
    ])
    const own = await publishAll(client, { texts: 'own' })
    expect(own.run?.counts).toMatchObject({ same: 1, decorative: 1, withoutText: 2 })
  })

  it('is known at once: nothing is read, described or doubted anew, and texts stay whose they were', async () => {
    const { client, ids } = await openWith(4)
    const state = async () => {
      const { photos } = await client.photos.many({ photos: [...ids] })
      const details = await Promise.all(ids.map((photo) => client.photos.get({ photo })))
      const history = await Promise.all(ids.map((photo) => client.captions.history({ photo })))
      return { alts: photos.map(({ alt }) => alt), doubtful: details.map(({ doubtful }) => doubtful), history }
    }
    const before = await state()
    const done = async () => (await client.index.progress({})).stages.map((stage) => stage.done)
    const begun = await done()

    await publishAll(client, { caption: 'fill' })
    const after = await client.index.run({})
    const verified = await client.index.run({ verify: true })

    expect(after).toMatchObject({ unchanged: 4, changed: 0, added: 0 })
    expect(after.stages.map((stage) => stage.done)).toEqual(begun)
    expect(Object.fromEntries(verified.stages.map(({ stage, done }) => [stage, done]))).toEqual({
      read: 8,
      look: 4,
      words: 0,
      caption: 4,
    })
    expect(await state()).toEqual(before)
    expect((await client.photos.timeline({ kind: 'everything' })).ids).toEqual([...ids])
  })

  it('is taken back to the byte, but for what somebody wrote since', async () => {
    const { client, path, photos } = await openWith(3)
    const before = [0, 1, 2].map((index) => hashOf(path(index)))
    await asAnotherProgram(path(1), { 'XMP-iptcCore:AltTextAccessibility': 'Ann’s words' })
    await client.index.run({})

    await client.captions.edit({
      photo: (await client.photos.list({})).photos.find((photo) => photo.path === path(1))?.id ?? 1,
      text: 'Mine.',
    })
    const { run } = await publishAll(client, { caption: 'replace' })
    await asAnotherProgram(path(2), { 'XMP-iptcCore:AltTextAccessibility': 'Changed since' })
    const back = await client.publish.takeBack({ run: run?.id })

    expect([hashOf(path(0)), await altIn(path(1)), await altIn(path(2))]).toEqual([
      before[0],
      'Ann’s words',
      'Changed since',
    ])
    expect(back.run).toMatchObject({ undoes: run?.id, state: 'done', counts: { written: 3 } })
    const { outcomes } = await client.publish.outcomes({ run: back.run.id })
    expect(outcomes.filter(({ notes }) => notes.includes('changed-since')).map((each) => each.path)).toEqual([path(2)])
    await expect(client.publish.undo({ run: run?.id })).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(photos).toSorted()).toEqual(['0.jpg', '1.jpg', '2.jpg'])
  })

  it('goes into sidecars where wished, which are taken away again', async () => {
    const { client, path, photos } = await openWith(2)
    const before = hashOf(path(0))

    await publishAll(client, { embed: 'never', sidecarName: 'stem' })
    const during = readdirSync(photos).toSorted()
    const rescan = await client.index.run({})
    await client.publish.takeBack({})

    expect(during).toEqual(['0.jpg', '0.xmp', '1.jpg', '1.xmp'])
    expect(rescan).toMatchObject({ added: 0, changed: 0, unchanged: 4 })
    expect(readdirSync(photos).toSorted()).toEqual(['0.jpg', '1.jpg'])
    expect(hashOf(path(0))).toBe(before)
    expect(await client.index.run({})).toMatchObject({ gone: 0, unchanged: 2 })
  })

  it('writes stars, title and keywords that were changed here, where wished', async () => {
    const { client, path, id } = await openWith(1)
    const photo = await id('0.jpg')
    await client.photos.mark({ photos: [photo], rating: 4 })
    await client.photos.correct({ photos: [photo], title: 'Üben', keywords: ['sea', 'a; b'] })

    await publishAll(client, { facts: true })

    const tags: Readonly<Record<string, unknown>> = {
      ...(await exiftool.readRaw(path(0), { readArgs: ['-XMP-dc:all', '-XMP-xmp:Rating'] })),
    }
    expect([tags['Title'], tags['Subject'], tags['Rating']]).toEqual(['Üben', ['sea', 'a; b'], 4])
  })

  it(
    'writes a place and a date that were set right, where other programs read them, and puts back what stood',
    { timeout: 60_000 },
    async () => {
      const { client, path, id, photos } = await openWith(3)
      await client.index.run({ folders: [photos] })
      const standing = { GPSLatitude: 48.1372, GPSLatitudeRef: 'N', GPSLongitude: 11.5756, GPSLongitudeRef: 'E' }
      const dated = { 'ExifIFD:DateTimeOriginal': '2001:02:03 04:05:06', 'ExifIFD:OffsetTimeOriginal': '+02:00' }
      const named = { 'XMP-photoshop:City': 'München', 'XMP-iptcCore:Location': 'Marienplatz', 'IPTC:City': 'Munchen' }
      await exiftool.write(path(0), { ...standing, ...dated, ...named }, { writeArgs: ['-overwrite_original'] })
      await client.index.run({ folders: [photos] })
      const [a, b, c] = [await id('0.jpg'), await id('1.jpg'), await id('2.jpg')]
      const before = await placeAndDate(path(0))
      await client.photos.correct({ photos: [a, b], place: { latitude: -33.8688, longitude: 151.2093 } })
      await client.photos.correct({ photos: [a, b], taken: '2019-06-12T15:04' })
      await client.photos.correct({ photos: [c], taken: '1987-06', place: { latitude: 38.7223, longitude: -9.1393 } })

      await publishAll(client, { facts: true })

      const sydney = {
        ...{ GPSLatitude: -33.8688, GPSLongitude: 151.2093, DateTimeOriginal: '2019:06:12 15:04:00' },
        ...{
          DateCreated: '2019:06:12 15:04:00',
          City: 'Sydney',
          State: 'New South Wales',
          Country: 'Australia',
          CountryCode: 'AU',
        },
      }
      expect(await placeAndDate(path(0))).toEqual({ ...sydney, 'IPTC:City': 'Sydney' })
      expect(await placeAndDate(path(1))).toEqual(sydney)
      expect(await placeAndDate(path(2))).toMatchObject({
        GPSLatitude: 38.7223,
        GPSLongitude: -9.1393,
        DateCreated: '1987:06',
      })
      // Another library reads from the files what was only known here.
      const other = openTestLibrary(temporaryFolder())
      await other.client.index.run({ folders: [photos] })
      for (const [words, name] of [
        ['June 2019', '0.jpg'],
        ['near:Lisbon', '2.jpg'],
        ['June 1987', '2.jpg'],
        ['Sydney', '1.jpg'],
      ] as const) {
        const { hits } = await other.client.search.query({ words })
        expect([words, hits.map(({ photo }) => photo.path.slice(-5))]).toEqual([words, expect.arrayContaining([name])])
      }

      await client.publish.takeBack({})

      expect(await placeAndDate(path(0))).toEqual(before)
      expect(await placeAndDate(path(1))).toEqual({})
    },
  )

  it('says a place and a date in a sidecar where a file is not to be written', async () => {
    const { client, path, id } = await openWith(1)
    await client.photos.correct({
      photos: [await id('0.jpg')],
      taken: '2019',
      place: { latitude: 38.7223, longitude: -9.1393 },
    })

    await publishAll(client, { facts: true, embed: 'never' })

    expect(await placeAndDate(`${path(0)}.xmp`)).toMatchObject({
      GPSLatitude: 38.7223,
      GPSLongitude: -9.1393,
      City: 'Lisbon',
    })
    expect(await placeAndDate(path(0))).toEqual({})
  })

  it('refuses a photo that shows another picture by now, and reads it first', async () => {
    const { client, path } = await openWith(2)
    putFile(path(0), await drawPicture({ seed: 77 }))

    const { run, outcomes } = await publishAll(client)

    expect(run?.counts).toMatchObject({ written: 1, refused: 1 })
    expect(outcomes).toMatchObject([{ path: path(0), refusal: { code: 'changed' } }])
    expect(await altIn(path(0))).toBeUndefined()
  })

  it('pauses between two photos, goes on, and is cancelled; one run at a time', { timeout: 60_000 }, async () => {
    const { client, events, path } = await openWith(12)

    await client.publish.start({ everything: true, allow: true })
    await expect(client.publish.start({ everything: true })).rejects.toMatchObject({ code: 'bad-request' })
    await client.publish.pause({})
    const paused = (await client.publish.state({})).run
    const { run } = await client.publish.run({ resume: true })

    expect(paused?.state).toBe('paused')
    expect(paused?.done).toBeLessThan(12)
    expect(run).toMatchObject({ id: paused?.id, state: 'done', counts: { written: 12 } })
    expect(await altIn(path(11))).toEqual(expect.any(String))
    expect(events.some((event) => event.kind === 'publish')).toBe(true)
    await client.publish.start({ everything: true, as: 'csv', to: join(temporaryFolder(), 'a.csv') })
    await client.publish.cancel({})
    expect((await client.publish.runs({ limit: 1 })).runs[0]?.state).toMatch(/cancelled|done/u)
  })

  it('takes photos by file, album, search and folder, and says which way is missing', async () => {
    const { client, path, photos, id } = await openWith(3)
    const album = await client.albums.create({ name: 'Tower' })
    await client.albums.addPhotos({ album: album.id, photos: [await id('1.jpg')] })
    await client.captions.edit({ photo: await id('2.jpg'), text: 'A zeppelin.' })
    const count = async (scope: object): Promise<number> => (await client.publish.preview(scope)).photos

    expect(
      await Promise.all(
        [
          { files: [path(0)] },
          { album: 'tower' },
          { album: album.id },
          { search: '"zeppelin"' },
          { folder: photos },
        ].map(count),
      ),
    ).toEqual([1, 1, 1, 1, 3])
    await expect(client.publish.preview({})).rejects.toMatchObject({ code: 'bad-request' })
    await expect(client.publish.preview({ everything: true, album: 'Tower' })).rejects.toMatchObject({
      code: 'bad-request',
    })
    await expect(client.publish.preview({ album: 'Nowhere' })).rejects.toMatchObject({ code: 'not-found' })
  })
})

/** Whatever it is put into, it stays a text. */
const evil = "=cmd|'/c calc'!A0 \"><script>alert(1)</script> ![x](javascript:alert(1)) <!-- & -->\n# head"

describe('copies', () => {
  it('have the texts inside, and the originals are not touched', async () => {
    const { client, path, photos, id } = await openWith(3)
    putFile(join(photos, 'more', '0.jpg'), await drawPicture({ seed: 50 }))
    await client.index.run({})
    await client.captions.edit({ photo: await id('1.jpg'), text: evil })
    const before = [0, 1, 2].map((index) => hashOf(path(index)))
    const to = join(temporaryFolder(), 'copies')

    const { run } = await client.publish.run({ everything: true, as: 'copies', to })

    expect(run).toMatchObject({ state: 'done', to, counts: { written: 4 }, undoable: false })
    expect(readdirSync(to).toSorted()).toEqual(['0 (2).jpg', '0.jpg', '1.jpg', '2.jpg'])
    expect(await altIn(join(to, '1.jpg'))).toBe(evil)
    expect([0, 1, 2].map((index) => hashOf(path(index)))).toEqual(before)
    expect(Math.trunc(statSync(join(to, '2.jpg')).mtimeMs)).toBe(Math.trunc(statSync(path(2)).mtimeMs))
    await expect(client.publish.run({ everything: true, as: 'copies', to })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  it('are a web page that says each text once, and is nothing but a page', async () => {
    const { client, id, photos } = await openWith(3)
    putFile(join(photos, 'x', '1.jpg'), await drawPicture({ seed: 60 }))
    await client.index.run({})
    await client.captions.edit({ photo: await id('0.jpg'), text: evil, language: 'de' })
    await client.captions.edit({
      photo: await id('0.jpg'),
      kind: 'description',
      text: `Lang.\n${evil}`,
      language: 'de',
    })
    await client.captions.edit({ photo: await id('2.jpg'), text: '', decorative: true })
    const to = join(temporaryFolder(), 'page')

    await client.publish.run({ everything: true, as: 'page', to, edge: 100 })

    const page = readFileSync(join(to, 'index.html'), 'utf8')
    expect(page).not.toContain('<script')
    expect(page.match(/<img /gu)).toHaveLength(4)
    expect(page).toContain('alt=""')
    expect(page).toMatch(
      /<figure lang="de"><img src="\.\/pictures\/[^"]+" alt="[^"]*" width="100" height="75" aria-describedby="(description-\d)"><figcaption id="\1">Lang\.<br>/u,
    )
    const sources = Array.from(page.matchAll(/src="([^"]+)"/gu), ([, src = '']) => src)
    expect(new Set(sources).size).toBe(4)
    expect(sources.every((src) => existsSync(join(to, src)))).toBe(true)
  })

  it('are documents in which no text becomes a formula, a tag or a link', async () => {
    const { client, id } = await openWith(1)
    await client.captions.edit({ photo: await id('0.jpg'), text: evil })
    const photos = [await id('0.jpg')]
    const exported = async (format: 'csv' | 'json' | 'html' | 'markdown') =>
      (await client.captions.export({ photos, format })).text
    const copied = async (format: 'plain' | 'html' | 'markdown') => (await client.publish.text({ photos, format })).text

    expect(await exported('csv')).toContain(`"'=cmd|'/c calc'!A0 ""><script>`)
    expect(await exported('json')).toContain('"state": "own"')
    expect(await exported('html')).not.toContain('<script')
    const markdown = await exported('markdown')
    expect(markdown).toMatch(/^!\[=cmd|\\=cmd/u)
    expect(markdown.split('](')).toHaveLength(2)
    expect(markdown).not.toMatch(/[^\\]<script/u)
    expect(await copied('plain')).toBe(evil)
    expect(await copied('html')).not.toContain('<script')
    expect(await copied('markdown')).toBe(markdown.trimEnd())
  })
})

it('documents tell beside each text what good alt text would do otherwise, but for rules that are switched off', async () => {
  const { client, id } = await openWith(3)
  await client.captions.edit({ photo: await id('0.jpg'), text: 'IMAGE OF A DOG' })
  await client.captions.edit({ photo: await id('1.jpg'), text: 'A dog asleep on a red sofa.' })
  const hints = async (name: string) => {
    const { text } = await client.captions.export({ photos: [await id(name)], format: 'json' })
    return (JSON.parse(text) as { hints: string }[])[0]?.hints
  }

  expect([await hints('0.jpg'), await hints('1.jpg')]).toEqual(['opening no-full-stop capitals', ''])
  await client.preferences.set({ altTextRulesOff: ['capitals'] })
  expect(await hints('0.jpg')).toBe('opening no-full-stop')
})

describe('texts that were corrected elsewhere', () => {
  it('come in again as a person’s, by path or picture, after a look at what changes', async () => {
    const { client, path, id, photos } = await openWith(4)
    await client.captions.edit({ photo: await id('3.jpg'), text: '=SUM(A1)' })
    const folder = temporaryFolder()
    const csv = join(folder, 'texts.csv')
    await client.publish.run({ everything: true, as: 'csv', to: csv })
    const [head = '', ...lines] = readFileSync(csv, 'utf8').trim().split('\r\n')
    const changed = lines.map((line) =>
      line.includes('/0.jpg')
        ? line.replace(/","[^"]*"/u, '","Ein ""Turm"", nah; weit.\nZwei Zeilen.""').replace('Zeilen.""', 'Zeilen."')
        : line.includes('/1.jpg')
          ? line.replace('/1.jpg', '/moved-away.jpg').replace(/","[^"]*"/u, '","By its picture."')
          : line,
    )
    const document = [head, ...changed, '"/nowhere.jpg","x","","en","own","human","",""'].join('\r\n')

    const preview = await client.publish.compare({ text: document })
    const none = await client.publish.import({ text: document, preview: true })
    const imported = await client.publish.import({ text: document, mark: preview.mark })

    expect(preview).toMatchObject({
      rows: 5,
      changing: 2,
      unchanged: 2,
      unmatched: ['/nowhere.jpg'],
      unmatchedCount: 1,
    })
    expect([none.taken, imported.taken, imported.changing]).toEqual([false, true, 2])
    const alts = async (name: string) => (await client.photos.get({ photo: await id(name) })).alt
    expect(await alts('0.jpg')).toMatchObject({ text: 'Ein "Turm", nah; weit.\nZwei Zeilen.', source: 'human' })
    expect(await alts('1.jpg')).toMatchObject({ text: 'By its picture.', source: 'human' })
    expect(await alts('3.jpg')).toMatchObject({ text: '=SUM(A1)' })
    await expect(client.publish.import({ text: document, mark: preview.mark })).rejects.toMatchObject({
      code: 'bad-request',
    })
    await client.history.undo({})
    expect((await alts('0.jpg'))?.source).toBe('machine')
    expect([path(0), photos].every((each) => existsSync(each))).toBe(true)
  })

  it('come from JSON and from tables with semicolons too; what is neither is refused in words', async () => {
    const { client, path, id } = await openWith(2)
    const json = JSON.stringify([
      { file: path(0), alt: 'One.', language: 'fr' },
      { file: path(1), alt: '', state: 'decorative' },
    ])

    await client.publish.import({ text: json })
    await client.publish.import({ text: `file;alt\r\n${path(0)};Two, with a comma.\r\n` })

    expect((await client.captions.history({ photo: await id('0.jpg') })).captions.slice(0, 2)).toMatchObject([
      { text: 'Two, with a comma.', language: 'fr' },
      { text: 'One.', language: 'fr' },
    ])
    expect((await client.photos.get({ photo: await id('1.jpg') })).alt).toMatchObject({ text: '', decorative: true })
    for (const text of ['', 'nothing', '{"a":1}', '[1', 'alt\r\nx'])
      await expect(client.publish.compare({ text })).rejects.toMatchObject({ code: 'bad-request' })
  })
})

describe('a run', () => {
  it('is the last thing a person did: undo writes back what stood there, redo writes again, across a restart', async () => {
    const opened = await openWith(3)
    const { client, home, ids, path } = opened
    const files = [0, 1, 2].map((index) => path(index))
    const before = files.map(hashOf)
    await client.photos.mark({ photos: ids.slice(0, 1), favourite: true })
    await client.publish.run({ photos: ids.slice(0, 2), allow: true, as: 'csv', to: join(home, 'first.csv') })
    await client.publish.run({ everything: true, allow: true })
    const written = files.map(hashOf)
    const kinds = async (of: Client) => (await of.history.list({})).entries.map(({ what, state }) => [what.kind, state])

    // Of copies and documents nothing is to be taken back.
    expect(await kinds(client)).toEqual([
      ['published', 'done'],
      ['favourite', 'done'],
    ])
    const undone = await client.history.undo({})
    expect(undone).toMatchObject({ entry: { state: 'undone', what: { photos: 3 } }, run: { counts: { written: 3 } } })
    expect(files.map(hashOf)).toEqual(before)
    await opened.close()
    const again = openTestLibrary(home)
    const redone = await again.client.history.redo({})
    expect(redone).toMatchObject({ entry: { state: 'done' }, run: { state: 'done', counts: { written: 3 } } })
    expect(await Promise.all(files.map(altIn))).not.toContain(undefined)
    expect(written.every((hash, index) => hash !== before[index])).toBe(true)

    // The button of the result and Ctrl+Z are one way back, not two.
    await again.client.publish.takeBack({})
    expect(files.map(hashOf)).toEqual(before)
    expect(await kinds(again.client)).toEqual([
      ['published', 'undone'],
      ['favourite', 'done'],
    ])
    expect((await again.client.history.undo({})).entry?.what.kind).toBe('favourite')
    expect((await again.client.history.redo({})).entry?.what.kind).toBe('favourite')
    expect((await again.client.history.redo({})).entry?.what.kind).toBe('published')
    expect((await again.client.history.redo({})).entry).toBeUndefined()
    expect(files.map(hashOf).every((hash, index) => hash !== before[index])).toBe(true)
  })

  it('of which nothing is left to be written back does not stand in the way of what was done before it', async () => {
    const opened = await openWith(1)
    const { client, home, ids } = opened
    await client.photos.mark({ photos: [...ids], favourite: true })
    await publishAll(client)
    await opened.close()
    const db = new Database(join(home, 'library.db'))
    db.exec(`UPDATE publish_writes SET state = 'undone'`)
    db.close()
    const again = openTestLibrary(home).client

    const kinds = [await again.history.undo({}), await again.history.undo({})].map(({ entry }) => entry?.what.kind)

    expect(kinds).toEqual(['published', 'favourite'])
    expect((await again.photos.many({ photos: [...ids] })).photos.map(({ favourite }) => favourite)).toEqual([false])
  })

  it('that was killed leaves no temporary file behind once the next one is over', async () => {
    const opened = await openWith(2)
    const { client, home, photos, path } = opened
    await publishAll(client)
    await opened.close()
    const db = new Database(join(home, 'library.db'))
    const left = join(photos, '.sightline-left.jpg')
    copyFileSync(path(0), left)
    writeFileSync(`${left}_exiftool_tmp`, 'half')
    db.prepare(`UPDATE publish_writes SET state = 'begun', temporary = ? WHERE path = ?`).run(left, path(0))
    db.prepare(`UPDATE publish_runs SET state = 'running'`).run()
    db.prepare(`UPDATE publish_items SET state = 'waiting' WHERE position = 1`).run()
    db.close()

    const { client: next } = openTestLibrary(home)
    const interrupted = (await next.publish.state({})).run
    const { run } = await next.publish.run({ resume: true })

    expect(interrupted).toMatchObject({ state: 'paused', trouble: { message: 'Publishing was interrupted.' } })
    expect(run).toMatchObject({ state: 'done', counts: { written: 2 } })
    expect(readdirSync(photos).toSorted()).toEqual(['0.jpg', '1.jpg'])
    rmSync(left, { force: true })
  })
})
