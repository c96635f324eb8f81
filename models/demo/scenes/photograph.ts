/** @file From a drawing to something like a photo: askew, cropped, soft, noisy, and a JPEG with EXIF. */
import sharp from 'sharp'
import { drawSvg } from './draw-scene.ts'
import { createRandom, mix, type Random } from './random.ts'
import { sceneHeight, sceneWidth, type Scene } from './scene.ts'

type Corner = readonly [x: number, y: number]

/** What the lens and the sensor do; lengths are shares of the picture's width. */
interface Disturbance {
  readonly corners: readonly [Corner, Corner, Corner, Corner]
  readonly blur: number
  readonly noise: number
  readonly gain: readonly [number, number, number]
  readonly lift: number
  readonly quality: number
}

function drawDisturbance(random: Random): Disturbance {
  const crop = () => random.between(0, 0.045)
  const light = random.between(0.88, 1.12)
  const tint = () => light * random.between(0.96, 1.04)
  return {
    corners: [
      [crop(), crop()],
      [1 - crop(), crop()],
      [1 - crop(), 1 - crop()],
      [crop(), 1 - crop()],
    ],
    blur: random.chance(0.5) ? 0 : random.between(0.0006, 0.0022),
    noise: random.chance(0.3) ? 0 : random.between(2, 11),
    gain: [tint(), tint(), tint()],
    lift: random.between(-8, 10),
    quality: random.whole(58, 93),
  }
}

/**
 * The projective map that takes the unit square to four corners, as eight coefficients
 * (P. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3).
 */
function squareToQuad(
  corners: Disturbance['corners'],
): readonly [number, number, number, number, number, number, number, number] {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3]
  const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2]
  const det = dx1 * dy2 - dx2 * dy1
  const g = (sx * dy2 - dx2 * sy) / det
  const h = (dx1 * sy - sx * dy1) / det
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h]
}

/** Looks at the drawing through the disturbed camera; bilinear, with noise and exposure in the same pass. */
function expose(
  source: Uint8Array,
  size: readonly [number, number],
  disturbance: Disturbance,
  random: Random,
): Uint8Array {
  const [width, height] = size
  const [a, b, c, d, e, f, g, h] = squareToQuad(disturbance.corners)
  const out = new Uint8ClampedArray(width * height * 3)
  const at = (index: number) => source[index] ?? 0
  for (let row = 0; row < height; row += 1) {
    const v = (row + 0.5) / height
    for (let column = 0; column < width; column += 1) {
      const u = (column + 0.5) / width
      const w = g * u + h * v + 1
      const x = Math.min(width - 1.001, Math.max(0, ((a * u + b * v + c) / w) * width - 0.5))
      const y = Math.min(height - 1.001, Math.max(0, ((d * u + e * v + f) / w) * height - 0.5))
      const [left, top] = [x | 0, y | 0]
      const [fx, fy] = [x - left, y - top]
      const from = (top * width + left) * 3
      const below = from + width * 3
      // The sum of three uniform numbers is close enough to a normal one.
      const grain =
        disturbance.noise === 0 ? 0 : (random.next() + random.next() + random.next() - 1.5) * 2 * disturbance.noise
      for (let channel = 0; channel < 3; channel += 1) {
        const i = from + channel
        const j = below + channel
        const upper = at(i) + (at(i + 3) - at(i)) * fx
        const lower = at(j) + (at(j + 3) - at(j)) * fx
        const gain = disturbance.gain[channel] ?? 1
        out[(row * width + column) * 3 + channel] = (upper + (lower - upper) * fy) * gain + disturbance.lift + grain
      }
    }
  }
  return new Uint8Array(out.buffer)
}

/** Degrees as the three EXIF rationals. */
function degreesMinutesSeconds(degrees: number): string {
  const positive = Math.abs(degrees)
  const minutes = (positive % 1) * 60
  return `${Math.floor(positive)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
}

function exifOf(scene: Scene) {
  const [make, model] = scene.camera
  return {
    IFD0: { Make: make, Model: model, DateTime: scene.takenAt, Software: 'Sightline demo scenes' },
    IFD2: { DateTimeOriginal: scene.takenAt, DateTimeDigitized: scene.takenAt, OffsetTimeOriginal: '+01:00' },
    IFD3: {
      GPSLatitudeRef: scene.latitude < 0 ? 'S' : 'N',
      GPSLatitude: degreesMinutesSeconds(scene.latitude),
      GPSLongitudeRef: scene.longitude < 0 ? 'W' : 'E',
      GPSLongitude: degreesMinutesSeconds(scene.longitude),
    },
  }
}

/** Renders a scene, disturbs it and returns the JPEG bytes, `width` by `width * 3 / 4` pixels. */
export async function photograph(scene: Scene, width: number = sceneWidth): Promise<Buffer> {
  const random = createRandom(mix(scene.seed, 29))
  const disturbance = drawDisturbance(random)
  const height = Math.round((width * sceneHeight) / sceneWidth)
  const drawing = await sharp(Buffer.from(drawSvg(scene, width)))
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const raw = { raw: { width, height, channels: 3 as const } }
  const exposed = sharp(expose(drawing, [width, height], disturbance, random), raw)
  const sigma = disturbance.blur * width
  const soft = sigma >= 0.3 ? exposed.blur(sigma) : exposed
  return soft.jpeg({ quality: disturbance.quality }).withExif(exifOf(scene)).toBuffer()
}
