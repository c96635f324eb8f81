import ExifReader from 'exifreader'

/** One group of ExifReader's answer (exif, xmp, iptc), read without trusting its shape. */
export class TagGroup {
  readonly #tags: ReadonlyMap<string, unknown>

  constructor(tags: object | undefined) {
    this.#tags = new Map(Object.entries(tags ?? {}))
  }

  /** Clean text: no control characters, no surrounding blanks, at most 64 Ki characters; never empty. */
  text(name: string): string | undefined {
    const tag = this.#first(name)
    const value = tag?.['description'] ?? tag?.['value']
    return typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : undefined
  }

  /** The x-default text of a language alternative, or the first of a list, or plain text. */
  langText(name: string): string | undefined {
    const value = this.#first(name)?.['value']
    if (!Array.isArray(value)) return this.text(name)
    const items = value.filter(isRecord)
    const chosen = items.find((item) => isRecord(item['attributes']) && item['attributes']['lang'] === 'x-default')
    const text = (chosen ?? items[0])?.['value']
    return typeof text === 'string' ? cleanText(text) : undefined
  }

  /** All texts of a bag, or of a repeated tag. */
  list(name: string): string[] {
    const tag = this.#tags.get(name)
    const tags = Array.isArray(tag) ? tag : [tag]
    return tags.flatMap((one: unknown) => {
      if (!isRecord(one)) return []
      const value = one['value']
      const items = Array.isArray(value) && value.some(isRecord) ? value.filter(isRecord) : [one]
      return items.flatMap((item) =>
        typeof item['description'] === 'string' ? (cleanText(item['description']) ?? []) : [],
      )
    })
  }

  /** A number, a rational or the first of several; XMP's 'n/d' text too. */
  number(name: string): number | undefined {
    return numberOf(this.#first(name)?.['value'])
  }

  /** The raw value, for tags of bytes. */
  raw(name: string): unknown {
    return this.#first(name)?.['value']
  }

  #first(name: string): Record<string, unknown> | undefined {
    const tag = this.#tags.get(name)
    const one: unknown = Array.isArray(tag) ? tag[0] : tag
    return isRecord(one) ? one : undefined
  }
}

/** ExifReader's groups of some bytes; empty where it gives up. */
export function readGroups(bytes: Buffer): Record<'exif' | 'xmp' | 'iptc' | 'gps', TagGroup> & {
  position: { latitude?: number; longitude?: number; altitude?: number }
} {
  let tags: ExifReader.ExpandedTags = {}
  try {
    tags = ExifReader.load(bytes, { expanded: true })
  } catch {
    // A damaged block is an absent one.
  }
  const { Latitude: latitude, Longitude: longitude, Altitude: altitude } = tags.gps ?? {}
  return {
    exif: new TagGroup(tags.exif),
    xmp: new TagGroup(tags.xmp),
    iptc: new TagGroup(tags.iptc),
    gps: new TagGroup(tags.gps),
    position: {
      ...(latitude === undefined ? {} : { latitude }),
      ...(longitude === undefined ? {} : { longitude }),
      ...(altitude === undefined ? {} : { altitude }),
    },
  }
}

const maxTextLength = 64 * 1024

/** Control characters become blanks (tabs and line breaks stay), the ends are trimmed; nothing left is `undefined`. */
export function cleanText(text: string): string | undefined {
  const clean = text
    .slice(0, maxTextLength)
    .replace(/[^\P{Cc}\t\n\r]+/gu, ' ')
    .trim()
  return clean === '' ? undefined : clean.normalize('NFC')
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value)) {
    const [first, second] = value as unknown[]
    if (value.length === 2 && typeof first === 'number' && typeof second === 'number')
      return second === 0 ? undefined : first / second
    return numberOf(first)
  }
  if (typeof value !== 'string') return undefined
  const match = /^\s*(-?\d+(?:\.\d+)?)(?:\/(\d+))?\s*$/.exec(value)
  if (match === null || match[2] === '0') return undefined
  return Number(match[1]) / Number(match[2] ?? 1)
}
