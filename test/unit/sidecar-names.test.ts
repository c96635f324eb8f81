import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { movieKey, shotOf, shotPrefixes } from '../../electron/domain/shot-names.ts'
import {
  foldName,
  isCutSidecar,
  photoPrefixOf,
  presentSidecars,
  sidecarNames,
} from '../../electron/domain/sidecar-names.ts'

const extensions = { raw: ['nef', 'dng', 'cr2'], still: ['jpg', 'jpeg', 'png', 'heic', 'tif'] }

/** The sidecars of `photo` in a folder of these files. */
function sidecarsIn(files: readonly string[], photo: string): readonly string[] {
  const byFolded = new Map(files.map((name) => [foldName(name), name]))
  return presentSidecars(sidecarNames(photo, extensions), (name) => byFolded.get(foldName(name))).map(
    ({ name }) => name,
  )
}

const long = 'a_really_long_name_of_a_picture_that_goes_on_and_on_for_ever'
const screenshot = 'Screenshot_20170101-120000_Some_Program_Name'

describe('whose is this sidecar', () => {
  it.each<readonly [name: string, files: readonly string[], owners: Readonly<Record<string, readonly string[]>>]>([
    [
      'a number is no beginning',
      ['scan1.jpg', 'scan10.jpg', 'scan10.jpg.xmp'],
      { 'scan1.jpg': [], 'scan10.jpg': ['scan10.jpg.xmp'] },
    ],
    [
      'nor is a word',
      ['harbour.jpg', 'harbour-bw.jpg', 'harbour-bw.jpg.xmp'],
      { 'harbour.jpg': [], 'harbour-bw.jpg': ['harbour-bw.jpg.xmp'] },
    ],
    ['nor another shot', ['DSC_7.jpg', 'DSC_71.jpg', 'DSC_71.xmp'], { 'DSC_7.jpg': [], 'DSC_71.jpg': ['DSC_71.xmp'] }],
    ['both spellings count, the longer one more', ['a.jpg', 'a.xmp', 'a.jpg.xmp'], { 'a.jpg': ['a.jpg.xmp', 'a.xmp'] }],
    ['case is folded', ['IMG_1.JPG', 'img_1.jpg.XMP'], { 'IMG_1.JPG': ['img_1.jpg.XMP'] }],
    ['accents too', ['cafe\u0301.jpg', 'caf\u00e9.xmp'], { 'cafe\u0301.jpg': ['caf\u00e9.xmp'] }],
    [
      "a full name is one file's",
      ['IMG_7.JPG', 'IMG_7.PNG', 'IMG_7.JPG.xmp'],
      { 'IMG_7.JPG': ['IMG_7.JPG.xmp'], 'IMG_7.PNG': [] },
    ],
    ["a stem is the RAW's", ['p.jpg', 'p.NEF', 'p.xmp'], { 'p.jpg': [], 'p.NEF': ['p.xmp'] }],
    ["without a RAW it is the first kind's", ['p.jpg', 'p.png', 'p.xmp'], { 'p.jpg': ['p.xmp'], 'p.png': [] }],
    [
      "darktable's second development is not the first",
      ['I.jpg', 'I.jpg.xmp', 'I_01.jpg.xmp'],
      { 'I.jpg': ['I.jpg.xmp'] },
    ],
    ['but where it is the only one', ['I.jpg', 'I_01.jpg.xmp'], { 'I.jpg': ['I_01.jpg.xmp'] }],
    [
      "unless it is another picture's",
      ['I.jpg', 'I_01.jpg', 'I_01.jpg.xmp'],
      { 'I.jpg': [], 'I_01.jpg': ['I_01.jpg.xmp'] },
    ],
    [
      "Takeout's twins, new",
      [
        'I.jpg',
        'I(1).jpg',
        'I(2).jpg',
        'I.jpg.supplemental-metadata.json',
        'I.jpg.supplemental-metadata(1).json',
        'I.jpg.supplemental-metadata(2).json',
      ],
      {
        'I.jpg': ['I.jpg.supplemental-metadata.json'],
        'I(1).jpg': ['I.jpg.supplemental-metadata(1).json'],
        'I(2).jpg': ['I.jpg.supplemental-metadata(2).json'],
      },
    ],
    [
      "Takeout's twins, old",
      ['I.jpg', 'I(1).jpg', 'I.jpg.json', 'I.jpg(1).json'],
      { 'I.jpg': ['I.jpg.json'], 'I(1).jpg': ['I.jpg(1).json'] },
    ],
    [
      'a twin without its JSON has none',
      ['I.jpg', 'I(1).jpg', 'I.jpg.json'],
      { 'I.jpg': ['I.jpg.json'], 'I(1).jpg': [] },
    ],
    [
      'a name that had a number before',
      ['I(1).jpg', 'I(1).jpg.supplemental-metadata.json'],
      { 'I(1).jpg': ['I(1).jpg.supplemental-metadata.json'] },
    ],
    [
      'cut twins',
      [
        `${screenshot}.jpg`,
        `${screenshot}(1).jpg`,
        `${`${screenshot}.jpg.supplemental-metadata`.slice(0, 46)}.json`,
        `${`${screenshot}.jpg.supplemental-metadata`.slice(0, 46)}(1).json`,
      ],
      {
        [`${screenshot}.jpg`]: [`${`${screenshot}.jpg.supplemental-metadata`.slice(0, 46)}.json`],
        [`${screenshot}(1).jpg`]: [`${`${screenshot}.jpg.supplemental-metadata`.slice(0, 46)}(1).json`],
      },
    ],
    [
      'one stem, two kinds',
      ['I.JPG', 'I.PNG', 'I.JPG.supplemental-metadata.json', 'I.PNG.supplemental-metadata.json'],
      { 'I.JPG': ['I.JPG.supplemental-metadata.json'], 'I.PNG': ['I.PNG.supplemental-metadata.json'] },
    ],
    ['one stem, one JSON', ['I.JPG', 'I.PNG', 'I.JPG.json'], { 'I.JPG': ['I.JPG.json'], 'I.PNG': [] }],
    [
      'another extension where nobody else owns it',
      ['I.jpg', 'I.HEIC.supplemental-metadata.json'],
      { 'I.jpg': ['I.HEIC.supplemental-metadata.json'] },
    ],
    [
      'an edit of a HEIC',
      ['I.HEIC', 'I-edited.jpg', 'I.HEIC.json'],
      { 'I.HEIC': ['I.HEIC.json'], 'I-edited.jpg': ['I.HEIC.json'] },
    ],
    [
      'an edit and its number',
      ['P-edited(1).jpg', 'P.jpg.supplemental-metadata(1).json'],
      { 'P-edited(1).jpg': ['P.jpg.supplemental-metadata(1).json'] },
    ],
    [
      'a long name, cut itself',
      [`${long.slice(0, 47)}.jpg`, `${long.slice(0, 46)}.json`],
      { [`${long.slice(0, 47)}.jpg`]: [`${long.slice(0, 46)}.json`] },
    ],
  ])('%s', (_name, files, owners) => {
    expect(Object.fromEntries(Object.keys(owners).map((photo) => [photo, sidecarsIn(files, photo)]))).toEqual(owners)
  })

  it.each([
    'edited', 'bearbeitet', 'modifié', 'editado', 'modificato', 'bewerkt', '編集済み', 'edytowane', 'redigeret',
    'redigerad', 'muokattu', 'upravené', 'отредактировано',
  ])('an edit has its original\'s JSON: %s, however the accents are written', (word) => {
    const files = ['P1.jpg', 'P1.jpg.supplemental-metadata.json']

    for (const form of ['NFC', 'NFD'] as const)
      expect(sidecarsIn(files, `P1-${word.normalize(form)}.jpg`)).toEqual([files[1]])
  }) // prettier-ignore

  it.each(Array.from({ length: 22 }, (_, cut) => '.supplemental-metadata'.slice(0, 22 - cut)))(
    'the supplement may be cut anywhere: "%s"',
    (cut) => {
      expect(sidecarsIn([`I${cut}.json`, `I.jpg${cut}.json`], 'I.jpg')).toEqual([`I.jpg${cut}.json`])
    },
  )

  it('a cut "-edi" has the JSON whose first letters and length fit', () => {
    const { cut } = sidecarNames(`${long.slice(0, 43)}-edi.jpg`, extensions)

    expect(cut !== undefined && isCutSidecar(`${long.slice(0, 46)}.json`, cut)).toBe(true)
    expect(cut !== undefined && isCutSidecar(`${long.slice(0, 45)}.json`, cut)).toBe(false)
    expect(sidecarNames('party-edi.jpg', extensions).cut).toBeUndefined()
  })

  it('every possible owner of a sidecar begins as the sidecar says', () => {
    const stem = fc.oneof(
      fc.string({
        minLength: 1,
        maxLength: 60,
        unit: fc.constantFrom('a', 'b', 'X', '0', '1', '9', '.', '_', '-', ' ', '(', ')', 'é'),
      }),
      fc.stringMatching(/^IMG_\d{1,4}(\(\d\))?(-edited|-bearbeitet)?(\(\d\))?$/),
    )
    fc.assert(
      fc.property(stem, fc.constantFrom('jpg', 'JPG', 'nef', 'heic', 'png'), (name, extension) => {
        const photo = `${name}.${extension}`
        for (const { name: sidecar } of sidecarNames(photo, extensions).names)
          expect(foldName(photo).startsWith(foldName(photoPrefixOf(sidecar)))).toBe(true)
      }),
    )
  })

  it('no sidecar has two owners by its full name', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[ab]{1,2}(\(1\))?(_01)?\.(jpg|png|nef)$/), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(names, (photos) => {
        const files = [...photos, ...photos.map((photo) => `${photo}.xmp`)]
        for (const photo of photos) expect(sidecarsIn(files, photo)).toEqual([`${photo}.xmp`])
      }),
    )
  })
})

