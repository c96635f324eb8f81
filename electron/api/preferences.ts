import { z } from 'zod'
import { altTextRule } from './alt-text-rules.ts'
import { captionLevel } from './caption.ts'
import { devicePreference } from './device.ts'

const choices = {
  language: z.enum(['en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  /** What 09/01/2015 means: as is usual in the language, or as the person says. */
  dateOrder: z.enum(['auto', 'day-first', 'month-first']),
  /** Height of a row of photos, in CSS pixels. */
  rowHeight: z.int().min(80).max(480),
  /** Whether the timeline stands by year, by month, by moments, or day by day. */
  timelineZoom: z.enum(['years', 'months', 'moments', 'all']),
  /** Whether alt text is written for every photo, or only where asked. */
  captions: z.enum(['automatic', 'on-request']),
  /** Whether words that stand in photos are read, so that photos are found by them. */
  wordsInPhotos: z.boolean(),
  /** How much is said of a photo; `full` writes alt text and a description. */
  captionLevel,
  /** Hints about alt texts that the person does not want. */
  altTextRulesOff: z.array(altTextRule).max(50),
  /** Run Florence-2 with its attention scales corrected; off until it is proved on the published files. */
  correctAttention: z.boolean(),
  /** `gentle` leaves the machine idle for as long as it worked. */
  speed: z.enum(['full', 'gentle']),
  onlyOnMains: z.boolean(),
  onlyWhenIdle: z.boolean(),
  /** Texts may be written into the photo files, when somebody publishes; off until a person chose it. */
  writeIntoFiles: z.boolean(),
  /** What computes the models. */
  device: devicePreference,
  /** The only use of the network there is; without it packs come from a folder or an archive. */
  packDownloads: z.boolean(),
  /** The person does not want to be asked for a model. */
  packsLater: z.boolean(),
  /** Where packs are fetched from; empty: HF_ENDPOINT, else huggingface.co. */
  packMirror: z.union([z.literal(''), z.url({ protocol: /^https?$/u }).max(500)]),
  /** Where a backup of human work is kept for each day; empty: nowhere. */
  backupFolder: z.string().max(4096),
}

/** What a person chose; every key has a default, so that a library of an older version opens. */
export const preferences = z.object({
  language: choices.language.default('en'),
  theme: choices.theme.default('system'),
  dateOrder: choices.dateOrder.default('auto'),
  rowHeight: choices.rowHeight.default(200),
  timelineZoom: choices.timelineZoom.default('all'),
  captions: choices.captions.default('automatic'),
  wordsInPhotos: choices.wordsInPhotos.default(true),
  captionLevel: choices.captionLevel.default('detailed'),
  altTextRulesOff: choices.altTextRulesOff.default([]),
  correctAttention: choices.correctAttention.default(false),
  speed: choices.speed.default('full'),
  onlyOnMains: choices.onlyOnMains.default(false),
  onlyWhenIdle: choices.onlyWhenIdle.default(false),
  writeIntoFiles: choices.writeIntoFiles.default(false),
  device: choices.device.default('auto'),
  packDownloads: choices.packDownloads.default(true),
  packsLater: choices.packsLater.default(false),
  packMirror: choices.packMirror.default(''),
  backupFolder: choices.backupFolder.default(''),
})
export type Preferences = z.infer<typeof preferences>

/** A default here would undo what is not named. */
export const preferenceChange = z.object(choices).partial()
