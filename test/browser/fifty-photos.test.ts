/** The job from end to end, by keyboard alone: fifty photos are looked at, put into words, and published. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { closeMedia } from '../../electron/media/metadata/metadata.ts'
import { root } from '../import-graph.ts'
import { corpus } from '../media/corpus.ts'
import { drawScene } from '../media/drawn-photos.ts'
import { differing, said, value, type Said } from '../media/what-exiftool-says.ts'
import { scratchFolder } from './open-window.ts'
import { focused, hear } from './spoken.ts'
import { createTargets } from './targets.ts'

const count = 50

const exiftool = new ExifTool({ maxProcs: 1, useMWG: false, taskTimeoutMillis: 60_000 })
afterAll(() => Promise.all([exiftool.end(), closeMedia()]))

/** Photos of cameras and programs, with what a careless writer loses. Where they lie in the corpus. */
const hard: Readonly<Record<string, string>> = {
  'heic.heic': 'formats/generated/photo.heic',
  'raw.nef': 'formats/drewnoakes__metadata-extractor-images/nef/Issue 247-1.nef',
  'live.HEIC': 'formats/generated/IMG_4711.HEIC',
  'live.MOV': 'formats/generated/IMG_4711.MOV',
  'PXL_20230714_101112345.MP.jpg': 'formats/generated/PXL_20230714_101112345.MP.jpg',
  'gain-map.jpg': 'formats/AOMediaCodec__libavif/tests/data/paris_exif_xmp_icc_gainmap_bigendian.jpg',
  'maker-notes.jpg': 'metadata/drewnoakes__metadata-extractor-images/jpg/Samsung GT-I9505 (Galaxy S4).jpg',
  'wide-colours.jpg': 'formats/generated/p3.jpg',
}

/** The hard ones, one of each format that carries another program's words, and drawn ones up to fifty. */
async function putPhotos(folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  if (corpus === undefined) console.log('Skipped: HEIC, RAW, gain maps and motion photos, which only the corpus has.')
  else for (const [name, from] of Object.entries(hard)) copyFileSync(join(corpus, from), join(folder, name))
  for (const [index, format] of ['jpg', 'png', 'webp', 'tif', 'avif'].entries()) {
    // Each its own picture: twins would be one photo.
    const edge = 300 + index * 10
    const picture = sharp(drawScene(edge, 200), { raw: { width: edge, height: 200, channels: 3 } })
    const path = join(folder, `drawn.${format}`)
    await picture.withIccProfile('srgb').toFile(path)
    const words = { 'XMP-dc:Creator': ['Ann'], 'XMP-dc:Subject': ['sea', 'sand'], 'XMP-xmp:Rating': '4' }
    await exiftool.write(path, words as object, { writeArgs: ['-overwrite_original'] })
    if (format === 'jpg' || format === 'tif')
      await exiftool.write(path, { 'IPTC:City': 'Köln' } as object, { writeArgs: ['-overwrite_original'] })
  }
  const isPhoto = (name: string): boolean => !/\.(?:MOV|xmp)$/u.test(name)
  for (let index = 0; readdirSync(folder).filter(isPhoto).length < count; index += 1) {
    const edge = 360 + index
    const jpeg = sharp(drawScene(edge, 240), { raw: { width: edge, height: 240, channels: 3 } }).jpeg()
    writeFileSync(join(folder, `plain-${index}.jpg`), await jpeg.toBuffer())
  }
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
  return readdirSync(folder).map((name) => join(folder, name))
}

/** What is typed, one after the other. */
const sentences = [
  (n: number) => `Two dogs asleep in the sun, number ${n}.`,
  (n: number) => `Ein Hund gähnt auf der Straße, Nummer ${n}; „süß“.`,
  (n: number) => `海辺で犬が二匹遊んでいる。${n}`,
  (n: number) => `كلب ينام تحت شجرة ${n}.`,
  (n: number) => `👩🏽‍🚀 waves 🇯🇵 at 🐕‍🦺, number ${n}.`,
  (n: number) => `One line,\nand "another" <b>&amp;</b> number ${n}.`,
]

const listed = z.object({ photos: z.array(z.object({ id: z.int(), path: z.string() })) })

/** As `sightline photos` lists them. */
function pathsById(library: string): ReadonlyMap<number, string> {
  const words = ['photos', '--json', '--limit', '500', '--library', library]
  const out = execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { encoding: 'utf8' })
  return new Map(listed.parse(JSON.parse(out)).photos.map(({ id, path }) => [id, path]))
}

/** Goes on with Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(name)}`)
}

/** The photo at the desk. */
async function photoAtDesk(page: Page): Promise<number> {
  const source = await page.getByRole('application').getByRole('img').getAttribute('src')
  return Number(/\/(\d+)(?:\?|$)/u.exec(source ?? '')?.[1])
}

const [target] = createTargets()

