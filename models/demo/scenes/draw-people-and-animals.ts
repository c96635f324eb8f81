/** @file People and animals. Every drawing stands on y = 0, is 100 high, and is centred on x = 0. */
import type { Ink } from './ink.ts'
import { box, disc, oval, path, stroke } from './shapes.ts'

const eye = '#16161c'

export function drawMan(ink: Ink): string {
  return [
    path('M-14,-46 L-13,0 L-3,0 L0,-36 L3,0 L13,0 L14,-46 Z', '#3a4356'),
    path('M-17,-4 L-3,-4 L-3,0 L-17,0 Z M3,-4 L17,-4 L17,0 L3,0 Z', '#2a211c'),
    path('M-16,-76 Q0,-83 16,-76 L23,-46 L16,-43 L15,-40 L-15,-40 L-16,-43 L-23,-46 Z', ink.paint),
    disc(-20, -43, 4, ink.skin) + disc(20, -43, 4, ink.skin),
    box([-4, -83, 8, 8], ink.skin),
    oval(0, -89, [9, 10.5], ink.skin),
    path('M-10,-89 Q-11,-101 0,-101 Q11,-101 10,-89 Q6,-95 0,-95 Q-6,-95 -10,-89 Z', ink.hair),
    disc(-3.5, -88, 1.1, eye) + disc(3.5, -88, 1.1, eye),
  ].join('')
}

export function drawWoman(ink: Ink): string {
  return [
    path('M-11,-92 Q-16,-70 -11,-66 L11,-66 Q16,-70 11,-92 Z', ink.hair),
    path('M-8,-18 L-7,0 L-2,0 L-2,-18 Z M8,-18 L7,0 L2,0 L2,-18 Z', ink.skin),
    path('M-12,-76 L-20,-50 M12,-76 L20,-50', 'none', `stroke="${ink.skin}" stroke-width="6"`),
    path('M-12,-77 Q0,-82 12,-77 L9,-54 L25,-14 Q0,-8 -25,-14 L-9,-54 Z', ink.paint),
    path('M-9,-56 L9,-56 L10,-52 L-10,-52 Z', ink.dark),
    box([-3, -83, 6, 7], ink.skin),
    oval(0, -89, [8.5, 10], ink.skin),
    path('M-10.5,-86 Q-13,-101 0,-101 Q13,-101 10.5,-86 Q8,-95 0,-96 Q-8,-95 -10.5,-86 Z', ink.hair),
    disc(-3.2, -88, 1.1, eye) + disc(3.2, -88, 1.1, eye),
    stroke('M-2.5,-83.5 Q0,-82 2.5,-83.5', '#b23a48', 1.4),
  ].join('')
}

export function drawChild(ink: Ink): string {
  return [
    path('M-14,-30 L-15,0 L-3,0 L0,-22 L3,0 L15,0 L14,-30 Z', '#51627d'),
    path('M-19,-5 L-3,-5 L-3,0 L-19,0 Z M3,-5 L19,-5 L19,0 L3,0 Z', '#e8e8e8'),
    path('M-15,-58 L-31,-72 M15,-58 L31,-72', 'none', `stroke="${ink.base}" stroke-width="9"`),
    disc(-31, -73, 5, ink.skin) + disc(31, -73, 5, ink.skin),
    path('M-18,-61 Q0,-68 18,-61 L20,-26 Q0,-21 -20,-26 Z', ink.paint),
    stroke('M0,-62 L0,-25', ink.dark, 2),
    disc(0, -80, 17, ink.skin),
    path('M-18,-78 Q-20,-100 0,-100 Q20,-100 18,-78 Q12,-91 0,-90 Q-12,-91 -18,-78 Z', ink.hair),
    disc(-6, -78, 1.9, eye) + disc(6, -78, 1.9, eye),
    stroke('M-5,-71 Q0,-67 5,-71', '#a63b3b', 1.6),
  ].join('')
}

export function drawDog(ink: Ink): string {
  return [
    stroke('M-40,-50 Q-58,-60 -54,-80', ink.base, 8),
    path('M-40,-56 L-44,0 L-32,0 L-28,-30 L8,-30 L10,0 L22,0 L24,-50 Z', ink.paint),
    path('M-42,-58 Q-10,-66 24,-60 L24,-30 Q-10,-22 -42,-32 Z', ink.paint),
    path('M10,-62 L20,-92 Q32,-102 44,-90 L57,-80 Q58,-70 46,-69 L36,-66 L28,-46 Z', ink.paint),
    path('M20,-90 Q8,-88 10,-62 Q22,-60 26,-80 Z', ink.dark),
    disc(55, -79, 4, eye) + disc(38, -84, 2.6, eye),
    path('M12,-56 L30,-48 L29,-43 L11,-50 Z', '#d8323a'),
  ].join('')
}

