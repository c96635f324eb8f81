/** @file Vehicles, buildings and plants. Every drawing stands on y = 0, is 100 high, and is centred on x = 0. */
import type { Ink } from './ink.ts'
import { box, disc, oval, path, stroke } from './shapes.ts'

const glass = '#bfe3f5'

function wheel(x: number, radius: number): string {
  return disc(x, -radius, radius, '#23232a') + disc(x, -radius, radius * 0.48, '#c9ccd2')
}

export function drawCar(ink: Ink): string {
  return [
    path('M-54,-58 Q-40,-98 -20,-99 L22,-99 Q40,-96 56,-58 Z', ink.paint),
    path('M-42,-58 Q-32,-88 -20,-90 L-3,-90 L-3,-58 Z M5,-58 L5,-90 L21,-90 Q34,-84 43,-58 Z', glass),
    path('M-92,-20 Q-96,-56 -70,-60 L62,-60 Q94,-54 94,-20 Z', ink.paint),
    path('M-94,-28 L94,-28 L94,-18 L-94,-18 Z', ink.dark),
    box([82, -48, 11, 10], '#fff3b0') + box([-93, -48, 8, 10], '#d42a2a'),
    stroke('M1,-58 L1,-24 M10,-46 L20,-46', ink.dark, 2.4),
    wheel(-54, 21) + wheel(54, 21),
  ].join('')
}

export function drawBus(ink: Ink): string {
  const windows = [-78, -48, -18, 12, 42].map((x) => box([x, -84, 25, 30], glass, 'rx="3"')).join('')
  return [
    box([-89, -99, 178, 87], ink.paint, 'rx="11"'),
    box([-89, -36, 178, 9], ink.dark, 'stroke="none"'),
    windows,
    path('M71,-84 L88,-84 L88,-50 L71,-50 Z', glass),
    box([80, -28, 9, 9], '#fff3b0') + box([-60, -99, 110, 6], ink.light, 'stroke="none"'),
    wheel(-50, 15) + wheel(48, 15),
  ].join('')
}

export function drawTruck(ink: Ink): string {
  return [
    box([-87, -22, 174, 9], '#4a4d55'),
    box([-87, -99, 116, 78], '#d9dde2', 'rx="3"'),
    box([-87, -66, 116, 17], ink.paint),
    stroke('M-60,-97 L-60,-23 M-30,-97 L-30,-23 M0,-97 L0,-23', '#aab0b8', 2.5),
    path('M34,-14 L34,-84 L62,-84 Q72,-80 80,-50 L87,-46 L87,-14 Z', ink.paint),
    path('M42,-76 L60,-76 Q67,-70 72,-50 L42,-50 Z', glass),
    box([79, -34, 8, 9], '#fff3b0'),
    wheel(-62, 16) + wheel(-26, 16) + wheel(60, 16),
  ].join('')
}

export function drawTractor(ink: Ink): string {
  return [
    box([34, -88, 6, 34], '#4a4d55'),
    path('M-4,-28 L-4,-62 L50,-58 Q58,-56 58,-28 Z', ink.paint),
    path('M-44,-50 L-38,-96 L2,-96 L8,-58 L-2,-30 L-40,-30 Z', ink.paint),
    path('M-34,-58 L-30,-88 L-4,-88 L0,-58 Z', glass),
    path('M-46,-99 L10,-99 L8,-92 L-42,-92 Z', ink.dark),
    stroke('M14,-48 L50,-46 M14,-40 L52,-39', ink.dark, 2.4),
    wheel(-30, 29) + wheel(42, 17),
  ].join('')
}

export function drawBicycle(ink: Ink): string {
  const rim = (x: number) =>
    `<circle cx="${x}" cy="-31" r="28" fill="none" stroke="#26262c" stroke-width="6"/>` +
    stroke(`M${x - 27},-31 L${x + 27},-31 M${x},-58 L${x},-4`, '#9da2aa', 1.4)
  return [
    rim(-44),
    rim(44),
    stroke('M-44,-31 L-20,-74 L26,-74 L2,-31 Z M-20,-74 L2,-31 M26,-74 L44,-31', ink.base, 7),
    stroke('M26,-74 L22,-94 L38,-97', ink.base, 6),
    path('M-36,-84 Q-20,-90 -6,-83 L-8,-78 L-34,-78 Z', '#26262c'),
    disc(2, -31, 6, '#5a5d65'),
    stroke('M2,-31 L12,-20', '#26262c', 4),
  ].join('')
}

