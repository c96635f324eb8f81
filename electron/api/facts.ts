import { z } from 'zod'

const daysIn = (clock: string): number =>
  new Date(Date.UTC(Number(clock.slice(0, 4)), Number(clock.slice(5, 7) || 1), 0)).getUTCDate()

/** A wall clock, as far as it is known: `2019`, `2019-06`, `2019-06-12`, `2019-06-12T15:04`, with seconds or without. */
export const wallClock = z
  .string()
  .max(19)
  .regex(
    /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?)?)?$/u,
    'must be a year, a month, a day or a time, such as 2019-06-12T15:04',
  )
  .refine((clock) => Number(clock.slice(8, 10)) <= daysIn(clock), 'this month has no such day')

const text = z.string().trim().max(2000)

/** What a person says of a photo, where files say nothing or something else. */
export const humanFacts = z.object({
  /** Empty: it has no title. */
  title: text.optional(),
  keywords: z.array(text.min(1)).max(500).optional(),
  taken: wallClock.optional(),
  place: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
})
export type HumanFacts = z.infer<typeof humanFacts>

/** Null takes back what a person said of it; what is not named stays. */
export const factsChange = z.object({
  title: humanFacts.shape.title.nullable(),
  keywords: humanFacts.shape.keywords.nullable(),
  taken: humanFacts.shape.taken.nullable(),
  place: humanFacts.shape.place.nullable(),
})
export type FactsChange = z.infer<typeof factsChange>

export const factNames = ['title', 'keywords', 'taken', 'place'] as const
export type FactName = (typeof factNames)[number]
