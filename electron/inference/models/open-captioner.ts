/** @file Which family runs a captioning pack. */
import type { CaptionPack, InstalledPack } from '../pack/pack.ts'
import type { Captioner, CaptionerOptions } from './captioner.ts'
import { createFlorence } from './florence.ts'
import { createVisionEncoderDecoder } from './vision-encoder-decoder.ts'

/** Makes a captioner; nothing is opened until it is needed. */
export function createCaptioner(
  installed: InstalledPack<CaptionPack>,
  options: CaptionerOptions = {},
): Promise<Captioner> {
  const { folder, pack } = installed
  const captioner =
    pack.family === 'florence2'
      ? createFlorence({ folder, pack }, options)
      : createVisionEncoderDecoder({ folder, pack }, options)
  return Promise.resolve(captioner)
}
