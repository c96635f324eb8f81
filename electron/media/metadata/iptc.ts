import { isDoubtful, parseDate } from './dates.ts'
import { known, type Facts, type TakenAt } from './facts.ts'
import { readGroups, type TagGroup } from './tags.ts'

/** What IPTC-IIM (in Photoshop resources, a JPEG's APP13) says. Latin-1 where no character set is named. Never throws. */
export function readIptc(photoshop: Buffer, nowMs: number): Facts {
  const { iptc } = readGroups(asJpeg(photoshop))
  return known<Facts>({
    takenAt: takenAt(iptc, nowMs),
    keywords: iptc.list('Keywords'),
    title: iptc.text('Object Name') ?? iptc.text('Headline'),
    description: iptc.text('Caption/Abstract'),
    city: iptc.text('City'),
    region: iptc.text('Province/State'),
    country: iptc.text('Country/Primary Location Name'),
  })
}

/** ExifReader finds IPTC only inside a JPEG: wrap the segment in the smallest one. */
function asJpeg(photoshop: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xed, 0, 0])
  head.writeUInt16BE(Math.min(0xffff, photoshop.length + 2), 4)
  return Buffer.concat([head, photoshop.subarray(0, 0xfffd), Buffer.from([0xff, 0xd9])])
}

function takenAt(iptc: TagGroup, nowMs: number): TakenAt | undefined {
  const day = iptc.text('Date Created')
  if (day === undefined) return undefined
  const time = iptc.text('Time Created')
  const date = (time === undefined ? undefined : parseDate(`${day} ${time}`)) ?? parseDate(day)
  return date === undefined ? undefined : { ...date, source: 'iptc', doubtful: isDoubtful(date.local, nowMs) }
}
