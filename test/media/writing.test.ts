/** Texts into files of others: every text back to the letter, and nothing else of the file another one than before. */
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  chmodSync,
} from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { changeFields, type Changed } from '../../electron/media/writing/change-fields.ts'
import { closeWriting } from '../../electron/media/writing/close.ts'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { closeMedia, readMetadata } from '../../electron/media/metadata/metadata.ts'
import { planFields, type TextWish } from '../../electron/media/writing/plan-fields.ts'
import { targetsFor, type TargetWish } from '../../electron/media/writing/targets.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { createRandom } from '../random.ts'
import { corpus, filesBelow, nameIn } from './corpus.ts'
import { drawPhotos } from './drawn-photos.ts'
import { differing, said as readSaid, value, type Said } from './what-exiftool-says.ts'

/** Another process than the writer's: what it says is what other programs read. */
const exiftool = new ExifTool({ maxProcs: 1, useMWG: false, taskTimeoutMillis: 60_000 })

afterAll(async () => {
  await Promise.all([exiftool.end(), closeMedia()])
  closeWriting()
})

const embedding: TargetWish = { embed: 'where-possible', sidecarName: 'full', caption: 'leave' }

/** What Ann's program writes; ExifTool takes any field by its name. */
async function asAnotherProgram(
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  await exiftool.write(path, { ...fields }, { writeArgs: ['-overwrite_original'] })
}

async function write(path: string, wish: Partial<TextWish>, where: Partial<TargetWish> = {}): Promise<Changed[]> {
  const whole: TextWish = { language: 'en', caption: 'leave', ours: new Set(), ...wish }
  const changed: Changed[] = []
  for (const target of await targetsFor(path, { ...embedding, caption: whole.caption, ...where }))
    changed.push(
      await changeFields(target, {
        decide: (standing) => planFields(standing, whole).fields,
        begin: () => undefined,
        temporary: join(dirname(path), `.sightline-test${target.extension}`),
        times: 'keep',
      }),
    )
  return changed
}

const said = (path: string): Promise<Said> => readSaid(exiftool, path)

const texts: Readonly<Record<string, { language: string; alt: string; description: string }>> = {
  English: {
    language: 'en',
    alt: 'A dog & a cat <b>asleep</b>.',
    description: 'Two lines,\nthe second "quoted" &#10; &amp; done.',
  },
  German: { language: 'de', alt: 'Ein Hund gähnt auf der Straße.', description: 'Größe: „süß“ – fünf Äpfel.' },
  Japanese: { language: 'ja', alt: '海辺で犬が二匹遊んでいる。', description: '長い説明。\n改行もある。' },
  Arabic: { language: 'ar', alt: 'كلب ينام تحت شجرة.', description: 'وصف طويل\nمن سطرين.' },
  emoji: { language: 'en-GB', alt: '👩🏽‍🚀 waves 🇯🇵 at 🐕‍🦺', description: '🏳️‍🌈\n\n🏴󠁧󠁢󠁳󠁣󠁴󠁿' },
  arguments: {
    language: 'en',
    alt: '-execute\n-o\n/tmp/x\n-XMP:all=',
    description: '@args\n<=/etc/passwd\n#[CSTR]-all=\\n${filename} |{x=y}',
  },
  numbers: { language: 'en', alt: '1e5', description: 'True' },
}

