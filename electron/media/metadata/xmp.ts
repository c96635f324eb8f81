import { isDoubtful, parseDate } from './dates.ts'
import { known, positionOf, ratingOf, type Facts, type TakenAt } from './facts.ts'
import { safeXmp } from '../containers/metadata-blocks.ts'
import { readGroups, type TagGroup } from './tags.ts'

const packetBegin = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'

/**
 * What an XMP packet or sidecar says; nothing where it is too large or declares entities. ExifReader keeps local names
 * only, which reads Iptc4xmpCore's and the misspelt Iptc4xmpExt's alt texts alike (adobe/da-live#1260). Never throws.
 */
export function readXmp(packet: Buffer, source: 'xmp' | 'sidecar', nowMs: number): Facts {
  const safe = safeXmp(packet)
  if (safe === undefined) return {}
  const text = textOf(safe).replace(/^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?/, '')
  const { xmp } = readGroups(Buffer.from(text.startsWith('<?xpacket begin') ? text : packetBegin + text))
  return known<Facts>({
    takenAt: takenAt(xmp, source, nowMs),
    position: positionOf(
      degrees(xmp.text('GPSLatitude')),
      degrees(xmp.text('GPSLongitude')),
      xmp.number('GPSAltitude'),
    ),
    make: xmp.text('Make'),
    model: xmp.text('Model'),
    lens: xmp.text('LensModel') ?? xmp.text('Lens'),
    rating: ratingOf(xmp.number('Rating')),
    label: xmp.text('Label'),
    keywords: keywordsOf(xmp),
    title: xmp.langText('title') ?? xmp.text('Headline'),
    description: xmp.langText('description'),
    altText: xmp.langText('AltTextAccessibility'),
    extendedDescription: xmp.langText('ExtDescrAccessibility'),
    city: xmp.text('City'),
    region: xmp.text('State'),
    country: xmp.text('Country'),
    software: xmp.text('CreatorTool'),
  })
}

/** XMP is UTF-8 nearly always; a byte order mark or NULs tell the UTF-16 ones. */
function textOf(packet: Buffer): string {
  const isWide = (packet[0] === 0xff && packet[1] === 0xfe) || (packet[0] !== 0 && packet[1] === 0)
  return packet.toString(isWide ? 'utf16le' : 'utf8')
}

function takenAt(xmp: TagGroup, source: 'xmp' | 'sidecar', nowMs: number): TakenAt | undefined {
  for (const name of ['DateTimeOriginal', 'DateCreated', 'CreateDate', 'DateTimeDigitized']) {
    const date = parseDate(xmp.text(name))
    if (date !== undefined) return { ...date, source, doubtful: isDoubtful(date.local, nowMs) }
  }
  return undefined
}

/** XMP writes '51,30.042N', '51,30,2N' or, carelessly, a decimal number; ExifReader may have turned it into '51.5007N'. */
function degrees(text: string | undefined): number | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?\s*([NSEW])?\s*$/i.exec(text ?? '')
  if (match === null) return undefined
  const value = Number(match[1]) + Number(match[2] ?? 0) / 60 + Number(match[3] ?? 0) / 3600
  return /[SW]/i.test(match[4] ?? '') ? -value : value
}

/** dc:subject, and the leaves of hierarchies ('Animals|Birds|Falcon') where a writer left them out of it. */
function keywordsOf(xmp: TagGroup): string[] {
  const paths = [...xmp.list('hierarchicalSubject'), ...xmp.list('TagsList')]
  const leaves = paths.map((path) => path.split(/[|/]/).at(-1)?.trim() ?? '')
  return [...new Set([...xmp.list('subject'), ...leaves])].filter(Boolean)
}
