/** @file Things one can carry or put on a table. Every drawing stands on y = 0, is 100 high, and is centred on x = 0. */
import type { Ink } from './ink.ts'
import { box, disc, oval, path, stroke } from './shapes.ts'

export function drawKite(ink: Ink): string {
  return [
    stroke('M0,-30 Q-16,-18 -2,-10 Q12,-4 -4,4', '#4a4a52', 2),
    path('M0,-100 L34,-66 L0,-26 L-34,-66 Z', ink.paint),
    path('M0,-100 L34,-66 L0,-66 Z M0,-66 L0,-26 L-34,-66 Z', ink.dark),
    stroke('M0,-100 L0,-26 M-34,-66 L34,-66', '#fdf6e0', 1.8),
    path('M-12,-20 L-2,-17 L-10,-12 Z M0,-8 L10,-5 L2,0 Z', ink.base),
  ].join('')
}

export function drawBall(ink: Ink): string {
  return [
    disc(0, -50, 49, ink.paint),
    path(
      'M-30,-88 Q4,-50 -30,-12 Q-44,-22 -48,-50 Q-44,-78 -30,-88 Z M30,-88 Q-4,-50 30,-12 Q44,-22 48,-50 Q44,-78 30,-88 Z',
      ink.light,
    ),
    stroke('M0,-99 L0,-1', ink.dark, 3),
    oval(-14, -76, [12, 8], '#ffffff', 'opacity="0.7" stroke="none"'),
  ].join('')
}

export function drawCake(ink: Ink): string {
  const candles = [-24, 0, 24]
    .map(
      (x) =>
        box([x - 3, -88, 6, 22], '#fdf3d0') +
        path(`M${x},-101 Q${x + 6},-92 ${x},-88 Q${x - 6},-92 ${x},-101 Z`, '#f7a31c'),
    )
    .join('')
  return [
    oval(0, -5, [52, 6], '#dfe3e8'),
    box([-46, -40, 92, 36], ink.paint, 'rx="5"'),
    box([-34, -68, 68, 30], ink.paint, 'rx="5"'),
    path(
      'M-46,-36 Q-38,-22 -30,-34 Q-22,-20 -14,-34 Q-6,-22 2,-34 Q10,-20 18,-34 Q26,-22 34,-34 Q40,-24 46,-36 L46,-41 L-46,-41 Z',
      '#fff8ee',
    ),
    path('M-34,-62 Q-26,-52 -18,-61 Q-9,-52 0,-61 Q9,-52 18,-61 Q26,-52 34,-62 L34,-68 L-34,-68 Z', '#fff8ee'),
    candles,
  ].join('')
}

export function drawUmbrella(ink: Ink): string {
  return [
    stroke('M0,-92 L0,-10 Q0,0 9,0 Q16,-1 15,-9', '#5a4028', 4.5),
    path(
      'M-52,-46 Q-46,-94 0,-96 Q46,-94 52,-46 Q40,-56 26,-46 Q13,-56 0,-46 Q-13,-56 -26,-46 Q-40,-56 -52,-46 Z',
      ink.paint,
    ),
    path('M0,-96 Q24,-80 26,-46 Q13,-56 0,-46 Q-13,-56 -26,-46 Q-24,-80 0,-96 Z', ink.light),
    stroke('M0,-96 L0,-101', '#5a4028', 3),
  ].join('')
}

export function drawChair(ink: Ink): string {
  return [
    path('M-24,-44 L-29,0 L-22,0 L-16,-40 Z M18,-40 L23,0 L30,0 L26,-44 Z', '#5c3f26'),
    stroke('M-21,-40 L-22,-96 M21,-40 L22,-96', '#5c3f26', 6),
    box([-24, -98, 48, 34], ink.paint, 'rx="6"'),
    path('M-22,-52 L22,-52 L29,-38 L-29,-38 Z', ink.paint),
    path('M-29,-38 L29,-38 L29,-32 L-29,-32 Z', ink.dark),
  ].join('')
}

export function drawLamp(ink: Ink): string {
  return [
    oval(0, -40, [46, 30], '#ffe89a', 'opacity="0.4" stroke="none"'),
    oval(0, -4, [21, 5], '#6b5a48'),
    box([-3.5, -56, 7, 54], '#8a7458'),
    path('M-16,-99 L16,-99 L29,-50 L-29,-50 Z', ink.paint),
    path('M-29,-50 L29,-50 L28,-56 L-28,-56 Z', ink.dark),
    disc(0, -46, 6, '#fff3b8'),
  ].join('')
}

export function drawGuitar(ink: Ink): string {
  return [
    box([-4, -92, 8, 52], '#6b4526'),
    box([-6.5, -101, 13, 13], '#3a2616', 'rx="2"'),
    path('M0,-52 Q20,-54 15,-36 Q12,-29 20,-20 Q24,0 0,0 Q-24,0 -20,-20 Q-12,-29 -15,-36 Q-20,-54 0,-52 Z', ink.paint),
    disc(0, -28, 6.5, '#26180e'),
    box([-8, -12, 16, 4], '#26180e'),
    stroke('M-2,-98 L-2,-10 M2,-98 L2,-10', '#efe6cf', 0.9),
  ].join('')
}

