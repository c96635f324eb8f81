/** @file Places under the sky. Each draws its ground over the whole width, from its horizon down. */
import type { Random } from './random.ts'
import { sceneHeight, sceneWidth } from './scene.ts'
import { box, disc, oval, path, short, stroke } from './shapes.ts'

/** What a place needs to draw itself. */
export interface View {
  readonly random: Random
  readonly horizon: number
  /** Windows and lanterns are lit. */
  readonly dark: boolean
}

const width = sceneWidth
const height = sceneHeight

/** A skyline of gentle hills from the left edge to the right, closed at the bottom. */
function hills(random: Random, base: number, rise: number, fill: string): string {
  const step = width / 4
  let d = `M0,${height} L0,${short(base - random.between(0.2, 1) * rise)}`
  for (let x = 0; x < width; x += step) {
    const [peak, end] = [base - random.between(0.4, 1.3) * rise, base - random.between(0.1, 0.8) * rise]
    d += ` Q${short(x + step / 2)},${short(peak)} ${short(x + step)},${short(end)}`
  }
  return path(`${d} L${width},${height} Z`, fill)
}

function ground(horizon: number, fill: string): string {
  return box([0, horizon, width, height - horizon], fill)
}

function scatter(
  random: Random,
  count: number,
  top: number,
  one: (x: number, y: number, scale: number) => string,
): string {
  return Array.from({ length: count }, () => {
    const depth = random.between(0.02, 1)
    return one(random.between(0, width), top + depth * (height - top), 0.4 + depth)
  }).join('')
}

function conifer(x: number, y: number, size: number, fill: string): string {
  const tier = (top: number, half: number) =>
    `M${short(x)},${short(y - top * size)} l${short(half * size)},${short(0.42 * size)} l${short(-2 * half * size)},0 Z`
  return (
    path(`${tier(1, 0.2)} ${tier(0.76, 0.27)} ${tier(0.5, 0.34)}`, fill) +
    box([x - size * 0.04, y - size * 0.09, size * 0.08, size * 0.09], '#4b3524')
  )
}

export function drawBeach({ random, horizon }: View): string {
  const shore = horizon + 120
  const side = random.chance(0.5) ? 0 : width
  const lean = side === 0 ? 1 : -1
  const leaf = (dx: number, dy: number) =>
    stroke(`M${side + lean * 96},${horizon - 130} q${lean * dx * 0.5},${dy - 34} ${lean * dx},${dy}`, '#2f7d3f', 15)
  return [
    box([0, horizon, width, 150], '#2b8fc4'),
    box([0, horizon + 50, width, 90], '#4fb3d3'),
    stroke(
      `M0,${horizon + 40} q64,-9 128,0 t128,0 t128,0 t128,0 t128,0 t128,0 t128,0 t128,0`,
      '#d8f2fa',
      4,
      'opacity="0.7"',
    ),
    path(
      `M0,${shore} Q${width * 0.25},${shore - 26} ${width * 0.5},${shore} T${width},${shore - 8} L${width},${height} L0,${height} Z`,
      '#f0d59a',
    ),
    stroke(
      `M0,${shore} Q${width * 0.25},${shore - 26} ${width * 0.5},${shore} T${width},${shore - 8}`,
      '#ffffff',
      11,
      'opacity="0.9"',
    ),
    box([0, height - 150, width, 150], '#e6c37f', 'opacity="0.6"'),
    scatter(random, 26, shore + 40, (x, y, scale) => oval(x, y, [6 * scale, 2.5 * scale], '#cfa864')),
    stroke(
      `M${side + lean * 20},${shore + 60} Q${side + lean * 60},${horizon} ${side + lean * 96},${horizon - 130}`,
      '#8a6238',
      19,
    ),
    leaf(120, 30) + leaf(100, -10) + leaf(60, 80) + leaf(-70, 20) + leaf(-50, 70),
  ].join('')
}

