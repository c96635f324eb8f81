/** @file The paints of a subject: a shaded fill, its lighter and darker tones, and the tones of people. */
import type { Random } from './random.ts'
import { gradient } from './shapes.ts'
import type { Colour } from './vocabulary.ts'

interface Tones {
  readonly base: string
  readonly light: string
  readonly dark: string
}

const tones: Record<Colour, Tones> = {
  red: { base: '#dc2430', light: '#f25a5c', dark: '#9c1220' },
  yellow: { base: '#f7ca1e', light: '#ffe36b', dark: '#c9930a' },
  green: { base: '#2fa345', light: '#66cc6e', dark: '#1b6c2c' },
  blue: { base: '#2567dc', light: '#5f9bf5', dark: '#153f95' },
  purple: { base: '#8c3cc8', light: '#b877ea', dark: '#5b1f8a' },
  brown: { base: '#8b5a31', light: '#b48353', dark: '#5c381b' },
  white: { base: '#f7f7f4', light: '#ffffff', dark: '#c3c7cf' },
  black: { base: '#303039', light: '#62636f', dark: '#15151b' },
}

const natural: Tones = { base: '#9aa0a8', light: '#c5cad0', dark: '#6a7079' }

/** What a subject is painted with. */
export interface Ink extends Tones {
  /** The shaded fill, as an SVG paint. */
  readonly paint: string
  readonly skin: string
  readonly hair: string
}

/** The gradient definitions for all colours; they go once into each SVG. */
export function inkDefinitions(): string {
  return Object.entries(tones)
    .map(([colour, tone]) =>
      gradient(`ink-${colour}`, [tone.light, tone.base, tone.base, tone.dark], 'x1="0.1" y1="0" x2="0.4" y2="1"'),
    )
    .join('')
}

/** The paints for one subject of a colour; without a colour the drawing brings its own. */
export function inkOf(colour: Colour | undefined, random: Random): Ink {
  const tone = colour === undefined ? natural : tones[colour]
  return {
    ...tone,
    paint: colour === undefined ? tone.base : `url(#ink-${colour})`,
    skin: random.pick(['#f3cda8', '#e2ae82', '#b9794d', '#7d4f31']),
    hair: random.pick(['#2c2019', '#5a3a20', '#c99a4a', '#8f8f93', '#7a2e18']),
  }
}
