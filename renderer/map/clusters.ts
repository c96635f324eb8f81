/** Photos that lie near each other on the map, gathered at every zoom. */
import Supercluster from 'supercluster'
import type { Area, Positions } from '../../electron/api/places/place.ts'
import type { PhotoId } from '../../electron/api/photo.ts'

export interface Cluster {
  /** The same for the same photos as long as nothing changes. */
  readonly key: string
  readonly latitude: number
  readonly longitude: number
  readonly photos: number
  /** The newest of them. */
  readonly cover: PhotoId
  /** Of the index; undefined for a single photo. */
  readonly group: number | undefined
}

interface Own {
  /** The place among the positions: newest first. */
  readonly index: number
}
interface Gathered {
  newest: number
}

/** So many pixels lie between two at least. */
const radius = 60
/** From here on nothing is gathered but what lies at one spot, within a metre or so. */
const lastZoom = 18

export class Clusters {
  readonly #positions: Positions
  readonly #index: Supercluster<Own, Gathered>

  /** A second or two for 100,000 positions, so it is not to be done for the same ones again: see `isOf`. */
  constructor(positions: Positions) {
    this.#positions = positions
    this.#index = new Supercluster<Own, Gathered>({
      radius,
      extent: 256,
      maxZoom: lastZoom,
      map: ({ index }) => ({ newest: index }),
      reduce: (all, { newest }) => {
        all.newest = Math.min(all.newest, newest)
      },
    })
    this.#index.load(
      positions.ids.map((_, index) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [this.#longitude(index), this.#latitude(index)] },
        properties: { index },
      })),
    )
  }

  /** Whether these are the positions it was made of. */
  isOf(positions: Positions): boolean {
    return (['ids', 'latitudes', 'longitudes'] as const).every((part) => {
      const [before, now] = [this.#positions[part], positions[part]]
      return before.length === now.length && before.every((value, index) => value === now[index])
    })
  }

  get size(): number {
    return this.#positions.ids.length
  }

  #latitude(index: number): number {
    return (this.#positions.latitudes[index] ?? 0) / 1e6
  }
  #longitude(index: number): number {
    return (this.#positions.longitudes[index] ?? 0) / 1e6
  }
  #id(index: number): PhotoId {
    return (this.#positions.ids[index] ?? 0) as PhotoId // the engine's numbers
  }

  /** What is to be seen of an area at a zoom. */
  within({ south, west, north, east }: Area, zoom: number): readonly Cluster[] {
    return this.#index.getClusters([west, south, east, north], Math.floor(zoom)).map(({ geometry, properties }) => {
      const [longitude = 0, latitude = 0] = geometry.coordinates
      if ('cluster' in properties) {
        const { cluster_id: group, point_count: photos, newest } = properties
        return { key: `group ${group}`, latitude, longitude, photos, cover: this.#id(newest), group }
      }
      const { index } = properties // it is none of the others
      return { key: `photo ${index}`, latitude, longitude, photos: 1, cover: this.#id(index), group: undefined }
    })
  }

  /** The zoom at which it parts; undefined where it does not. */
  partsAt({ group }: Cluster): number | undefined {
    if (group === undefined) return undefined
    const zoom = this.#index.getClusterExpansionZoom(group)
    return zoom > lastZoom ? undefined : zoom
  }

  /** Its photos, newest first. */
  photosOf({ group, cover }: Cluster): readonly PhotoId[] {
    if (group === undefined) return [cover]
    return this.#index
      .getLeaves(group, Infinity)
      .map(({ properties }) => properties.index)
      .sort((a, b) => a - b)
      .map((index) => this.#id(index))
  }

  /** All photos between these degrees, newest first. */
  photosWithin({ south, west, north, east }: Area): readonly PhotoId[] {
    const [least, most] = [south * 1e6, north * 1e6]
    const [left, right] = [west * 1e6, east * 1e6]
    const { ids, latitudes, longitudes } = this.#positions
    const found: number[] = []
    for (let at = 0; at < ids.length; at++) {
      const [latitude, longitude] = [latitudes[at] ?? 0, longitudes[at] ?? 0]
      if (latitude >= least && latitude <= most && longitude >= left && longitude <= right) found.push(ids[at] ?? 0)
    }
    return found as PhotoId[] // the engine's numbers
  }

  /** Around all photos; undefined where there are none. */
  get bounds(): Area | undefined {
    return this.size === 0 ? undefined : this.#around(this.#positions.ids.keys())
  }

  boundsOf({ group, latitude, longitude }: Cluster): Area {
    if (group === undefined) return { south: latitude, west: longitude, north: latitude, east: longitude }
    return this.#around(this.#index.getLeaves(group, Infinity).map(({ properties }) => properties.index))
  }

  #around(indexes: Iterable<number>): Area {
    const area = { south: 90, west: 180, north: -90, east: -180 }
    for (const index of indexes) {
      const [latitude, longitude] = [this.#latitude(index), this.#longitude(index)]
      area.south = Math.min(area.south, latitude)
      area.north = Math.max(area.north, latitude)
      area.west = Math.min(area.west, longitude)
      area.east = Math.max(area.east, longitude)
    }
    return area
  }
}
