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

let known: { readonly key: string; readonly probe: HTMLElement; readonly colours: MapColours } | undefined

/** Asked again only where the theme is another: reading styles makes the page lay itself out. */
export function coloursNow(probe: HTMLElement): MapColours {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const key = `${document.documentElement.dataset['theme'] ?? ''} ${dark}`
  if (known?.key !== key || known.probe !== probe) known = { key, probe, colours: readColours(probe) }
  return known.colours
}

/** From elements that are styled with them, one for each name. */
function readColours(probe: HTMLElement): MapColours {
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
