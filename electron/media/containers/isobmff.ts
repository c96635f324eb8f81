/** A box of an ISO base media file (HEIF, AVIF, CR3): `data`..`end` is its payload. */
export interface Box {
  readonly type: string
  readonly start: number
  readonly data: number
  readonly end: number
}

/** The boxes between `from` and `to`, one level. Never throws; a size that lies ends the walk. At most 10,000. */
export function* boxes(bytes: Buffer, from = 0, to = bytes.length): Generator<Box> {
  let at = from
  for (let count = 0; at + 8 <= to && count < 10_000; count++) {
    let size = bytes.readUInt32BE(at)
    let data = at + 8
    if (size === 1) {
      if (at + 16 > to) return
      size = Number(bytes.readBigUInt64BE(at + 8))
      data = at + 16
    }
    if (size === 0) size = to - at
    if (size < data - at) return
    const end = Math.min(to, at + size)
    yield { type: bytes.toString('latin1', at + 4, at + 8), start: at, data, end }
    if (at + size > to) return
    at = end
  }
}

export function findBox(bytes: Buffer, type: string, within?: { data: number; end: number }): Box | undefined {
  for (const box of boxes(bytes, within?.data ?? 0, within?.end ?? bytes.length)) if (box.type === type) return box
  return undefined
}

export interface Extent {
  readonly offset: number
  readonly length: number
}

/** One item of a HEIF file: a picture, a tile of it, or its Exif or XMP. */
export interface HeifItem {
  readonly id: number
  readonly type: string
  readonly extents: readonly Extent[]
  /** From its 'ispe' property, before rotation. */
  readonly width?: number
  readonly height?: number
  /** MIME type for items of type 'mime' ('application/rdf+xml' is XMP). */
  readonly contentType?: string
}

export interface HeifFile {
  readonly primary: number
  readonly items: ReadonlyMap<number, HeifItem>
  /** Tiles and parts of an item, by 'dimg' references. */
  readonly parts: ReadonlyMap<number, readonly number[]>
}

const maxItems = 20_000

/**
 * Reads the 'meta' box of a HEIF or AVIF file. `undefined` where it is missing or makes no sense. Never throws.
 * `at` is where `bytes` begin in the file, for extents are places in the file.
 */
export function readHeif(bytes: Buffer, at = 0): HeifFile | undefined {
  const meta = findBox(bytes, 'meta')
  if (meta === undefined) return undefined
  const inside = { data: meta.data + 4, end: meta.end }
  try {
    return readMeta(bytes, inside, at)
  } catch (error) {
    // A box cut short: reading past the end throws RangeError.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readMeta(bytes: Buffer, meta: { data: number; end: number }, fileAt: number): HeifFile {
  const of = (type: string): Box | undefined => findBox(bytes, type, meta)
  const types = readItemTypes(bytes, of('iinf'))
  const idat = findBox(bytes, 'idat', meta)
  const extents = readLocations(bytes, of('iloc'), (idat?.data ?? 0) + fileAt)
  const sizes = readSizes(bytes, of('iprp'))
  const items = new Map<number, HeifItem>()
  for (const [id, kind] of types) {
    const size = sizes.get(id)
    items.set(id, { id, ...kind, extents: extents.get(id) ?? [], ...size })
  }
  return { primary: readPrimary(bytes, of('pitm')), items, parts: readParts(bytes, of('iref')) }
}

function readPrimary(bytes: Buffer, box: Box | undefined): number {
  if (box === undefined) return 0
  return bytes[box.data] === 0 ? bytes.readUInt16BE(box.data + 4) : bytes.readUInt32BE(box.data + 4)
}

function readItemTypes(bytes: Buffer, box: Box | undefined): Map<number, { type: string; contentType?: string }> {
  const types = new Map<number, { type: string; contentType?: string }>()
  if (box === undefined) return types
  const from = box.data + (bytes[box.data] === 0 ? 6 : 8)
  for (const entry of boxes(bytes, from, box.end)) {
    if (entry.type !== 'infe' || types.size >= maxItems) continue
    const version = bytes[entry.data] ?? 0
    if (version < 2) continue
    const wide = version >= 3
    const id = wide ? bytes.readUInt32BE(entry.data + 4) : bytes.readUInt16BE(entry.data + 4)
    const at = entry.data + (wide ? 10 : 8)
    const type = bytes.toString('latin1', at, at + 4)
    if (type !== 'mime') types.set(id, { type })
    else types.set(id, { type, contentType: bytes.toString('latin1', at + 4, entry.end).split('\0')[1] ?? '' })
  }
  return types
}

/** ISO/IEC 14496-12, 8.11.3. Extents of construction method 1 lie in the 'idat' box. */
function readLocations(bytes: Buffer, box: Box | undefined, idatAt: number): Map<number, Extent[]> {
  const found = new Map<number, Extent[]>()
  if (box === undefined) return found
  const version = bytes[box.data] ?? 0
  let at = box.data + 4
  const number = (size: number): number => {
    const value = size === 0 ? 0 : size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size)
    at += size
    return value
  }
  const sizes = number(2)
  const [offsetSize, lengthSize] = [sizes >> 12, (sizes >> 8) & 15]
  const [baseSize, indexSize] = [(sizes >> 4) & 15, version === 0 ? 0 : sizes & 15]
  if ([offsetSize, lengthSize, baseSize, indexSize].some((size) => size !== 0 && size !== 4 && size !== 8)) return found
  const count = number(version < 2 ? 2 : 4)
  for (let index = 0; index < Math.min(count, maxItems) && at < box.end; index++) {
    const id = number(version < 2 ? 2 : 4)
    const method = version === 0 ? 0 : number(2) & 15
    number(2)
    const base = number(baseSize) + (method === 1 ? idatAt : 0)
    const extents: Extent[] = []
    for (let rest = number(2); rest > 0 && at < box.end; rest--) {
      number(indexSize)
      const offset = base + number(offsetSize)
      extents.push({ offset, length: number(lengthSize) })
    }
    found.set(id, method === 2 ? [] : extents)
  }
  return found
}