export function drawForest({ random, horizon }: View): string {
  const rows = [
    { count: 15, y: horizon + 30, size: 330, fill: '#4d8a66' },
    { count: 11, y: horizon + 80, size: 430, fill: '#2f6e49' },
    { count: 8, y: horizon + 125, size: 520, fill: '#1d5233' },
  ]
  const trees = rows.map((row) =>
    Array.from({ length: row.count }, (_, index) => {
      const x = ((index + random.between(0.1, 0.9)) / row.count) * width
      return conifer(x, row.y, row.size * random.between(0.8, 1.15), row.fill)
    }).join(''),
  )
  return [
    ground(horizon, '#3a5a34'),
    trees[0],
    trees[1],
    trees[2],
    path(
      `M0,${horizon + 120} Q${width / 2},${horizon + 90} ${width},${horizon + 124} L${width},${height} L0,${height} Z`,
      '#4b6b35',
    ),
    path(
      `M${width * 0.4},${horizon + 108} Q${width * 0.5},${horizon + 220} ${width * 0.25},${height} L${width * 0.75},${height} Q${width * 0.62},${horizon + 200} ${width * 0.48},${horizon + 107} Z`,
      '#8b6f47',
      'opacity="0.8"',
    ),
    scatter(random, 34, horizon + 150, (x, y, scale) =>
      stroke(
        `M${short(x)},${short(y)} q-8,-16 -16,-18 M${short(x)},${short(y)} q0,-18 2,-24 M${short(x)},${short(y)} q8,-16 17,-18`,
        '#2c5a26',
        4 * scale,
      ),
    ),
  ].join('')
}

export function drawMountain({ random, horizon }: View): string {
  const peak = (x: number, y: number, half: number) =>
    path(
      `M${short(x - half)},${horizon + 40} L${short(x)},${short(y)} L${short(x + half)},${horizon + 40} Z`,
      '#7c8fae',
    ) +
    path(
      `M${short(x)},${short(y)} L${short(x + half)},${horizon + 40} L${short(x + half * 0.2)},${horizon + 40} Z`,
      '#5e7093',
    ) +
    path(
      `M${short(x - half * 0.42)},${short(y + (horizon - y) * 0.47)} L${short(x)},${short(y)} L${short(x + half * 0.42)},${short(y + (horizon - y) * 0.47)} l${short(-half * 0.2)},-14 l${short(-half * 0.16)},30 l${short(-half * 0.14)},-30 l${short(-half * 0.16)},22 Z`,
      '#fafdff',
    )
  return [
    peak(random.between(80, 260), random.between(110, 190), 330),
    peak(random.between(740, 960), random.between(90, 180), 350),
    peak(random.between(400, 640), random.between(40, 110), 380),
    ground(horizon + 30, '#eef4fb'),
    hills(random, horizon + 66, 54, '#f6faff'),
    Array.from({ length: 7 }, () =>
      conifer(random.between(0, width), horizon + random.between(40, 74), random.between(70, 120), '#3c6458'),
    ).join(''),
    path(
      `M0,${horizon + 170} Q${width * 0.4},${horizon + 110} ${width},${horizon + 200} L${width},${height} L0,${height} Z`,
      '#e2ecf7',
    ),
    scatter(random, 16, horizon + 180, (x, y, scale) =>
      oval(x, y, [40 * scale, 4 * scale], '#c9d9ec', 'opacity="0.7"'),
    ),
  ].join('')
}

function building(view: View, x: number, top: number, wide: number, fill: string): string {
  const { random, horizon, dark } = view
  const panes: string[] = []
  for (let y = top + 22; y < horizon + 10; y += 46)
    for (let at = x + 14; at < x + wide - 20; at += 34) {
      const lit = random.chance(dark ? 0.7 : 0.12)
      panes.push(box([at, y, 19, 26], lit ? '#ffdf7a' : dark ? '#2a3350' : '#a9c6da'))
    }
  return box([x, top, wide, horizon + 50 - top], fill) + box([x, top, wide, 9], '#00000030') + panes.join('')
}

