import ExifReader from 'exifreader'

/** One group of ExifReader's answer (exif, iptc), read without trusting its shape. */
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

  /** Text that ends at its first NUL, as EXIF's does; ExifReader joins what follows with commas. */
  ascii(name: string): string | undefined {
    const value = this.#first(name)?.['value']
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return this.text(name)
    return cleanText(value.find((item) => item.trim() !== '') ?? '')
  }

  /** The same with the blanks at its ends and inside, for dates of which parts are blank. */
  written(name: string): string | undefined {
    const value = this.#first(name)?.['value']
    const first: unknown = Array.isArray(value) ? value[0] : value
    return typeof first === 'string' ? first : undefined
  }

  /** All texts of a repeated tag. */
  list(name: string): string[] {
    const tag = this.#tags.get(name)
    const tags = Array.isArray(tag) ? tag : [tag]
    return tags.flatMap((one: unknown) => {
      if (!isRecord(one)) return []
      return typeof one['description'] === 'string' ? (cleanText(one['description']) ?? []) : []
    })
  }

  /** A number, a rational or the first of several. */
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
export function readGroups(bytes: Buffer): Record<'exif' | 'iptc', TagGroup> {
  let tags: ExifReader.ExpandedTags = {}
  try {
    tags = ExifReader.load(bytes, { expanded: true })
  } catch {
    // A damaged block is an absent one.
  }
  return { exif: new TagGroup(tags.exif), iptc: new TagGroup(tags.iptc) }
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

export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (!Array.isArray(value)) return undefined
  const [first, second] = value as unknown[]
  if (value.length === 2 && typeof first === 'number' && typeof second === 'number')
    return second === 0 ? undefined : first / second
  return numberOf(first)
}