export function drawBoat(ink: Ink): string {
  return [
    stroke('M-2,-24 L-2,-100', '#6b4a2c', 4),
    path('M2,-97 Q34,-60 40,-32 L2,-32 Z', '#fbf8ef'),
    path('M-6,-90 Q-28,-58 -34,-34 L-6,-34 Z', ink.light),
    path('M-2,-100 L-20,-95 L-2,-90 Z', ink.base),
    path('M-47,-27 L47,-27 Q40,-6 26,0 L-28,0 Q-42,-8 -47,-27 Z', ink.paint),
    path('M-46,-22 L46,-22 L44,-16 L-43,-16 Z', '#ffffff', 'opacity="0.75" stroke="none"'),
    stroke('M-60,2 Q-40,-5 -20,2 T20,2 T58,2', '#ffffff', 3, 'opacity="0.8"'),
  ].join('')
}

export function drawAirplane(ink: Ink): string {
  return [
    path('M-70,-58 L-92,-99 L-72,-99 L-44,-62 Z', ink.dark),
    path('M6,-60 L-20,-92 L-6,-92 L38,-60 Z', ink.dark),
    path('M-84,-56 Q-40,-72 50,-68 Q92,-62 94,-48 Q90,-34 46,-32 L-50,-36 Q-80,-42 -84,-56 Z', ink.paint),
    path('M18,-44 L-40,-2 L-20,-2 L52,-42 Z', ink.dark),
    path('M-72,-48 L-92,-36 L-78,-34 L-50,-44 Z', ink.dark),
    [-46, -26, -6, 14, 34].map((x) => disc(x, -55, 4.5, glass)).join(''),
    path('M66,-62 Q82,-60 86,-53 L66,-53 Z', glass),
  ].join('')
}

export function drawHotAirBalloon(ink: Ink): string {
  return [
    stroke('M-16,-40 L-8,-16 M16,-40 L8,-16 M0,-38 L0,-16', '#5c4630', 2),
    path('M0,-100 C40,-100 44,-62 14,-38 L-14,-38 C-44,-62 -40,-100 0,-100 Z', ink.paint),
    path('M0,-100 C14,-98 14,-60 5,-38 L-5,-38 C-14,-60 -14,-98 0,-100 Z', '#fff7e0', 'opacity="0.85"'),
    path(
      'M-15,-99 C-32,-90 -32,-64 -12,-40 L-8,-38 C-24,-62 -24,-90 -10,-100 Z M15,-99 C32,-90 32,-64 12,-40 L8,-38 C24,-62 24,-90 10,-100 Z',
      ink.dark,
      'opacity="0.5" stroke="none"',
    ),
    box([-11, -17, 22, 17], '#a9743c', 'rx="3"'),
    stroke('M-11,-9 L11,-9', '#74491d', 2),
  ].join('')
}

export function drawTent(ink: Ink): string {
  return [
    path('M-70,0 L0,-98 L70,0 Z', ink.paint),
    path('M-70,0 L0,-98 L-24,0 Z', ink.light),
    path('M-16,0 L2,-66 L22,0 Z', '#3b2f26'),
    path('M2,-66 L22,0 L32,0 Z', ink.dark),
    stroke('M0,-98 L4,-104', '#5c4630', 3),
  ].join('')
}

export function drawHouse(ink: Ink): string {
  return [
    box([20, -98, 13, 30], '#8a4b3a'),
    box([-45, -58, 90, 58], ink.paint),
    path('M-55,-56 L0,-99 L55,-56 Z', '#6d4436'),
    path('M-55,-56 L0,-99 L0,-88 L-42,-56 Z', '#8a5a48'),
    box([-9, -34, 18, 34], '#4c2f1e', 'rx="2"') + disc(5, -16, 1.6, '#f2d36b'),
    box([-36, -44, 19, 19], '#ffeeb0') + box([17, -44, 19, 19], '#ffeeb0'),
    stroke('M-26.5,-44 L-26.5,-25 M-36,-34.5 L-17,-34.5 M26.5,-44 L26.5,-25 M17,-34.5 L36,-34.5', '#ffffff', 2),
  ].join('')
}