export function drawCity(view: View): string {
  const { random, horizon } = view
  const fills = ['#8d8796', '#a6705f', '#7f8ea6', '#b69b7e', '#6f7a8c', '#9a8fa8']
  const parts: string[] = [box([0, horizon - 10, width, 60], '#77737c')]
  for (let x = -20; x < width;) {
    const wide = random.between(110, 170)
    parts.push(building(view, x, random.between(20, 210), wide, random.pick(fills)))
    x += wide + random.between(0, 10)
  }
  const kerb = horizon + 118
  parts.push(box([0, horizon + 48, width, 76], '#b9b5b2'), box([0, kerb, width, 10], '#8f8b89'))
  parts.push(box([0, kerb + 9, width, height - kerb], '#4c4e56'))
  parts.push(
    stroke(
      `M0,${(kerb + height) / 2 + 30} L${width},${(kerb + height) / 2 + 30}`,
      '#f0e9c8',
      11,
      'stroke-dasharray="80 60" opacity="0.9"',
    ),
  )
  for (const x of [random.between(60, 200), random.between(820, 960)])
    parts.push(
      stroke(`M${short(x)},${kerb} L${short(x)},${horizon - 110} l34,-10`, '#2c2e36', 8) +
        disc(x + 38, horizon - 114, 14, view.dark ? '#ffe9a0' : '#d8dbe0'),
    )
  return parts.join('')
}

export function drawDesert({ random, horizon }: View): string {
  const mesa = random.between(60, 560)
  return [
    path(
      `M${short(mesa)},${horizon + 20} l40,-110 l60,-6 l20,-34 l150,0 l26,50 l60,4 l44,96 Z`,
      '#b9704a',
      'opacity="0.85"',
    ),
    hills(random, horizon + 40, 70, '#e9b566'),
    hills(random, horizon + 110, 76, '#e0a24f'),
    hills(random, horizon + 190, 70, '#d4913f'),
    hills(random, horizon + 290, 60, '#e3a954'),
    scatter(random, 14, horizon + 230, (x, y, scale) =>
      stroke(`M${short(x)},${short(y)} q30,-9 60,0 t60,0`, '#bf7f33', 3 * scale, 'opacity="0.7"'),
    ),
  ].join('')
}

export function drawLake({ random, horizon }: View): string {
  const shore = height - 170
  return [
    hills(random, horizon, 120, '#6f93a8'),
    hills(random, horizon + 10, 66, '#3f7a55'),
    box([0, horizon + 8, width, shore - horizon + 30], '#3d86b8'),
    box([0, horizon + 8, width, 60], '#5a9a86', 'opacity="0.55"'),
    Array.from({ length: 16 }, () => {
      const [x, y] = [random.between(0, width), random.between(horizon + 50, shore)]
      return stroke(`M${short(x)},${short(y)} l${short(random.between(50, 130))},0`, '#c9e7f5', 4, 'opacity="0.65"')
    }).join(''),
    path(
      `M0,${shore} Q${width * 0.3},${shore - 30} ${width * 0.6},${shore + 12} T${width},${shore - 12} L${width},${height} L0,${height} Z`,
      '#7fa650',
    ),
    scatter(random, 16, shore + 30, (x, y, scale) => disc(x, y, 8 * scale, '#6b8f42')),
    [random.between(0, 90), random.between(930, 1010)]
      .map((x) =>
        [-24, -8, 8, 24]
          .map(
            (dx) =>
              stroke(`M${short(x + dx)},${shore + 40} q4,-60 ${dx / 3},-120`, '#4d7a35', 6) +
              oval(x + dx * 1.3, shore - 84, [6, 18], '#7a4f2a'),
          )
          .join(''),
      )
      .join(''),
  ].join('')
}

export function drawField({ random, horizon }: View): string {
  const goal = random.between(300, 720)
  const stripes = [0, 1, 2, 3, 4, 5].map((index) => {
    const [a, b] = [
      horizon + 40 + 60 * index + 6 * index * index,
      horizon + 40 + 60 * (index + 1) + 6 * (index + 1) ** 2,
    ]
    return box([0, a, width, b - a], index % 2 === 0 ? '#3faa4c' : '#58c05c')
  })
  const crowd = Array.from({ length: 210 }, () =>
    disc(
      random.between(0, width),
      random.between(horizon - 92, horizon + 10),
      7,
      random.pick(['#c84848', '#f0e0c0', '#4868b8', '#e8c040', '#383848', '#ffffff']),
    ),
  )
  return [
    path(`M0,${horizon - 108} L${width},${horizon - 108} L${width},${horizon + 40} L0,${horizon + 40} Z`, '#6b7080'),
    crowd.join(''),
    box([0, horizon + 16, width, 26], '#e6e8ec'),
    stripes.join(''),
    stroke(
      `M0,${horizon + 96} L${width},${horizon + 96} M${short(goal - 330)},${horizon + 96} L${short(goal - 420)},${height} M${short(goal + 330)},${horizon + 96} L${short(goal + 420)},${height}`,
      '#ffffff',
      8,
    ),
    stroke(`M${short(goal - 130)},${horizon + 94} l0,-112 l260,0 l0,112`, '#ffffff', 10),
    stroke(
      [-90, -50, -10, 30, 70, 110].map((dx) => `M${short(goal + dx)},${horizon - 14} l0,106`).join(' ') +
        [10, 40, 70].map((dy) => ` M${short(goal - 126)},${horizon + dy - 10} l252,0`).join(''),
      '#f4f6fa',
      1.8,
      'opacity="0.8"',
    ),
  ].join('')
}