/** Sizes by item: 'ispe' properties and the associations that point at them. */
function readSizes(bytes: Buffer, box: Box | undefined): Map<number, { width: number; height: number }> {
  const found = new Map<number, { width: number; height: number }>()
  const container = box === undefined ? undefined : findBox(bytes, 'ipco', box)
  const links = box === undefined ? undefined : findBox(bytes, 'ipma', box)
  if (container === undefined || links === undefined) return found
  const properties = [...boxes(bytes, container.data, container.end)]
  const wideIds = (bytes[links.data] ?? 0) >= 1
  const wideIndexes = ((bytes[links.data + 3] ?? 0) & 1) === 1
  const count = Math.min(bytes.readUInt32BE(links.data + 4), maxItems)
  let at = links.data + 8
  for (let item = 0; item < count && at < links.end; item++) {
    const id = wideIds ? bytes.readUInt32BE(at) : bytes.readUInt16BE(at)
    at += wideIds ? 4 : 2
    const associations = bytes.readUInt8(at++)
    for (let index = 0; index < associations; index++) {
      const property = wideIndexes ? bytes.readUInt16BE(at) & 0x7fff : bytes.readUInt8(at) & 0x7f
      at += wideIndexes ? 2 : 1
      const target = properties[property - 1]
      if (target?.type !== 'ispe') continue
      found.set(id, { width: bytes.readUInt32BE(target.data + 4), height: bytes.readUInt32BE(target.data + 8) })
    }
  }
  return found
}

function readParts(bytes: Buffer, box: Box | undefined): Map<number, number[]> {
  const parts = new Map<number, number[]>()
  if (box === undefined) return parts
  const wide = (bytes[box.data] ?? 0) >= 1
  const step = wide ? 4 : 2
  const id = (at: number): number => (wide ? bytes.readUInt32BE(at) : bytes.readUInt16BE(at))
  for (const reference of boxes(bytes, box.data + 4, box.end)) {
    if (reference.type !== 'dimg') continue
    const count = Math.min(bytes.readUInt16BE(reference.data + step), maxItems)
    const targets: number[] = []
    for (let index = 0; index < count; index++) targets.push(id(reference.data + step + 2 + index * step))
    parts.set(id(reference.data), targets)
  }
  return parts
}
