/** The colours of the theme as a canvas takes them: the page's own are pairs of light and dark. */
import type { GroundColours } from './base-map.ts'

export interface MapColours extends GroundColours {
  readonly text: string
  readonly halo: string
  readonly accent: string
  readonly onAccent: string
  readonly card: string
}

export const colourNames = ['water', 'land', 'border', 'text', 'halo', 'accent', 'onAccent', 'card'] as const

/** From elements that are styled with them, one for each name. */
export function readColours(probe: HTMLElement): MapColours {
  const of = (name: (typeof colourNames)[number]): string => {
    const element = probe.querySelector(`.${name}`)
    return element === null ? '#888' : getComputedStyle(element).color
  }
  return {
    water: of('water'),
    land: of('land'),
    border: of('border'),
    text: of('text'),
    halo: of('halo'),
    accent: of('accent'),
    onAccent: of('onAccent'),
    card: of('card'),
  }
}