export function drawGarden({ random, horizon }: View): string {
  const pickets = Array.from({ length: 27 }, (_, index) =>
    path(
      `M${index * 39},${horizon + 66} l0,-104 l13,-17 l13,17 l0,104 Z`,
      '#fbfaf5',
      'stroke="#cfcabd" stroke-width="2"',
    ),
  )
  const bed = Array.from({ length: 44 }, () => {
    const [x, y] = [random.between(0, width), random.between(horizon + 66, horizon + 112)]
    return disc(x, y, random.between(7, 12), random.pick(['#ef6f8f', '#f7c948', '#ffffff', '#c387e0']))
  })
  return [
    Array.from({ length: 12 }, (_, index) =>
      oval(index * 92 + random.between(-20, 20), horizon - 20, [80, random.between(70, 120)], '#3f7d3a'),
    ).join(''),
    ground(horizon, '#4f9a3f'),
    pickets.join('') + box([0, horizon - 8, width, 11], '#fbfaf5') + box([0, horizon + 34, width, 11], '#fbfaf5'),
    box([0, horizon + 64, width, 52], '#37702f'),
    bed.join(''),
    path(`M0,${horizon + 114} L${width},${horizon + 114} L${width},${height} L0,${height} Z`, '#79c257'),
    scatter(random, 9, horizon + 150, (x, y, scale) =>
      oval(x, y, [46 * scale, 15 * scale], '#cfc7b8', 'opacity="0.75"'),
    ),
  ].join('')
}

export function drawHarbour({ random, horizon }: View): string {
  const quay = height - 190
  const crane = random.between(120, 700)
  const crates = Array.from({ length: 9 }, (_, index) =>
    box(
      [index * 118 - 20, horizon - 46 - (index % 3 === 1 ? 44 : 0), 108, 46 + (index % 3 === 1 ? 44 : 0)],
      random.pick(['#a8574a', '#4a7a98', '#b08a48', '#6b8058', '#8a8f98']),
      'stroke="#2d3038" stroke-width="3"',
    ),
  )
  const masts = Array.from({ length: 6 }, () => {
    const x = random.between(20, 1000)
    return (
      path(`M${short(x - 44)},${horizon + 44} l88,0 l-14,30 l-60,0 Z`, '#e9ecef') +
      stroke(`M${short(x)},${horizon + 44} l0,-150 M${short(x)},${horizon - 100} l34,132`, '#5c5f68', 4)
    )
  })
  return [
    stroke(
      `M${short(crane)},${horizon} l0,-250 M${short(crane + 60)},${horizon} l0,-250 M${short(crane - 90)},${horizon - 250} l330,0 M${short(crane + 30)},${horizon - 310} l-100,60 M${short(crane + 30)},${horizon - 310} l180,60 M${short(crane + 30)},${horizon - 250} l0,-60`,
      '#d0762c',
      12,
    ),
    crates.join(''),
    box([0, horizon, width, quay - horizon + 30], '#2f6f8f'),
    Array.from({ length: 14 }, () =>
      stroke(
        `M${short(random.between(0, width))},${short(random.between(horizon + 20, quay))} q22,-8 44,0 t44,0`,
        '#8fc4d6',
        4,
        'opacity="0.7"',
      ),
    ).join(''),
    masts.join(''),
    box([0, quay, width, height - quay], '#a57b52'),
    stroke(
      [0, 1, 2, 3].map((row) => `M0,${quay + 4 + row * 48} L${width},${quay + 4 + row * 48}`).join(' '),
      '#6d4d30',
      6,
    ),
    [70, 390, 640, 960]
      .map((x) => box([x, quay - 46, 26, 62], '#5c4028', 'rx="5"') + oval(x + 13, quay - 46, [15, 6], '#7d5a3b'))
      .join(''),
  ].join('')
}

