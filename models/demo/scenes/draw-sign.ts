/** @file A board on two posts with words on it, in letters drawn by strokes: the same on every machine, with or without fonts. */
import { box, short } from './shapes.ts'
import { sceneHeight, sceneWidth } from './scene.ts'

/** Strokes on a grid of 4 by 6, as SVG paths. */
const letters: Readonly<Record<string, string>> = {
  A: 'M0,6 L2,0 L4,6 M0.8,4 L3.2,4',
  B: 'M0,0 V6 M0,0 H2.2 C4,0 4,2.9 2.2,2.9 H0 M2.2,2.9 C4.4,2.9 4.4,6 2.2,6 H0',
  C: 'M4,1 C3,-0.4 0,-0.4 0,3 C0,6.4 3,6.4 4,5',
  D: 'M0,0 V6 M0,0 H1.6 C4.8,0 4.8,6 1.6,6 H0',
  E: 'M4,0 H0 V6 H4 M0,3 H3.2',
  F: 'M4,0 H0 V6 M0,3 H3.2',
  G: 'M4,1 C3,-0.4 0,-0.4 0,3 C0,6.4 4,6.4 4,3.4 H2.4',
  H: 'M0,0 V6 M4,0 V6 M0,3 H4',
  I: 'M2,0 V6',
  K: 'M0,0 V6 M4,0 L0,3.4 M1.4,2.4 L4,6',
  L: 'M0,0 V6 H4',
  M: 'M0,6 V0 L2,3.6 L4,0 V6',
  N: 'M0,6 V0 L4,6 V0',
  O: 'M2,0 C4.8,0 4.8,6 2,6 C-0.8,6 -0.8,0 2,0',
  P: 'M0,6 V0 H2.2 C4.4,0 4.4,3.2 2.2,3.2 H0',
  Q: 'M2,0 C4.8,0 4.8,6 2,6 C-0.8,6 -0.8,0 2,0 M2.6,4.4 L4,6.4',
  R: 'M0,6 V0 H2.2 C4.4,0 4.4,3 2.2,3 H0 M1.9,3 L4,6',
  S: 'M3.8,0.9 C2.8,-0.4 0.2,-0.3 0.2,1.6 C0.2,3.6 4,2.6 4,4.5 C4,6.4 1,6.4 0,5',
  T: 'M0,0 H4 M2,0 V6',
  U: 'M0,0 V4 C0,6.7 4,6.7 4,4 V0',
  V: 'M0,0 L2,6 L4,0',
  W: 'M0,0 L1,6 L2,2 L3,6 L4,0',
  Y: 'M0,0 L2,3 L4,0 M2,3 V6',
}

/** In units of the grid. */
const [letterWidth, letterHeight, gap, space, lineHeight] = [4, 6, 1.5, 3.6, 9]

function widthOf(line: string): number {
  return line.split('').reduce((width, letter) => width + (letter === ' ' ? space : letterWidth + gap), -gap)
}

function drawLine(line: string, [x, y]: readonly [number, number], unit: number): string {
  let at = x
  const drawn: string[] = []
  for (const letter of line) {
    const strokes = letters[letter]
    if (strokes !== undefined)
      drawn.push(`<path transform="translate(${short(at)} ${short(y)}) scale(${unit.toFixed(3)})" d="${strokes}"/>`)
    at += (letter === ' ' ? space : letterWidth + gap) * unit
  }
  return drawn.join('')
}

/**
 * A sign at the right edge of a scene, its words in capitals, a line each.
 * @param words only letters of the table above and spaces
 */
export function drawSign(words: readonly string[]): string {
  const [width, margin] = [sceneWidth * 0.3, 18]
  const unit = (width - 2 * margin) / Math.max(...words.map(widthOf))
  const height = margin * 2 + ((words.length - 1) * lineHeight + letterHeight) * unit
  const [left, top] = [sceneWidth - width - 64, sceneHeight * 0.9 - height - 70]
  const posts = [left + width * 0.2, left + width * 0.8].map((x) => box([x - 7, top + height, 14, 90], '#5b4a3a'))
  const board = box([left, top, width, height], '#f4f1e6', 'rx="8" stroke="#1f4a7a" stroke-width="6"')
  const lines = words.map((line, row) => {
    const x = left + (width - widthOf(line) * unit) / 2
    return drawLine(line, [x, top + margin + row * lineHeight * unit], unit)
  })
  const pen = 'fill="none" stroke="#14304f" stroke-width="0.85" stroke-linecap="round" stroke-linejoin="round"'
  return `${posts.join('')}${board}<g ${pen}>${lines.join('')}</g>`
}
