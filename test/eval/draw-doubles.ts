/**
 * @file A child process of the evaluation that draws pictures with copies of them, and pictures that only look like
 * copies, seeded, with their truth. Apart, because the product's decoder forbids SVG to its whole process.
 * Usage: `fork('draw-doubles.ts', [folder, seed, count])`; writes the pictures and `truth.csv`, then ends.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { photograph } from '../../models/demo/scenes/photograph.ts'
import { createRandom, type Random } from '../../models/demo/scenes/random.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { unseenScenes } from './unseen-scenes.ts'

const [folder = '.', seedText = '1', countText = '8'] = process.argv.slice(2)
const seed = Number(seedText)
const { next, pick, between } = createRandom(seed)
/** Long edge up to which a first look sees every pixel; above, a second one does. */
const exactEdge = 512
const rows = [['file', 'group', 'transform', 'level']]

function put(file: string, bytes: Buffer, [group, transform, level]: readonly [string, string, string]): void {
  writeFileSync(join(folder, file), bytes)
  rows.push([file, group, transform, level])
}

interface Copy {
  readonly transform: string
  readonly level: 'pixel' | 'strong' | 'medium'
  readonly make: (picture: Sharp, size: { readonly width: number; readonly height: number }) => Sharp
}

const copies: readonly Copy[] = [
  { transform: 'lossless PNG', level: 'pixel', make: (picture) => picture.png() },
  {
    transform: 'saved again',
    level: 'strong',
    make: (picture) => picture.jpeg({ quality: 20 + Math.floor(next() * 75) }),
  },
  {
    transform: 'smaller',
    level: 'strong',
    make: (picture, { width }) => picture.resize(Math.round(width * between(0.15, 0.9))).jpeg({ quality: 70 }),
  },
  { transform: 'WebP', level: 'strong', make: (picture) => picture.webp({ quality: 60 }) },
  { transform: 'AVIF', level: 'strong', make: (picture) => picture.avif({ quality: 45, effort: 2 }) },
  {
    transform: 'brighter or darker',
    level: 'strong',
    make: (picture) => picture.linear(pick([0.75, 0.85, 1.2]), 0).jpeg({ quality: 85 }),
  },
  { transform: 'more colour', level: 'strong', make: (picture) => picture.modulate({ saturation: 1.7 }).jpeg() },
  {
    transform: 'warmer',
    level: 'strong',
    make: (picture) => picture.recomb([[1.1, 0, 0], [0, 1, 0], [0, 0, 0.85]]).jpeg(), // prettier-ignore
  },
  { transform: 'soft', level: 'strong', make: (picture, { width }) => picture.blur(width / 230).jpeg() },
  { transform: 'a little cut', level: 'strong', make: (picture, size) => cut(picture, size, 0.03) },
  {
    transform: 'lettering',
    level: 'strong',
    make: (picture, { width, height }) =>
      picture.composite([{ input: Buffer.from(lettering(width, height)), left: 0, top: 0 }]).jpeg({ quality: 85 }),
  },
  {
    transform: 'stored turned, orientation in EXIF',
    level: 'strong',
    make: (picture) => picture.rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 85 }),
  },
  { transform: 'grey', level: 'medium', make: (picture) => picture.greyscale().jpeg({ quality: 85 }) },
  { transform: 'cut', level: 'medium', make: (picture, size) => cut(picture, size, 0.1) },
  {
    transform: 'thin border',
    level: 'medium',
    make: (picture, { width }) => {
      const edge = Math.round(width * 0.02)
      return picture.extend({ top: edge, bottom: edge, left: edge, right: edge, background: 'white' }).jpeg()
    },
  },
]

function cut(
  picture: Sharp,
  { width, height }: { readonly width: number; readonly height: number },
  share: number,
): Sharp {
  const [left, top] = [Math.round(width * share), Math.round(height * share)]
  return picture.extract({ left, top, width: width - 2 * left, height: height - 2 * top }).jpeg({ quality: 85 })
}