export function drawCat(ink: Ink): string {
  return [
    stroke('M22,-8 Q46,-10 38,-34 Q34,-46 40,-54', ink.base, 8),
    path('M-24,0 Q-30,-44 -8,-58 L14,-58 Q32,-36 28,0 Z', ink.paint),
    path('M-24,0 Q-26,-12 -10,-10 L-8,0 Z M12,0 Q12,-12 24,-9 L26,0 Z', ink.light),
    path('M-28,-70 L-27,-100 L-10,-88 Q2,-91 12,-88 L29,-100 L30,-70 Q24,-50 1,-50 Q-22,-50 -28,-70 Z', ink.paint),
    path('M-23,-92 L-22,-80 L-14,-86 Z M25,-92 L24,-80 L16,-86 Z', '#e99aa6'),
    oval(-11, -72, [5, 6], '#9fd64a') + oval(13, -72, [5, 6], '#9fd64a'),
    oval(-11, -72, [1.6, 5.4], eye) + oval(13, -72, [1.6, 5.4], eye),
    path('M-2,-64 L4,-64 L1,-60 Z', '#d96a7c'),
    stroke('M-8,-60 L-34,-64 M-8,-57 L-33,-54 M10,-60 L36,-64 M10,-57 L35,-54', '#88888c', 1.2),
  ].join('')
}

export function drawHorse(ink: Ink): string {
  return [
    path('M-38,-56 Q-58,-50 -54,-16 Q-48,-34 -38,-40 Z', ink.dark),
    path(
      'M-38,-60 L-40,0 L-32,0 L-26,-30 L-22,-32 L-24,0 L-16,0 L-12,-32 L12,-32 L12,0 L20,0 L23,-30 L26,0 L34,0 L30,-54 Z',
      ink.paint,
    ),
    path(
      'M-40,-62 Q-10,-68 18,-64 L30,-94 Q36,-100 42,-93 L57,-76 Q58,-69 50,-68 L40,-74 L32,-40 Q0,-28 -38,-36 Z',
      ink.paint,
    ),
    path('M16,-62 L28,-96 L36,-100 L34,-88 L24,-58 Z', ink.dark),
    path('M34,-94 L36,-102 L40,-93 Z', ink.paint),
    disc(42, -84, 2, eye),
    box([-40, -5, 9, 5], eye) + box([26, -5, 9, 5], eye) + box([12, -5, 9, 5], eye) + box([-24, -5, 9, 5], eye),
  ].join('')
}

export function drawCow(): string {
  return [
    stroke('M-58,-72 Q-68,-50 -62,-30', '#e9e6e0', 4),
    path('M-56,-74 L-56,0 L-44,0 L-40,-28 L20,-28 L24,0 L36,0 L38,-70 Z', '#f4f1ea'),
    path('M-58,-78 Q-10,-84 36,-78 L40,-40 Q0,-22 -56,-34 Z', '#f4f1ea'),
    path('M-46,-76 Q-22,-82 -20,-58 Q-30,-42 -48,-52 Z M2,-80 Q26,-82 22,-54 Q8,-44 -2,-58 Z', '#2b2622'),
    oval(-22, -27, [12, 7], '#eaa6a6'),
    path('M30,-92 Q48,-100 64,-92 L66,-62 Q56,-50 44,-54 Q32,-60 30,-92 Z', '#f4f1ea'),
    path('M30,-92 Q40,-98 46,-90 L44,-66 Q34,-70 30,-92 Z', '#2b2622'),
    path('M30,-90 L18,-86 L28,-80 Z', '#2b2622'),
    oval(56, -58, [11, 8], '#eaa6a6'),
    disc(52, -80, 2.6, eye),
    path('M34,-94 L32,-104 L40,-96 Z M56,-95 L62,-104 L62,-93 Z', '#d9cfa6'),
  ].join('')
}

export function drawSheep(): string {
  const wool = [
    [-34, -58],
    [-16, -70],
    [6, -72],
    [24, -62],
    [-40, -40],
    [-18, -36],
    [6, -36],
    [26, -42],
    [-6, -54],
  ] as const
  return [
    path('M-30,-34 L-29,0 L-20,0 L-20,-34 Z M-10,-30 L-9,0 L0,0 L0,-30 Z M14,-34 L15,0 L24,0 L24,-34 Z', '#3a3634'),
    wool.map(([x, y]) => disc(x, y, 19, '#f6f3ea')).join(''),
    oval(-6, -54, [32, 20], '#f6f3ea', 'stroke="none"'),
    path('M28,-84 Q44,-92 54,-80 Q60,-58 48,-50 Q36,-50 32,-66 Z', '#3a3634'),
    path('M30,-80 L18,-72 L30,-68 Z', '#3a3634'),
    disc(36, -86, 9, '#f6f3ea') + disc(46, -74, 2.4, '#ffffff'),
  ].join('')
}