describe('texts in files', () => {
  it(
    'come back to the letter from every format, in every language, beside what was there',
    { timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      await drawPhotos(folder)
      if (corpus === undefined) console.log('Skipped: HEIC, which only the shared corpus has.')
      else copyFileSync(join(corpus, 'formats/generated/photo.heic'), join(folder, 'photo.heic'))
      const photos = readdirSync(folder).map((name) => join(folder, name))
      for (const photo of photos) chmodSync(photo, 0o644)
      const found: unknown[] = []
      const wanted: unknown[] = []

      for (const photo of photos) {
        await asAnotherProgram(photo, { 'XMP-dc:Creator': ['Ann'], 'XMP-dc:Subject': ['sea', 'sand'] })
        if (/\.(?:jpg|tif)$/u.test(photo))
          await asAnotherProgram(photo, {
            'IPTC:City': 'Köln',
            'IPTC:CodedCharacterSet': 'UTF8',
            'IFD0:Copyright': '© Ann',
          })
        const before = { said: await said(photo), pixels: (await fingerprintFile(photo)).pixels }
        for (const [name, { language, alt, description }] of Object.entries(texts)) {
          await write(photo, { language, alt, description })
          const after = await said(photo)
          const field = (tag: string): unknown => [
            value(after[`XMP-iptcCore:${tag}`]),
            value(after[`XMP-iptcCore:${tag}-${language}`]),
          ]
          found.push([
            basename(photo),
            name,
            field('AltTextAccessibility'),
            field('ExtDescrAccessibility'),
            differing(before.said, after),
          ])
          wanted.push([basename(photo), name, [alt, alt], [description, description], []])
        }
        expect((await fingerprintFile(photo)).pixels.equals(before.pixels)).toBe(true)
        expect((await readMetadata(photo)).altText).toBe(texts['numbers']?.alt)
      }

      expect(found).toEqual(wanted)
      expect(readdirSync(folder).length).toBe(photos.length)
    },
  )

  it(
    'stand in RAW’s sidecar, new or merged, under either spelling, and never in another file’s',
    { timeout: 60_000 },
    async () => {
      const folder = temporaryFolder()
      const raw = join(folder, 'shot.nef')
      writeFileSync(raw, 'not looked into')
      const other =
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:darktable="http://darktable.sf.net/" darktable:history_end="5" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'

      await write(raw, { language: 'de', alt: 'Ein Hund.' })
      const made = await said(`${raw}.xmp`)
      rmSync(`${raw}.xmp`)
      writeFileSync(join(folder, 'shot.xmp'), other)
      await write(raw, { language: 'de', alt: 'Ein Hund.' })
      const merged = await said(join(folder, 'shot.xmp'))
      writeFileSync(
        join(folder, 'shot.jpg'),
        await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
          .jpeg()
          .toBuffer(),
      )
      await write(join(folder, 'shot.jpg'), { alt: 'Red.' }, { embed: 'never', sidecarName: 'stem' })

      expect(value(made['XMP-iptcCore:AltTextAccessibility-de'])).toBe('Ein Hund.')
      expect(value(merged['XMP-iptcCore:AltTextAccessibility'])).toBe('Ein Hund.')
      expect([value(merged['XMP-xmp:Rating']), value(merged['XMP-darktable:History_end'])]).toEqual(['4', '5'])
      // photo.xmp is the RAW's, so the JPEG beside it gets a name of its own.
      expect(readdirSync(folder).toSorted()).toEqual(['shot.jpg', 'shot.jpg.xmp', 'shot.nef', 'shot.xmp'])
      expect(readFileSync(raw, 'utf8')).toBe('not looked into')
    },
  )

  it(
    'fill captions in step where wished, cut at a character, and leave those of others',
    { timeout: 60_000 },
    async () => {
      const folder = temporaryFolder()
      await drawPhotos(folder)
      const photo = join(folder, 'photo.jpg')
      const captions = async (): Promise<unknown[]> => {
        const all = await said(photo)
        return ['XMP-dc:Description', 'IPTC:Caption-Abstract', 'IFD0:ImageDescription'].map((name) => value(all[name]))
      }
      await asAnotherProgram(photo, { 'IFD0:Artist': 'Ann', 'IPTC:City': 'Rome' })
      const long = `${'日本'.repeat(400)}👩🏽‍🚀`

      await write(photo, { alt: long, caption: 'fill' })
      const filled = await captions()
      await write(photo, { alt: 'Another.', caption: 'fill' })
      const left = await captions()
      await write(photo, { alt: 'Another.', caption: 'fill', ours: new Set([long, String(filled[1])]) })
      const own = await captions()
      await asAnotherProgram(photo, { 'XMP-dc:Description': 'Ann’s words' })
      await write(photo, { alt: 'Third.', caption: 'fill', ours: new Set(['Another.']) })
      const anns = await captions()
      await write(photo, { alt: 'Third.', caption: 'replace' })

      expect(filled).toEqual([long, '日本'.repeat(333), long])
      expect(left).toEqual(filled)
      expect(own).toEqual(['Another.', 'Another.', 'Another.'])
      expect(anns).toEqual(['Ann’s words', 'Another.', 'Another.'])
      expect(await captions()).toEqual(['Third.', 'Third.', 'Third.'])
    },
  )
})

