/** Model packs: what is installed, what could be, and what is on its way. */
import { z } from 'zod'
import { errorCodes } from './error-codes.ts'

export const packSummary = z.object({
  id: z.string(),
  set: z.string(),
  title: z.string(),
  task: z.string(),
  family: z.string(),
  revision: z.string(),
  licence: z.string(),
  scope: z.enum(['photos', 'drawings']),
  languages: z.array(z.string()),
  about: z.string(),
  bytes: z.int(),
  folder: z.string(),
  /** Photos are seen and described by it. */
  active: z.boolean(),
  /** Searches are answered by it: for a while this may still be the one before. */
  answers: z.boolean(),
})
export type PackSummary = z.infer<typeof packSummary>

/** How long the photos of this library would take with a pack, and how we know. */
const timeEstimate = z.object({
  /** The photos of the library, or an example while it has none. */
  photos: z.int(),
  isExample: z.boolean(),
  searchSeconds: z.int(),
  captionSeconds: z.int(),
  /** Seen at work on this library; tried with the demo model on this machine; or only the reference machine's times. */
  basis: z.enum(['this-library', 'trial', 'reference']),
})
export type TimeEstimate = z.infer<typeof timeEstimate>

/** A set of packs that can be installed together. */
const packOffer = z.object({
  set: z.string(),
  title: z.string(),
  about: z.string(),
  packs: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      task: z.string(),
      about: z.string(),
      licence: z.string(),
      languages: z.array(z.string()),
      bytes: z.int(),
      source: z.string(),
    }),
  ),
  bytes: z.int(),
  /** What would still have to come; less than `bytes` when a download was stopped halfway. */
  missingBytes: z.int(),
  state: z.enum(['absent', 'begun', 'installed']),
  estimate: timeEstimate.optional(),
})
export type PackOffer = z.infer<typeof packOffer>

export const packCatalogue = z.object({
  offers: z.array(packOffer),
  /** The set whose weights, in size and precision, suit this machine as it was measured. */
  advised: z.string().optional(),
  freeBytes: z.number(),
  /** Where downloads come from. */
  hub: z.string(),
  downloadsAllowed: z.boolean(),
})
export type PackCatalogue = z.infer<typeof packCatalogue>

export const licenceText = z.object({
  licence: z.string(),
  /** Titles of the packs that it is for. */
  packs: z.array(z.string()),
  /** Who made it, where it comes from, what was done to it. */
  notices: z.array(z.string()),
  text: z.string(),
})
export type LicenceText = z.infer<typeof licenceText>

export const downloadState = z.object({
  /** The set or pack that was asked for. */
  what: z.string(),
  state: z.enum(['preparing', 'checking', 'downloading', 'waiting', 'done', 'stopped', 'failed']),
  doneBytes: z.int(),
  totalBytes: z.int(),
  /** 0 while unknown. */
  bytesPerSecond: z.int(),
  secondsLeft: z.int().optional(),
  file: z.string().optional(),
  /** While waiting: for how long, and why. */
  waitSeconds: z.int().optional(),
  why: z.string().optional(),
  error: z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string() }).optional(),
})
export type DownloadState = z.infer<typeof downloadState>
