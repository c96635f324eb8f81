import { describe, expect, it } from 'vitest'
import { photoDetail } from '../../electron/api/photo.ts'
import { photoFacts } from '../../renderer/facts/photo-facts.ts'
import { de } from '../../renderer/strings/de.ts'
import { en } from '../../renderer/strings/en.ts'

const bare = photoDetail.parse({
  ...{ id: 1, path: '/p/a.jpg', version: '1', favourite: false, hidden: false, doubtful: false },
  ...{ keywords: [], files: [], albums: [], corrected: [], people: [] },
})

const full = photoDetail.parse({
  ...bare,
  takenAt: '2019-06-12T15:04:05',
  taken: { source: 'file-name', precision: 'second', doubtful: true },
  title: 'Harbour',
  headline: 'At last',
  event: 'Regatta',
  people: ['Anna Berg', 'The "Rock"'],
  place: 'Washington, D.C., USA',
  sublocation: 'Mall',
  nearby: 'Arlington',
  latitude: 38.889,
  longitude: -77.035,
  altitude: 12.34,
  keywords: ['sea'],
  albums: ['Best'],
  camera: 'Canon EOS 80D',
  lens: 'EF 50mm',
  fNumber: 2.8,
  exposureSeconds: 1 / 250,
  iso: 1600,
  focalLengthMm: 50,
  flashFired: false,
  width: 6000,
  height: 4000,
  format: 'jpeg',
  sizeBytes: 4_200_000,
  creators: ['Ada', 'Ben'],
  copyright: '© Ada',
  credit: 'Agency',
})

/** `name: value (search) · value [note]` */
const lines = (photo: typeof bare, strings: typeof en): string[] =>
  photoFacts(photo, strings).map(({ name, values, note }) => {
    const said = values.map(({ text, search }) => (search === undefined ? text : `${text} (${search})`)).join(' · ')
    return `${name}: ${said}${note === undefined ? '' : ` [${note}]`}`
  })

describe('what is known of a photo', () => {
  it('is told in lines that lead to photos alike', () => {
    expect(lines(full, en)).toEqual([
      'Title: Harbour',
      'Headline: At last',
      'Taken: Wednesday, 12 June 2019, 15:04 (date:2019-06-12) [from the file’s name, known to the second, may be wrong]',
      'Event: Regatta',
      'People: Anna Berg (person:"Anna Berg") · The "Rock"',
      'Place: near Arlington (place:"Arlington") · Washington, D.C. (city:"Washington, D.C.") · USA (country:"USA")',
      'Part of the place: Mall',
      'Coordinates: 38.88900, -77.03500',
      'Altitude: 12.3 m above the sea',
      'Keywords: sea (keyword:"sea")',
      'Albums: Best (album:"Best")',
      'Camera: Canon EOS 80D (camera:"Canon EOS 80D")',
      'Lens: EF 50mm (lens:"EF 50mm")',
      'Exposure: f/2.8 (f:2.8) · 1/250 s · ISO 1,600 (iso:1600) · 50 mm (focal:50mm)',
      'Flash: did not fire',
      'Picture: 6000 × 4000 · 24 megapixels · JPEG (type:jpeg)',
      'File size: 4.2 MB',
      'Taken by: Ada · Ben',
      'Copyright: © Ada',
      'Credit: Agency',
    ])
  })

  it('is told in German, with its numbers', () => {
    const said = lines({ ...full, exposureSeconds: 2.5 }, de)

    expect(said).toContain('Belichtung: f/2,8 (f:2.8) · 2,5 s · ISO 1.600 (iso:1600) · 50 mm (focal:50mm)')
    expect(said).toContain('Blitz: nicht ausgelöst')
  })

  it('is nothing where nothing is known, but for what a person can say', () => {
    expect(lines(bare, en)).toEqual(['Title: ', 'Taken: ', 'Coordinates: ', 'Keywords: '])
  })
})