export function drawWindmill(ink: Ink): string {
  const blades = [20, 110, 200, 290]
    .map(
      (turn) =>
        `<g transform="translate(0,-68) rotate(${turn})">${path('M-2,0 L-7,-38 L7,-38 L2,0 Z', '#fdf8ea')}${stroke('M0,0 L0,-38 M-6,-20 L6,-20 M-6,-29 L6,-29', '#7a5a3a', 1.6)}</g>`,
    )
    .join('')
  return [
    path('M-22,0 L-13,-62 L13,-62 L22,0 Z', ink.paint),
    path('M-15,-60 Q0,-86 15,-60 Z', '#5b4638'),
    box([-6, -20, 12, 20], '#4c2f1e') + box([-4, -46, 8, 10], '#ffeeb0'),
    blades,
    disc(0, -68, 4, '#5b4638'),
  ].join('')
}

export function drawTree(ink: Ink): string {
  return [
    path('M-7,0 Q-4,-30 -5,-48 L6,-48 Q5,-30 9,0 Z', '#77502e'),
    stroke('M0,-36 L-14,-52 M1,-40 L15,-54', '#77502e', 4),
    disc(-20, -56, 19, ink.dark) + disc(21, -56, 18, ink.dark),
    disc(0, -60, 23, ink.paint) +
      disc(-15, -74, 18, ink.paint) +
      disc(15, -75, 18, ink.paint) +
      disc(0, -83, 17, ink.paint),
    disc(-9, -82, 8, ink.light, 'stroke="none"') + disc(10, -68, 6, ink.light, 'stroke="none"'),
  ].join('')
}

export function drawFlowers(ink: Ink): string {
  const bloom = (x: number, y: number) =>
    [0, 72, 144, 216, 288]
      .map((turn) => {
        const angle = (turn * Math.PI) / 180
        return disc(x + 8.5 * Math.cos(angle), y + 8.5 * Math.sin(angle), 7.4, ink.paint)
      })
      .join('') + disc(x, y, 5.2, '#7a4a10')
  return [
    stroke('M0,-24 L-22,-66 M0,-24 L0,-80 M0,-24 L22,-64', '#2f8a3c', 4),
    path('M-4,-40 Q-24,-48 -30,-34 Q-14,-28 -4,-40 Z M4,-42 Q26,-50 31,-36 Q14,-30 4,-42 Z', '#3da54b'),
    bloom(-23, -68) + bloom(0, -84) + bloom(23, -66),
    path('M-18,-32 L18,-32 L12,0 L-12,0 Z', '#c8754a'),
    box([-20, -36, 40, 8], '#d98a5c', 'rx="2"'),
  ].join('')
}

export function drawCactus(): string {
  return [
    path('M-10,0 L-11,-88 Q0,-104 11,-88 L10,0 Z', '#3f9650'),
    stroke('M-8,-36 L-24,-38 L-24,-62', '#3f9650', 13) + stroke('M8,-48 L24,-50 L24,-76', '#3f9650', 13),
    stroke('M-4,-6 L-4,-88 M4,-6 L4,-88 M-24,-42 L-24,-60 M24,-54 L24,-74', '#256b35', 1.8),
    disc(0, -97, 5, '#f06292') + disc(24, -83, 4, '#f06292'),
  ].join('')
}

export function drawSnowman(): string {
  return [
    stroke('M-20,-46 L-36,-60 M20,-46 L36,-60', '#5a4028', 3.5),
    disc(0, -22, 24, '#fbfdff') + disc(0, -53, 18, '#fbfdff') + disc(0, -76, 13, '#fbfdff'),
    box([-16, -89, 32, 4], '#23232a') + box([-10, -102, 20, 14], '#23232a'),
    path('M-13,-68 Q0,-62 13,-68 L13,-63 Q0,-57 -13,-63 Z M6,-64 L12,-50 L5,-48 L2,-62 Z', '#d8323a'),
    path('M0,-78 L17,-74 L0,-72 Z', '#f0861d'),
    disc(-5, -80, 1.9, '#16161c') +
      disc(5, -80, 1.9, '#16161c') +
      disc(0, -50, 2, '#16161c') +
      disc(0, -43, 2, '#16161c'),
    oval(0, -1, [26, 4], '#dfe9f2', 'stroke="none"'),
  ].join('')
}