describe('files that are not written', () => {
  const ways: Readonly<Record<string, { code: string; name?: string; make: (path: string) => void }>> = {
    'a read-only file': { code: 'read-only', make: (path) => chmodSync(path, 0o444) },
    'a hard link': { code: 'hard-link', make: (path) => linkSync(path, `${path}.second`) },
    'a link': {
      code: 'symlink',
      make: (path) => {
        copyFileSync(path, `${path}.real`)
        rmSync(path)
        symlinkSync(`${path}.real`, path)
      },
    },
    'a damaged file': {
      code: 'damaged',
      name: 'photo.png',
      // The sum behind the picture's first piece.
      make: (path) => {
        const bytes = readFileSync(path)
        const at = bytes.indexOf('IDAT')
        bytes.writeUInt32BE(1, at + 4 + bytes.readUInt32BE(at - 4))
        writeFileSync(path, bytes)
      },
    },
  }
  for (const [what, { code, name = 'photo.jpg', make }] of Object.entries(ways))
    it(`are said and stay as they were: ${what}`, async () => {
      const folder = temporaryFolder()
      await drawPhotos(folder)
      const path = join(folder, name)
      make(path)
      const before = [readFileSync(path), readdirSync(folder)]

      await expect(write(path, { alt: 'A dog.' })).rejects.toMatchObject({ code })

      expect([readFileSync(path), readdirSync(folder)]).toEqual(before)
    })

  it('are said: one in the cloud, one with a line break in its name, one outside, one that is somebody’s now', async () => {
    const folder = temporaryFolder()
    await drawPhotos(folder)
    const cloud = join(folder, 'cloud.jpg')
    writeFileSync(cloud, '')
    truncateSync(cloud, 1_000_000)
    const broken = join(folder, 'a\n-execute\n.jpg')
    copyFileSync(join(folder, 'photo.jpg'), broken)
    const photo = join(folder, 'photo.jpg')
    const change = (path: string, more: object = {}): Promise<Changed> =>
      changeFields(
        { path, kind: 'embedded', extension: '.jpg' },
        {
          decide: (standing) =>
            planFields(standing, { language: 'en', alt: 'x', caption: 'leave', ours: new Set() }).fields,
          begin: () => undefined,
          temporary: join(folder, '.sightline-test.jpg'),
          times: 'keep',
          ...more,
        },
      )

    await expect(change(cloud)).rejects.toMatchObject({ code: 'cloud' })
    await expect(change(broken)).rejects.toMatchObject({ code: 'name' })
    await expect(change(photo, { within: ['/nowhere'] })).rejects.toMatchObject({ code: 'outside' })
    await expect(change(photo, { expected: { sha256: undefined, pixels: Buffer.alloc(32) } })).rejects.toMatchObject({
      code: 'changed',
    })
    await expect(change(photo, { begin: () => utimesSync(photo, new Date(), new Date()) })).rejects.toMatchObject({
      code: 'changed',
    })
    await expect(change(photo)).resolves.toMatchObject({ isWritten: true })
  })

  it('keep their times to the millisecond, their mode, and their second names elsewhere', async () => {
    const folder = temporaryFolder()
    await drawPhotos(folder)
    const path = join(folder, 'photo.jpg')
    chmodSync(path, 0o640)
    utimesSync(path, 1_500_000_000.123, 1_400_000_000.789)
    const before = statSync(path)

    await write(path, { alt: 'A dog.' })
    const after = statSync(path)

    expect([after.mode, after.uid, after.gid, Math.trunc(after.mtimeMs)]).toEqual([
      before.mode,
      before.uid,
      before.gid,
      Math.trunc(before.mtimeMs),
    ])
  })
})

/** Maker notes, thumbnails, ICC, motion photos, gain maps, sequences: one in so many of all that the corpus has. */
const share = 12

describe.skipIf(corpus === undefined)('photos of cameras and programs', () => {
  it('lose nothing: a sample of the corpus, with all that is known to be hard', { timeout: 300_000 }, async () => {
    const root = corpus ?? ''
    const random = createRandom('writing')
    const folder = temporaryFolder()
    const hard = /gain_?map|motion|\.mpo$|extended_xmp|animated|exif-at-eof|IMG_2682|makernote/iu
    const all = filesBelow(root).filter(
      (path) =>
        /^(?:formats|metadata)/u.test(nameIn(root, path)) &&
        /\.(?:jpe?g|mpo|png|webp|tiff?|hei[cf]|avif|gif)$/iu.test(path) &&
        statSync(path).size < 6e6,
    )
    const chosen = all.filter((path) => hard.test(path) || random() < 1 / share)
    const lost: unknown[] = []
    let written = 0
    for (const [index, original] of chosen.entries()) {
      const path = join(folder, String(index), `photo${extname(original)}`)
      mkdirSync(dirname(path))
      copyFileSync(original, path)
      chmodSync(path, 0o644)
      const before = await said(path)
      try {
        written += (await write(path, texts['Japanese'] ?? {})).length
      } catch (error) {
        // Refused as a whole is as good as kept as a whole.
        if (!readFileSync(path).equals(readFileSync(original))) lost.push([nameIn(root, original), String(error)])
        continue
      }
      const names = differing(before, await said(path))
      if (names.length > 0) lost.push([nameIn(root, original), names])
    }

    expect(lost).toEqual([])
    expect(written).toBeGreaterThan(chosen.length * 0.8)
  })
})
