/** @file Light and weather: the sky behind a scene and the air in front of it. */
import type { Random } from './random.ts'
import { sceneHeight, sceneWidth, type Scene } from './scene.ts'
import { box, disc, gradient, oval, short, stroke } from './shapes.ts'
import type { Time, Weather } from './vocabulary.ts'

const clearSky: Record<Time, readonly string[]> = {
  day: ['#3f97e0', '#8cc8f2', '#e3f3fb'],
  sunset: ['#4b4a94', '#e0687a', '#ffb35c', '#ffe09a'],
  night: ['#070d26', '#14204c', '#2c3a70'],
}

const greySky: Record<Time, readonly string[]> = {
  day: ['#8d9aa8', '#b9c4ce', '#dde3e8'],
  sunset: ['#5c5470', '#b06a70', '#dc9468', '#e8bd92'],
  night: ['#0d1120', '#1c2336', '#30384e'],
}

/** The gradient definition that `url(#sky)` refers to. */
export function skyDefinition(time: Time, weather: Weather | undefined): string {
  return gradient('sky', weather === undefined || weather === 'clear' ? clearSky[time] : greySky[time])
}

const cloudFill: Record<Time, readonly [clear: string, grey: string]> = {
  day: ['#ffffff', '#8b97a4'],
  sunset: ['#ffd0a6', '#6f5a70'],
  night: ['#3a4678', '#262d42'],
}

function drawCloud(random: Random, fill: string, y: number, size: number): string {
  const x = random.between(0, sceneWidth)
  const puffs = [-1.1, -0.4, 0.35, 1.05].map((step, index) =>
    oval(x + step * size, y - (index % 3 === 0 ? 0 : size * 0.35), [size * 0.75, size * 0.42], fill),
  )
  return `<g opacity="0.85">${puffs.join('')}${oval(x, y + size * 0.12, [size * 1.7, size * 0.3], fill)}</g>`
}

function drawLights(random: Random, time: Time, horizon: number): string {
  const x = random.between(0.12, 0.88) * sceneWidth
  if (time === 'day')
    return disc(x, horizon * 0.28, 92, '#fff8d0', 'opacity="0.35"') + disc(x, horizon * 0.28, 52, '#fff3b0')
  if (time === 'sunset')
    return disc(x, horizon - 30, 140, '#ffd27a', 'opacity="0.4"') + disc(x, horizon - 24, 74, '#ffef9f')
  const stars = Array.from({ length: 60 }, () =>
    disc(random.between(0, sceneWidth), random.between(0, horizon * 0.9), random.between(1.2, 3.4), '#fdfbe6'),
  )
  return stars.join('') + disc(x, horizon * 0.26, 46, '#f6f1d3') + disc(x + 19, horizon * 0.24, 40, '#101a40')
}

/** The sky down to the horizon, with sun, moon, stars or clouds. */
export function drawSky(random: Random, scene: Scene, horizon: number): string {
  const sky = box([0, 0, sceneWidth, horizon + 6], 'url(#sky)')
  const isClear = scene.weather === 'clear'
  const lights = isClear ? drawLights(random, scene.time, horizon) : ''
  const fill = cloudFill[scene.time][isClear ? 0 : 1]
  const count = isClear ? random.whole(0, 2) : scene.weather === 'fog' ? 0 : random.whole(6, 9)
  const clouds = Array.from({ length: count }, () =>
    drawCloud(
      random,
      fill,
      random.between(0.08, isClear ? 0.55 : 0.8) * horizon,
      random.between(44, isClear ? 64 : 92),
    ),
  )
  return sky + lights + clouds.join('')
}

function veil(colour: string, opacity: number): string {
  return box([0, 0, sceneWidth, sceneHeight], colour, `opacity="${opacity}"`)
}

/** What the light does to the background; figures are only touched by `drawAir`. */
export function drawBackgroundLight(time: Time, indoors: boolean): string {
  if (indoors) return time === 'night' ? veil('#0e1436', 0.34) : time === 'sunset' ? veil('#ff9a4a', 0.12) : ''
  if (time === 'night') return veil('#0a1038', 0.4)
  return time === 'sunset' ? veil('#ff7a3c', 0.2) : ''
}

function drawFalling(random: Random, weather: Weather): string {
  if (weather === 'rain') {
    const drops = Array.from({ length: 150 }, () => {
      const [x, y] = [random.between(0, sceneWidth + 60), random.between(-20, sceneHeight)]
      return `M${short(x)},${short(y)} l-13,50`
    })
    return stroke(drops.join(' '), '#e3eefb', 3.4, 'opacity="0.6"') + veil('#4a5f7c', 0.14)
  }
  if (weather === 'snow') {
    const flakes = Array.from({ length: 190 }, () =>
      disc(random.between(0, sceneWidth), random.between(0, sceneHeight), random.between(3.5, 8), '#ffffff'),
    )
    return `<g opacity="0.92">${flakes.join('')}</g>`
  }
  return ''
}

/** Rain, snow, mist and the tint of the hour, over everything. */
export function drawAir(random: Random, scene: Scene, indoors: boolean): string {
  const tint = indoors
    ? ''
    : scene.time === 'night'
      ? veil('#0a1038', 0.13)
      : scene.time === 'sunset'
        ? veil('#ff8a3c', 0.07)
        : ''
  return tint + (scene.weather === undefined ? '' : drawFalling(random, scene.weather))
}

/** Mist lies between the background and the figures, and a little before them. */
export function drawMist(scene: Scene, share: number): string {
  return scene.weather === 'fog' ? veil(scene.time === 'night' ? '#8a93a8' : '#e9edf0', share) : ''
}