function lettering(width: number, height: number): string {
  const size = Math.round(height / 18)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${Math.round(height / 22)}" fill="#c00"/>
    <text x="${size}" y="${height - size}" font-size="${size}" fill="#fff">(c) holiday ${2000 + Math.floor(next() * 25)}</text></svg>`
}

/** The figures took a step and the camera was not held still: what one second does. */
function aSecondLater(scene: Scene, random: Random): Scene {
  const step = random.between(14, 40)
  const [main, ...rest] = scene.subjects
  const moved = { ...main, figures: main.figures.map((figure) => ({ ...figure, x: figure.x + step })) }
  const second = Number(scene.takenAt.slice(-2))
  const takenAt = scene.takenAt.slice(0, -2) + String((second + 1) % 60).padStart(2, '0')
  return { ...scene, seed: scene.seed ^ 0x5555, subjects: [moved, ...rest], takenAt }
}

/** A page of one template: everything is the same but what it says. */
function page(index: number): string {
  const { pick: choose, whole } = createRandom(seed * 1000 + index)
  const names = ['Ada Voss', 'Ben Okafor', 'Carla Dietz', 'Dun Mei', 'Ewa Lis', 'Finn Aho', 'Gita Rao', 'Hana Sato']
  const items = ['Bread', 'Screws 4x40', 'Coffee', 'Train ticket', 'Paper A4', 'Olive oil', 'Batteries', 'Umbrella']
  const lines = Array.from({ length: 9 }, (_, line) => {
    const y = 300 + line * 62
    return `<text x="70" y="${y}">${choose(items)}</text><text x="560" y="${y}">${whole(1, 99)}.${whole(10, 99)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="1000" font-family="sans-serif" font-size="30">
    <rect width="760" height="1000" fill="#fff"/><rect width="760" height="90" fill="#235"/>
    <text x="60" y="60" fill="#fff" font-size="38">Corner Shop &amp; Sons</text>
    <text x="70" y="170">Invoice ${whole(1000, 9999)}</text><text x="70" y="230">${choose(names)}</text>
    ${lines.join('\n')}<rect x="60" y="880" width="640" height="4" fill="#000"/>
    <text x="70" y="940" font-size="38">Total ${whole(10, 999)}.${whole(10, 99)}</text></svg>`
}

for (const [index, scene] of unseenScenes(seed, Number(countText)).entries()) {
  const group = `scene${index}`
  // Every other one as a messenger leaves it: nothing in it tells when it was taken.
  const photo = await photograph(scene, index % 4 < 2 ? exactEdge : undefined)
  const original = index % 2 === 0 ? photo : await sharp(photo).jpeg({ quality: 92 }).toBuffer()
  const { width, height } = await sharp(original).metadata()
  put(`${group}.jpg`, original, [group, 'original', 'original'])
  put(`${group} (1).jpg`, original, [group, 'byte copy', 'exact'])
  for (const [number, { transform, level, make }] of copies.entries()) {
    const bytes = await make(sharp(original), { width, height }).toBuffer()
    put(`${group}-${number}.${await endingOf(bytes)}`, bytes, [group, transform, level])
  }
  if (index % 2 === 0)
    put(`${group}-later.jpg`, await photograph(aSecondLater(scene, createRandom(seed + index))), [
      `${group}-later`,
      'a second later',
      'burst',
    ])
}

async function endingOf(bytes: Buffer): Promise<string> {
  const { format } = await sharp(bytes).metadata()
  return format === 'jpeg' ? 'jpg' : format === 'heif' ? 'avif' : format
}

for (let index = 0; index < 6; index++) {
  const bytes = await sharp(Buffer.from(page(index)))
    .png()
    .toBuffer()
  put(`page${index}.png`, bytes, [`page${index}`, 'page of a template', 'negative'])
}
for (const [index, grey] of [0, 1, 128, 255].entries()) {
  const flat = sharp({ create: { width: 320, height: 240, channels: 3, background: { r: grey, g: grey, b: grey } } })
  put(`flat${index}.jpg`, await flat.jpeg().toBuffer(), [`flat${index}`, 'one colour', 'negative'])
  const dark = Buffer.from(Uint8Array.from({ length: 320 * 240 }, () => Math.floor(next() * 4)))
  const noise = sharp(dark, { raw: { width: 320, height: 240, channels: 1 } })
  put(`dark${index}.jpg`, await noise.jpeg().toBuffer(), [`dark${index}`, 'lens cap', 'negative'])
}

writeFileSync(join(folder, 'truth.csv'), rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'))
