/** @file The few SVG shapes that every drawing is made of. Numbers are rounded so that files stay small. */

/** Rounds to one decimal, as text. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** A free outline; `d` is SVG path data. */
export function path(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`
}

/** An open stroke without filling. */
export function stroke(d: string, colour: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${short(width)}" stroke-linecap="round" ${more}/>`
}

/** A disc. */
export function disc(x: number, y: number, radius: number, fill: string, more = ''): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}" ${more}/>`
}

/** An upright ellipse. */
export function oval(x: number, y: number, radii: readonly [number, number], fill: string, more = ''): string {
  return `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(radii[0])}" ry="${short(radii[1])}" fill="${fill}" ${more}/>`
}

/** A rectangle from its top left corner; `box` is x, y, width, height. */
export function box(corner: readonly [number, number, number, number], fill: string, more = ''): string {
  const [x, y, width, height] = corner
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}" ${more}/>`
}

/** A vertical gradient as a definition; use it with `url(#id)`. */
export function gradient(id: string, stops: readonly string[], direction = 'x1="0" y1="0" x2="0" y2="1"'): string {
  const last = Math.max(1, stops.length - 1)
  const inner = stops.map((colour, index) => `<stop offset="${short(index / last)}" stop-color="${colour}"/>`).join('')
  return `<linearGradient id="${id}" ${direction}>${inner}</linearGradient>`
}