describe.skipIf(target?.canRun !== true)('fifty photos', { timeout: 400_000 }, () => {
  afterAll(() => target?.close())

  it('are reviewed, corrected and published by keyboard alone, and every text stands in its file', async () => {
    if (target === undefined) throw new Error('there is a browser')
    const [library, home] = [scratchFolder(), scratchFolder()]
    const photos = await putPhotos(join(home, 'photos'))
    const words = ['index', join(home, 'photos'), '--pack', 'demo', '--library', library]
    execFileSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...words], { stdio: 'ignore' })
    const paths = pathsById(library)
    expect(paths.size).toBe(count)
    const before = new Map<string, { said: Said; pixels: Buffer; bytes: Buffer }>()
    for (const path of photos)
      before.set(path, {
        ...{ said: await said(exiftool, path), pixels: (await fingerprintFile(path)).pixels },
        bytes: readFileSync(path),
      })
    const { page, complaints } = await target.open(library)
    await page.getByText(`${count} photos`, { exact: true }).waitFor()

    // To the desk, and there to all that nobody has looked at.
    await tabTo(page, /^a Needs review/u)
    await page.keyboard.press('Enter')
    await tabTo(page, /^select /u)
    await page.keyboard.press('n') // "Not yet looked at"
    await page.getByText(`1 of ${count} · ${count} left`, { exact: true }).waitFor()
    await tabTo(page, /^application /u)
    const given = new Map<string, string>()
    for (let at = 0; at < count; at += 1) {
      await page.getByText(new RegExp(`^${at + 1} of ${count} · `, 'u')).waitFor()
      const path = paths.get(await photoAtDesk(page)) ?? 'none'
      const field = page.getByRole('textbox', { name: 'Alt text' })
      // Every seventh is right as it is.
      const text = at % 7 === 6 ? await field.inputValue() : (sentences[at % sentences.length]?.(at) ?? '')
      given.set(path, text)
      if (at % 7 === 6) await page.keyboard.press('a')
      else {
        await page.keyboard.press('e')
        await page.keyboard.insertText(text)
        await page.keyboard.press('Control+Enter')
      }
      if (at < count - 1) await hear(page, new RegExp(`${at + 2} of ${count} · ${count - at - 1} left$`, 'u'))
    }
    await hear(page, /^All of them are done\.$/u)

    // All photos, and out with them.
    await tabTo(page, /^a Photos/u)
    await page.keyboard.press('Enter')
    await tabTo(page, /^gridcell/u)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('p')
    await tabTo(page, /^select [^]*Into the photo files/u)
    await page.keyboard.press('i') // "Into the photo files themselves"
    await tabTo(page, /Yes, write into my photo files/u)
    await page.keyboard.press('Space')
    const start = page.getByRole('button', { name: /^Write into/u })
    await expect.poll(() => start.isDisabled()).toBe(false) // what it would do is shown first
    await tabTo(page, /^button Write into/u)
    await page.keyboard.press('Enter')
    await hear(page, new RegExp(`^${count} written\\.$`, 'u'))

    expect(given.size).toBe(count)
    const found: unknown[] = []
    const wanted: unknown[] = []
    for (const [path, text] of given) {
      const isRaw = path.endsWith('.nef')
      const standsIn = isRaw ? `${path}.xmp` : path
      const now = await said(exiftool, standsIn)
      const was = before.get(path)
      const isAsBefore = isRaw
        ? was?.bytes.equals(readFileSync(path))
        : was?.pixels.equals((await fingerprintFile(path)).pixels)
      const lost = isRaw ? [] : differing(was?.said ?? {}, now)
      found.push([basename(path), value(now['XMP-iptcCore:AltTextAccessibility']), isAsBefore, lost])
      wanted.push([basename(path), text, true, []])
    }
    expect(found).toEqual(wanted)
    const film = join(home, 'photos', 'live.MOV')
    if (existsSync(film)) expect(readFileSync(film).equals(before.get(film)?.bytes ?? Buffer.alloc(0))).toBe(true)
    // Nothing else lies there now.
    const sidecars = readdirSync(join(home, 'photos')).filter((name) => !photos.some((path) => basename(path) === name))
    expect(sidecars).toEqual(corpus === undefined ? [] : ['raw.nef.xmp'])

    // And back: what stood there stands there again.
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await hear(page, new RegExp(`^${count} taken back\\.`, 'u'))
    const changed: string[] = []
    for (const path of photos) {
      const now = await said(exiftool, path)
      if (now['XMP-iptcCore:AltTextAccessibility'] !== before.get(path)?.said['XMP-iptcCore:AltTextAccessibility'])
        changed.push(basename(path))
      changed.push(...differing(before.get(path)?.said ?? {}, now))
    }
    expect(changed).toEqual([])
    expect(readdirSync(join(home, 'photos')).toSorted()).toEqual(photos.map((path) => basename(path)).toSorted())
    expect(complaints).toEqual([])
  })
})