export function drawBackpack(ink: Ink): string {
  return [
    stroke('M-9,-90 Q0,-106 9,-90', ink.dark, 5),
    path('M-40,-40 Q-42,-8 -30,-6 L-28,-44 Z M40,-40 Q42,-8 30,-6 L28,-44 Z', ink.dark),
    path('M-31,-2 L-33,-70 Q-30,-94 0,-94 Q30,-94 33,-70 L31,-2 Q0,3 -31,-2 Z', ink.paint),
    box([-22, -42, 44, 34], ink.light, 'rx="6"'),
    path('M-33,-66 Q0,-54 33,-66 L33,-58 Q0,-46 -33,-58 Z', ink.dark),
    box([-5, -62, 10, 13], '#e8d9a8', 'rx="2"') + stroke('M-18,-30 L18,-30', ink.dark, 2.4),
  ].join('')
}

export function drawSuitcase(ink: Ink): string {
  return [
    stroke('M-13,-80 L-13,-99 L13,-99 L13,-80', '#4a4d55', 5),
    disc(-24, -5, 5, '#23232a') + disc(24, -5, 5, '#23232a'),
    box([-37, -82, 74, 76], ink.paint, 'rx="8"'),
    stroke('M-20,-80 L-20,-8 M0,-80 L0,-8 M20,-80 L20,-8', ink.dark, 4),
    box([-37, -50, 74, 7], ink.light),
  ].join('')
}

export function drawCup(ink: Ink): string {
  return [
    `<path d="M28,-62 Q54,-62 48,-38 Q42,-22 24,-24" fill="none" stroke="${ink.base}" stroke-width="9"/>`,
    path('M-42,-76 L34,-76 L28,-10 Q26,0 14,0 L-22,0 Q-34,0 -36,-10 Z', ink.paint),
    oval(-4, -76, [38, 8], ink.dark) + oval(-4, -75, [32, 5.5], '#5b3418'),
    stroke('M-18,-86 q-6,-7 0,-14 M2,-86 q-6,-7 0,-14', '#ffffff', 3, 'opacity="0.85"'),
  ].join('')
}

export function drawBook(ink: Ink): string {
  return [
    path('M-75,-18 Q-38,-30 0,-12 Q38,-30 75,-18 L75,-4 Q38,-14 0,0 Q-38,-14 -75,-4 Z', ink.dark),
    path('M-75,-92 Q-38,-104 0,-86 L0,-2 Q-38,-20 -75,-8 Z M75,-92 Q38,-104 0,-86 L0,-2 Q38,-20 75,-8 Z', ink.paint),
    path('M-66,-86 Q-36,-95 -4,-80 L-4,-12 Q-36,-26 -66,-16 Z', '#fbf6e6'),
    stroke(
      'M-56,-72 Q-34,-78 -14,-68 M-56,-58 Q-34,-64 -14,-54 M-56,-44 Q-34,-50 -14,-40 M-56,-31 Q-34,-37 -14,-27',
      '#9a948a',
      2.6,
    ),
    disc(38, -54, 15, ink.light),
  ].join('')
}

export function drawBalloon(ink: Ink): string {
  return [
    stroke('M0,-36 Q-8,-24 0,-14 Q6,-6 0,2', '#5a5d65', 1.8),
    path('M-5,-34 L5,-34 L0,-41 Z', ink.dark),
    path('M0,-100 Q25,-99 24,-70 Q20,-46 0,-39 Q-20,-46 -24,-70 Q-25,-99 0,-100 Z', ink.paint),
    oval(-9, -83, [5, 9], '#ffffff', 'opacity="0.65" stroke="none"'),
  ].join('')
}

export function drawGift(ink: Ink): string {
  const ribbon = ink.base === '#f7ca1e' ? '#d8323a' : '#ffd84a'
  return [
    box([-40, -58, 80, 58], ink.paint),
    box([-46, -74, 92, 19], ink.paint, 'rx="2"'),
    box([-46, -58, 92, 4], ink.dark, 'stroke="none"'),
    box([-8, -74, 16, 74], ribbon),
    path('M0,-74 Q-36,-76 -30,-94 Q-14,-104 0,-74 Z M0,-74 Q36,-76 30,-94 Q14,-104 0,-74 Z', ribbon),
  ].join('')
}

export function drawApple(ink: Ink): string {
  return [
    path('M0,-74 Q-26,-92 -44,-66 Q-54,-26 -22,-2 Q-10,3 0,-3 Q10,3 22,-2 Q54,-26 44,-66 Q26,-92 0,-74 Z', ink.paint),
    stroke('M0,-74 Q2,-90 8,-98', '#5a3a1e', 5),
    path('M6,-84 Q24,-104 40,-92 Q26,-76 6,-84 Z', '#4dab45'),
    oval(-22, -56, [8, 13], '#ffffff', 'opacity="0.5" stroke="none"'),
  ].join('')
}

export function drawPumpkin(): string {
  return [
    path('M-6,-80 Q-8,-96 4,-101 L12,-96 Q6,-90 8,-80 Z', '#4f7a2c'),
    oval(-32, -42, [27, 40], '#e07a12') + oval(32, -42, [27, 40], '#e07a12'),
    oval(-15, -42, [24, 42], '#f08f1f') + oval(15, -42, [24, 42], '#f08f1f'),
    oval(0, -42, [17, 43], '#f7a233'),
  ].join('')
}
