export type Position = readonly [latitude: number, longitude: number]

const radians = Math.PI / 180
/** Of the earth, on average. */
const radiusKm = 6371

/** Great-circle distance (haversine) in kilometres. */
export function kilometres(from: Position, to: Position): number {
  const north = Math.sin(((to[0] - from[0]) * radians) / 2)
  const east = Math.sin(((to[1] - from[1]) * radians) / 2)
  const chord = north * north + Math.cos(from[0] * radians) * Math.cos(to[0] * radians) * east * east
  return 2 * radiusKm * Math.asin(Math.sqrt(Math.min(1, chord)))
}

/** Kilometres of a degree north, and east at this latitude. */
export function degreeKm(latitude: number): { readonly north: number; readonly east: number } {
  const north = radiusKm * radians
  return { north, east: north * Math.cos(latitude * radians) }
}