describe('files of one shot', () => {
  it.each([
    ['IMG_4711.HEIC', 'img_4711.mov'],
    ['IMG_4711.JPG', 'IMG_E4711.JPG'],
    ['IMG_7001.jpg', 'IMG_7001-edited.jpg'],
    ['IMG_7001(1).jpg', 'IMG_7001-bearbeitet(1).jpg'],
    ['PXL_20240114_013245792.RAW-01.COVER.jpg', 'PXL_20240114_013245792.RAW-02.ORIGINAL.dng'],
    ['PXL_20240114_013245792.RAW-01.MP.COVER.jpg', 'PXL_20240114_013245792.RAW-02.ORIGINAL.dng'],
    ['PXL_20220101_101010101.jpg', 'PXL_20220101_101010101.dng'],
    ['PXL_1.MP.jpg', 'PXL_1.MP'],
    ['cafe\u0301.jpg', 'caf\u00e9.NEF'],
  ])('%s and %s', (one, other) => {
    expect(shotOf(one).key).toBe(shotOf(other).key)
    for (const name of [one, other])
      expect(shotPrefixes(one).some((prefix) => foldName(name).startsWith(prefix))).toBe(true)
  })

  it.each([
    ['IMG_4711.HEIC', 'IMG_4711.MOV'],
    ['IMG_4711.HEIC', 'IMG_4711_HEVC.MOV'],
    ['IMG_4711.HEIC', 'IMG_4711.HEIC.MOV'],
    ['PXL_1.MP.jpg', 'PXL_1.MP.mp4'],
  ])('%s moves in %s', (still, movie) => {
    expect(movieKey(movie)).toBe(shotOf(still).key)
  })

  it.each([
    ['scan1.jpg', 'scan10.jpg'],
    ['IMG_1234.JPG', 'IMG_1234(1).JPG'],
    ['a.jpg', 'b.jpg'],
  ])('not %s and %s', (one, other) => {
    expect(shotOf(one).key).not.toBe(shotOf(other).key)
  })
})