export function drawRoad({ random, horizon }: View): string {
  const middle = random.between(0.42, 0.58) * width
  const poles = [0.06, 0.2, 0.3].map((at) => {
    const [x, size] = [at * width, 300 * (0.42 - at)]
    return stroke(
      `M${short(x)},${short(horizon + 20 + size * 0.6)} l0,${short(-size * 2.4)} M${short(x - size * 0.3)},${short(horizon + 20 - size * 1.55)} l${short(size * 0.6)},0`,
      '#5c4630',
      3 + size * 0.06,
    )
  })
  return [
    hills(random, horizon, 70, '#8fae8a'),
    ground(horizon, '#93b24e'),
    path(`M0,${horizon + 30} L${short(middle)},${horizon} L0,${horizon + 200} Z`, '#d9c25a'),
    path(`M${width},${horizon + 40} L${short(middle)},${horizon} L${width},${horizon + 230} Z`, '#b5c763'),
    poles.join(''),
    path(
      `M${short(middle - 14)},${horizon} L${short(middle + 14)},${horizon} L${width * 1.12},${height} L${-width * 0.12},${height} Z`,
      '#5d5f68',
    ),
    path(
      `M${short(middle - 14)},${horizon} L${-width * 0.12},${height} l46,0 Z M${short(middle + 14)},${horizon} L${width * 1.12},${height} l-46,0 Z`,
      '#f5f2e6',
    ),
    [0.06, 0.2, 0.42, 0.75]
      .map((depth) => {
        const [y, tall] = [horizon + depth * (height - horizon), 20 + depth * 80]
        return path(
          `M${short(middle - 2 - depth * 9)},${short(y)} l${short(4 + depth * 18)},0 l${short(depth * 5)},${short(tall)} l${short(-4 - depth * 28)},0 Z`,
          '#f7d94a',
        )
      })
      .join(''),
  ].join('')
}

export function drawFarm({ random, horizon, dark }: View): string {
  const x = random.between(40, 620)
  const rails = [horizon + 64, horizon + 96].map((y) => `M0,${y} L${width},${y}`).join(' ')
  const posts = Array.from({ length: 9 }, (_, index) => `M${index * 124 + 30},${horizon + 44} l0,82`).join(' ')
  return [
    hills(random, horizon, 50, '#9db86a'),
    ground(horizon, '#d8b84c'),
    stroke(
      [0, 1, 2, 3, 4, 5, 6, 7]
        .map((index) => `M${index * 150 - 40},${horizon + 60} L${width / 2 + (index - 3.5) * 40},${horizon + 4}`)
        .join(' '),
      '#b8942e',
      7,
    ),
    path(`M${short(x + 270)},${horizon + 56} l0,-220 q38,-56 76,0 l0,220 Z`, '#c3c8cf') +
      stroke(`M${short(x + 272)},${horizon - 110} l72,0 M${short(x + 272)},${horizon - 50} l72,0`, '#8f959d', 4),
    path(`M${short(x)},${horizon + 60} l0,-150 l44,-74 l86,-38 l86,38 l44,74 l0,150 Z`, '#a8352c'),
    path(
      `M${short(x - 14)},${horizon - 84} l56,-88 l88,-42 l88,42 l56,88 l-16,4 l-52,-78 l-76,-36 l-76,36 l-52,78 Z`,
      '#5c3d38',
    ),
    path(
      `M${short(x + 84)},${horizon + 60} l0,-110 l92,0 l0,110 Z`,
      dark ? '#ffd97a' : '#7c211b',
      'stroke="#fff6ea" stroke-width="8"',
    ),
    stroke(`M${short(x + 84)},${horizon + 60} l92,-110 M${short(x + 84)},${horizon - 50} l92,110`, '#fff6ea', 7),
    stroke(`${rails} ${posts}`, '#8c6239', 12),
    path(`M0,${horizon + 122} L${width},${horizon + 118} L${width},${height} L0,${height} Z`, '#b99a5e'),
    scatter(random, 34, horizon + 140, (at, y, scale) =>
      stroke(`M${short(at)},${short(y)} l${short(26 * scale)},-5`, '#e3cf8c', 4),
    ),
  ].join('')
}