export function drawPig(): string {
  const pink = '#f2a0ad'
  return [
    stroke('M-58,-54 q-10,-4 -6,-12 q8,-4 8,6', '#dd8796', 4),
    path(
      'M-44,-40 L-42,0 L-28,0 L-24,-30 Z M12,-34 L16,0 L30,0 L32,-36 Z M-24,-30 L-20,-3 L-10,-3 L-8,-30 Z',
      '#e08c9b',
    ),
    oval(-8, -52, [52, 36], pink),
    disc(38, -60, 28, pink),
    path('M22,-80 L18,-99 L38,-90 Z M44,-88 L58,-99 L58,-78 Z', '#e08c9b'),
    oval(56, -54, [11, 10], '#e57f92'),
    disc(53, -54, 2.4, '#8f3b4c') + disc(60, -54, 2.4, '#8f3b4c'),
    disc(36, -68, 3, eye) + disc(52, -70, 3, eye),
  ].join('')
}

export function drawRabbit(ink: Ink): string {
  return [
    disc(-28, -14, 9, ink.light),
    path('M-26,0 Q-34,-46 2,-48 Q32,-44 30,0 Z', ink.paint),
    path('M-12,-66 Q-22,-102 -9,-101 Q0,-98 0,-68 Z M8,-68 Q8,-99 19,-101 Q32,-100 20,-64 Z', ink.paint),
    path('M-9,-72 Q-14,-94 -9,-95 Q-4,-92 -4,-72 Z M12,-72 Q13,-94 18,-95 Q24,-92 16,-70 Z', '#f0aab2'),
    disc(4, -54, 22, ink.paint),
    disc(-5, -58, 3, eye) + disc(13, -58, 3, eye),
    path('M1,-50 L7,-50 L4,-46 Z', '#e0708a'),
    oval(-8, -3, [13, 6], ink.light) + oval(17, -3, [13, 6], ink.light),
    oval(4, -22, [13, 15], ink.light, 'stroke="none"'),
  ].join('')
}

export function drawDuck(ink: Ink): string {
  return [
    path('M-10,-14 L-12,0 L2,0 L-2,-14 Z M12,-14 L10,0 L24,0 L20,-14 Z', '#ee8a1d'),
    path(
      'M-56,-52 Q-30,-50 -14,-48 Q10,-52 14,-70 L34,-66 Q44,-34 28,-18 Q-4,-4 -34,-20 Q-50,-32 -56,-52 Z',
      ink.paint,
    ),
    path('M-34,-38 Q-10,-52 14,-36 Q4,-18 -18,-22 Z', ink.dark),
    disc(22, -80, 19, ink.paint),
    path('M36,-86 L57,-80 Q58,-72 38,-72 Z', '#ee8a1d'),
    disc(27, -84, 3, eye),
  ].join('')
}

export function drawElephant(): string {
  const grey = '#8f98a6'
  return [
    path('M-52,-60 L-54,0 L-36,0 L-32,-26 L-4,-26 L-4,0 L14,0 L20,-40 Z', '#828b99'),
    path('M-58,-50 Q-58,-94 -14,-94 Q14,-94 24,-84 L24,-36 Q-10,-22 -56,-34 Z', grey),
    stroke('M-57,-62 Q-66,-44 -62,-30', '#6f7885', 3.5),
    path('M12,-92 Q40,-106 54,-84 Q60,-60 58,-34 Q58,-12 66,-10 L64,-2 Q48,-2 48,-30 L44,-52 Q20,-50 12,-92 Z', grey),
    path('M10,-90 Q-18,-84 -6,-46 Q18,-40 26,-66 Q28,-86 10,-90 Z', '#a7b0bd'),
    path('M42,-48 Q52,-34 64,-38 Q54,-48 50,-54 Z', '#fffbe8'),
    disc(42, -76, 2.6, eye),
  ].join('')
}

export function drawGiraffe(): string {
  const coat = '#ecb64a'
  const spots = [
    [-18, -42],
    [-4, -38],
    [6, -46],
    [14, -60],
    [18, -74],
    [-12, -30],
    [4, -30],
    [-24, -32],
    [20, -86],
  ] as const
  return [
    stroke('M-30,-46 Q-36,-34 -33,-24', '#9a6a24', 2.5),
    path('M-28,-42 L-27,0 L-20,0 L-18,-24 L-13,-24 L-12,0 L-5,0 L-2,-24 L4,0 L11,0 L12,-40 Z', '#dda53c'),
    path(
      'M-30,-48 Q-10,-52 4,-50 L14,-92 Q18,-100 25,-97 L34,-88 Q34,-83 26,-84 L24,-84 L16,-38 Q-10,-20 -30,-30 Z',
      coat,
    ),
    spots.map(([x, y]) => disc(x, y, 4, '#8f5a1e', 'stroke="none"')).join(''),
    stroke('M19,-96 L17,-103 M24,-97 L25,-104', '#8f5a1e', 2.4),
    disc(25, -91, 1.5, eye),
  ].join('')
}

