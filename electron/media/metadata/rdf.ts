/**
 * @file XMP's RDF as a tree of properties, told apart by their namespaces: 'xmp:Rating' is five stars, while
 * 'MicrosoftPhoto:Rating' counts to 99. Reads the three ways to write a property (attribute, element, resource).
 */
import { DOMParser, type Element } from '@xmldom/xmldom'
import { cleanText } from './tags.ts'

export interface XmpItem {
  readonly text?: string
  readonly language?: string
  readonly fields?: XmpFields
}

/** Values by 'prefix:name', with the prefixes of this file, whatever the packet calls them. */
export type XmpFields = ReadonlyMap<string, readonly XmpItem[]>

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns'

/** Namespaces without their last '/' or '#', which careless writers leave out. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['http://purl.org/dc/elements/1.1', 'dc'],
  ['http://ns.adobe.com/xap/1.0', 'xmp'],
  ['http://ns.adobe.com/photoshop/1.0', 'photoshop'],
  ['http://ns.adobe.com/exif/1.0', 'exif'],
  ['http://ns.adobe.com/exif/1.0/aux', 'aux'],
  ['http://cipa.jp/exif/1.0', 'exifEX'],
  ['http://ns.adobe.com/tiff/1.0', 'tiff'],
  ['http://iptc.org/std/Iptc4xmpCore/1.0/xmlns', 'Iptc4xmpCore'],
  ['http://iptc.org/std/Iptc4xmpExt/2008-02-29', 'Iptc4xmpExt'],
  ['http://ns.adobe.com/lightroom/1.0', 'lr'],
  ['http://www.digikam.org/ns/1.0', 'digiKam'],
  ['http://ns.microsoft.com/photo/1.0', 'MicrosoftPhoto'],
  ['http://ns.microsoft.com/photo/1.2', 'MP'],
  ['http://ns.microsoft.com/photo/1.2/t/RegionInfo', 'MPRI'],
  ['http://ns.microsoft.com/photo/1.2/t/Region', 'MPReg'],
  ['http://www.metadataworkinggroup.com/schemas/regions', 'mwg-rs'],
  ['http://www.metadataworkinggroup.com/schemas/keywords', 'mwg-kw'],
  ['http://ns.acdsee.com/iptc/1.0', 'acdsee'],
  ['http://ns.iview-multimedia.com/mediapro/1.0', 'mediapro'],
  ['http://ns.adobe.com/xap/1.0/rights', 'xmpRights'],
  ['http://ns.adobe.com/xap/1.0/sType/Area', 'stArea'],
])

/** Deeper than any schema; a packet that nests further is a trap. */
const maxDepth = 12
const maxItems = 20_000

/** The properties of a packet that was found safe. Empty where it is no XML or no RDF. Never throws. */
export function readRdf(packet: string): XmpFields {
  const fields = new Map<string, XmpItem[]>()
  try {
    const document = new DOMParser({ onError: ignore }).parseFromString(packet, 'text/xml')
    const walk: Walk = { left: maxItems }
    for (const description of Array.from(document.getElementsByTagNameNS('*', 'Description')))
      if (isRoot(description)) readDescription(description, fields, walk, 0)
  } catch {
    // What was read before the damage counts.
  }
  return fields
}

interface Walk {
  left: number
}

function ignore(): void {
  // Warnings and errors of the parser: what it could read is what counts.
}

function isRoot(description: Element): boolean {
  const parent = description.parentNode
  return parent !== null && 'localName' in parent && parent.localName === 'RDF'
}

/** Attributes and children of a resource become its fields. */
function readDescription(resource: Element, fields: Map<string, XmpItem[]>, walk: Walk, depth: number): void {
  for (const attribute of Array.from(resource.attributes)) {
    const key = keyOf(attribute)
    if (key === undefined) continue
    const text = cleanText(attribute.value)
    if (text !== undefined) add(fields, key, [{ text }], walk)
  }
  if (depth >= maxDepth) return
  for (const child of elementsIn(resource)) {
    const key = keyOf(child)
    if (key !== undefined) add(fields, key, itemsOf(child, walk, depth + 1), walk)
  }
}

function add(fields: Map<string, XmpItem[]>, key: string, items: readonly XmpItem[], walk: Walk): void {
  if (walk.left <= 0) return
  walk.left -= Math.max(1, items.length)
  fields.set(key, [...(fields.get(key) ?? []), ...items.slice(0, Math.max(0, walk.left + 1))])
}

/** The values of a property: a text, a list's items, or one structure. */
function itemsOf(property: Element, walk: Walk, depth: number): XmpItem[] {
  const children = elementsIn(property)
  const list = children.find((child) => isRdf(child) && ['Bag', 'Seq', 'Alt'].includes(child.localName ?? ''))
  if (list !== undefined) return elementsIn(list).flatMap((item) => itemOf(item, walk, depth))
  return itemOf(property, walk, depth)
}

function itemOf(element: Element, walk: Walk, depth: number): XmpItem[] {
  const children = elementsIn(element)
  const hasFields = children.length > 0 || Array.from(element.attributes).some((each) => keyOf(each) !== undefined)
  const language = element.getAttribute('xml:lang')
  if (!hasFields) {
    const text = cleanText(element.textContent ?? '')
    return text === undefined ? [] : [{ text, ...(language === null ? {} : { language }) }]
  }
  const fields = new Map<string, XmpItem[]>()
  const inner = children.find((child) => isRdf(child) && child.localName === 'Description') ?? element
  readDescription(inner, fields, walk, depth)
  // A qualified value: rdf:value holds the text, the rest qualifies it.
  const value = children.find((child) => isRdf(child) && child.localName === 'value')
  const text = value === undefined ? undefined : cleanText(value.textContent ?? '')
  return [{ fields, ...(text === undefined ? {} : { text }) }]
}

function elementsIn(parent: Element): Element[] {
  return Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1)
}

function isRdf(element: Element): boolean {
  return bare(element.namespaceURI) === rdf
}

/** 'prefix:name' by our prefixes; the packet's own prefix where its namespace is not known to us. */
function keyOf(node: {
  namespaceURI: string | null
  localName: string | null
  prefix: string | null
}): string | undefined {
  const space = bare(node.namespaceURI)
  if (node.localName === null || space === rdf || node.prefix === 'xmlns' || node.prefix === 'xml') return undefined
  if (node.prefix === null && space === '') return undefined
  const prefix = prefixes.get(space) ?? node.prefix ?? ''
  return `${prefix}:${node.localName}`
}

function bare(namespace: string | null): string {
  return (namespace ?? '').replace(/[/#]+$/, '')
}
