/** @file Rooms. The hour shows in their windows and lamps. */
import type { View } from './draw-outdoors.ts'
import { sceneHeight, sceneWidth } from './scene.ts'
import { box, disc, oval, path, stroke } from './shapes.ts'

const width = sceneWidth
const height = sceneHeight

/** A framed window; the sky gradient follows the hour. */
function window(x: number, y: number, wide: number, high: number, dark: boolean): string {
  const moon = dark ? disc(x + wide * 0.72, y + high * 0.3, 20, '#f6f1d3') : ''
  const bars = `M${x + wide / 2},${y} l0,${high} M${x},${y + high / 2} l${wide},0`
  return (
    box([x - 12, y - 12, wide + 24, high + 24], '#fffdf6') +
    box([x, y, wide, high], 'url(#sky)') +
    moon +
    stroke(bars, '#fffdf6', 9) +
    box([x - 22, y + high + 8, wide + 44, 15], '#e6e0d2')
  )
}

export function drawKitchen({ random, dark }: View): string {
  const wall = random.pick(['#dfeee9', '#f3ead2', '#dce6ef'])
  const front = random.pick(['#7fae9e', '#88a4b8', '#c99a78'])
  const tiles: string[] = []
  for (let y = 210; y <= 400; y += 38) tiles.push(`M0,${y} L${width},${y}`)
  for (let x = 0; x <= width; x += 54) tiles.push(`M${x},210 L${x},400`)
  const doors = [20, 180, 700, 860].map(
    (x) => box([x, 22, 144, 152], front, 'rx="6" stroke="#4b5b58" stroke-width="4"') + disc(x + 124, 150, 7, '#f2e6c0'),
  )
  return [
    box([0, 0, width, 420], wall),
    stroke(tiles.join(' '), '#b9c6c4', 2.5),
    doors.join(''),
    window(380, 40, 260, 190, dark),
    box([40, 302, 190, 116], '#3b3e46', 'rx="8"') +
      box([60, 336, 150, 70], '#181a20', 'rx="6"') +
      [74, 112, 150, 188].map((x) => disc(x, 320, 8, '#e8e8ea')).join(''),
    stroke('M84,296 l40,0 M146,296 l40,0', '#181a20', 11) +
      path('M140,292 l0,-40 l52,0 l0,40 Z', '#c0504a') +
      stroke('M192,266 l40,-8', '#3b3e46', 8),
    box([0, 408, width, 26], '#efe8dc'),
    box([240, 434, width - 240, 130], front) + stroke('M420,440 l0,120 M610,440 l0,120 M800,440 l0,120', '#4b5b58', 4),
    box([0, 434, 240, 130], '#3b3e46'),
    box([0, 540, width, height - 540], '#c88f58') + box([0, 540, width, 16], '#e0b07c'),
    stroke('M0,610 L1024,604 M0,680 L1024,690 M0,744 L1024,738', '#a9733f', 4),
  ].join('')
}

export function drawLivingRoom({ random, dark }: View): string {
  const wall = random.pick(['#e8cdb0', '#d9b9a6', '#e6d5b8'])
  const sofa = random.pick(['#6f7f96', '#8a6f86', '#7c8a6a'])
  const picture = (x: number, y: number) =>
    box([x, y, 130, 96], '#6b4a30') +
    box([x + 11, y + 11, 108, 74], '#f3ead8') +
    path(`M${x + 11},${y + 85} l40,-44 l26,24 l20,-16 l22,36 Z`, '#86a888')
  return [
    box([0, 0, width, 520], wall),
    box([0, 490, width, 30], '#f7f0e4'),
    window(random.between(380, 560), 50, 220, 220, dark),
    picture(100, 70) + picture(850, 80),
    path(
      'M150,520 L150,350 Q150,310 190,310 L834,310 Q874,310 874,350 L874,520 Z',
      sofa,
      'stroke="#3a3f4a" stroke-width="5"',
    ),
    box([190, 420, 320, 90], sofa, 'rx="18" stroke="#3a3f4a" stroke-width="5"') +
      box([514, 420, 320, 90], sofa, 'rx="18" stroke="#3a3f4a" stroke-width="5"'),
    box([96, 390, 90, 150], sofa, 'rx="26" stroke="#3a3f4a" stroke-width="5"') +
      box([838, 390, 90, 150], sofa, 'rx="26" stroke="#3a3f4a" stroke-width="5"'),
    box([0, 520, width, height - 520], '#b07c4c'),
    stroke('M0,560 L1024,560 M0,618 L1024,618 M0,694 L1024,694', '#8c5d34', 4),
    oval(width / 2, 680, [500, 96], '#b8504c') +
      oval(width / 2, 680, [450, 78], '#e6c9a0') +
      oval(width / 2, 680, [404, 62], '#c66a5c'),
  ].join('')
}

export function drawClassroom({ random, dark }: View): string {
  const scribbles = Array.from({ length: 9 }, (_, index) => {
    const [x, y] = [250 + (index % 3) * 190, 100 + Math.floor(index / 3) * 66]
    return `M${x},${y} q${random.whole(10, 30)},-22 40,0 t50,0 t40,0`
  })
  const desk = (x: number) =>
    path(`M${x},470 l170,0 l20,34 l-210,0 Z`, '#d6a86a', 'stroke="#7d5a34" stroke-width="4"') +
    stroke(`M${x},504 l0,80 M${x + 170},504 l0,80`, '#6d7480', 9)
  return [
    box([0, 0, width, 500], '#f0e6c4'),
    box([0, 330, width, 170], '#c9d8a8'),
    box([204, 44, 616, 262], '#8a5f38') + box([220, 60, 584, 230], '#2c5a48'),
    stroke(scribbles.join(' '), '#e9f2ec', 5, 'opacity="0.85"'),
    box([280, 290, 460, 17], '#a8764a') + box([330, 283, 50, 8], '#ffffff') + box([420, 283, 40, 8], '#f4d35e'),
    window(22, 70, 140, 200, dark) + window(862, 70, 140, 200, dark),
    box([0, 496, width, height - 496], '#d9c9a8'),
    stroke(
      'M0,560 L1024,560 M0,640 L1024,640 M170,500 L60,768 M430,500 L390,768 M620,500 L650,768 M860,500 L970,768',
      '#bba680',
      4,
    ),
    desk(40) + desk(300) + desk(560) + desk(820),
  ].join('')
}
