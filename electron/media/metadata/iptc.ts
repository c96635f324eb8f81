import { isDoubtful, type DateMeaning, type TakenAt } from '../../domain/taken-at.ts'
import { parseDate } from './dates.ts'
import { known, type Facts } from './facts.ts'
import { readGroups, type TagGroup } from './tags.ts'

/** What IPTC-IIM (in Photoshop resources, a JPEG's APP13) says. Latin-1 where no character set is named. Never throws. */
export function readIptc(photoshop: Buffer, nowMs: number): Facts {
  const { iptc } = readGroups(asJpeg(photoshop))
  const creators = iptc.list('By-line')
  const objectName = iptc.text('Object Name')
  const headline = iptc.text('Headline')
  return known<Facts>({
    takenAt:
      dated(iptc, { day: 'Date Created', time: 'Time Created', meaning: 'original' }, nowMs) ??
      dated(iptc, { day: 'Digital Creation Date', time: 'Digital Creation Time', meaning: 'digitised' }, nowMs),
    keywords: iptc.list('Keywords'),
    title: objectName,
    headline,
    description: iptc.text('Caption/Abstract'),
    creators: creators.length === 0 ? undefined : creators,
    copyright: iptc.text('Copyright Notice'),
    credit: iptc.text('Credit'),
    sublocation: iptc.text('Sub-location'),
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

function dated(
  iptc: TagGroup,
  tags: { readonly day: string; readonly time: string; readonly meaning: DateMeaning },
  nowMs: number,
): TakenAt | undefined {
  const day = iptc.text(tags.day)
  if (day === undefined) return undefined
  const time = iptc.text(tags.time)
  const date = (time === undefined ? undefined : parseDate(`${day} ${time}`)) ?? parseDate(day)
  if (date === undefined) return undefined
  return { ...date, source: 'iptc', meaning: tags.meaning, doubtful: isDoubtful(date.local, nowMs) }
}
