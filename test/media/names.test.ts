import { describe, expect, it } from 'vitest'
import { isPhotoName, isRawName, isSidecarName, isVideoName } from '../../electron/media/file/names-of-files.ts'

describe('names', () => {
  it.each([
    ['IMG_1.HEIC', [true, false, false, false]],
    ['a.jpg', [true, false, false, false]],
    ['DSC_7.NEF', [true, true, false, false]],
    ['a.jpg.xmp', [false, false, true, false]],
    ['a.jpg.supplemental-metadata.json', [false, false, true, false]],
    ['IMG_1.MOV', [false, false, false, true]],
    ['drawing.svg', [false, false, false, false]],
    ['._IMG_1.JPG', [false, false, false, false]],
    ['.jpg', [false, false, false, false]],
    ['jpg', [false, false, false, false]],
    ['cloud.jpg.icloud', [false, false, false, false]],
  ])('%s is a photo, RAW, sidecar, video: %j', (name, expected) => {
    expect([isPhotoName(name), isRawName(name), isSidecarName(name), isVideoName(name)]).toEqual(expected)
  })
})