export function drawBear(ink: Ink): string {
  return [
    path('M-28,-20 L-30,0 L-6,0 L-4,-14 L4,-14 L6,0 L30,0 L28,-20 Z', ink.dark),
    path('M-22,-56 Q-38,-44 -36,-24 Q-30,-20 -24,-30 Z M22,-56 Q38,-44 36,-24 Q30,-20 24,-30 Z', ink.dark),
    oval(0, -36, [29, 32], ink.paint),
    oval(0, -30, [17, 20], ink.light, 'stroke="none"'),
    disc(-20, -94, 9, ink.dark) + disc(20, -94, 9, ink.dark),
    oval(0, -78, [27, 23], ink.paint),
    oval(0, -70, [12, 9], '#e2c49c'),
    oval(0, -74, [5, 3.6], eye),
    disc(-10, -82, 2.8, eye) + disc(10, -82, 2.8, eye),
  ].join('')
}

export function drawPenguin(): string {
  return [
    oval(-11, -3, [13, 5], '#f09a1f') + oval(11, -3, [13, 5], '#f09a1f'),
    path('M-24,-60 Q-40,-40 -29,-20 L-20,-34 Z M24,-60 Q40,-40 29,-20 L20,-34 Z', '#20242c'),
    path('M0,-100 Q26,-98 24,-70 Q34,-30 20,-4 L-20,-4 Q-34,-30 -24,-70 Q-26,-98 0,-100 Z', '#272c36'),
    path('M0,-84 Q20,-88 16,-66 Q26,-30 12,-7 L-12,-7 Q-26,-30 -16,-66 Q-20,-88 0,-84 Z', '#fbfbf7'),
    disc(-7, -80, 2.6, eye) + disc(7, -80, 2.6, eye),
    path('M-6,-75 L6,-75 L0,-64 Z', '#f09a1f'),
  ].join('')
}

export function drawTurtle(): string {
  return [
    oval(-38, -8, [17, 9], '#7cae55') + oval(28, -8, [17, 9], '#7cae55'),
    path('M40,-34 Q62,-72 80,-56 Q88,-40 68,-32 Q56,-18 40,-14 Z', '#8fc164'),
    path('M-68,-14 L-86,-8 L-66,-26 Z', '#8fc164'),
    path('M-70,-16 Q-66,-96 -6,-98 Q56,-96 56,-16 Z', '#4c6b2f'),
    path(
      'M-24,-86 L12,-86 L24,-58 L-6,-40 L-36,-58 Z M30,-80 L48,-54 L34,-26 L8,-34 L27,-55 Z M-42,-78 L-38,-56 L-20,-34 L-46,-26 L-62,-48 Z',
      '#7b9a48',
    ),
    path('M-74,-22 L60,-22 L60,-11 L-74,-11 Z', '#c9b26a'),
    disc(72, -52, 3.4, eye),
  ].join('')
}

export function drawBird(ink: Ink): string {
  return [
    path('M-30,-40 L-64,-30 L-60,-52 Z', ink.dark),
    path('M-4,-54 Q-40,-104 -50,-98 Q-44,-64 -22,-44 Z', ink.dark),
    path('M-40,-46 Q-10,-70 30,-62 Q48,-60 46,-44 Q30,-18 -6,-22 Q-30,-28 -40,-46 Z', ink.paint),
    path('M-14,-50 Q-8,-104 22,-100 Q30,-74 14,-46 Z', ink.light),
    disc(38, -56, 15, ink.paint),
    path('M50,-62 L66,-54 L50,-48 Z', '#f0951b'),
    disc(42, -59, 3, eye),
  ].join('')
}

export function drawButterfly(ink: Ink): string {
  return [
    path('M-3,-54 Q-30,-104 -54,-92 Q-60,-62 -3,-48 Z M3,-54 Q30,-104 54,-92 Q60,-62 3,-48 Z', ink.paint),
    path('M-3,-48 Q-46,-50 -42,-20 Q-30,-2 -3,-40 Z M3,-48 Q46,-50 42,-20 Q30,-2 3,-40 Z', ink.light),
    disc(-36, -78, 8, ink.dark) + disc(36, -78, 8, ink.dark) + disc(-27, -27, 6, ink.dark) + disc(27, -27, 6, ink.dark),
    oval(0, -46, [4.5, 27], '#2a2118'),
    stroke('M-2,-72 Q-8,-90 -15,-94 M2,-72 Q8,-90 15,-94', '#2a2118', 2),
  ].join('')
}
