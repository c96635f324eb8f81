/**
 * @file What was found out about this machine's providers and speeds: `machine.json` beside the library's packs.
 * A file and not a setting of the database, because it is written by the inference thread, which knows no SQL, right
 * before a driver may take the process down; and because it belongs to the machine: a library that moves, is restored
 * or rebuilt must not bring another machine's verdicts along, nor lose that a driver kills the engine.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { providerName, tuningSchema, verdictState, type ProviderName, type Tuning } from '../../api/device.ts'

/** The life of one process; its id alone may come again. */
const life = z.object({ pid: z.int(), id: z.string() })
export type Life = z.infer<typeof life>

const subject = { fingerprint: z.string(), runtime: z.string(), pack: z.string() }

const verdict = z.object({
  ...subject,
  provider: providerName,
  state: verdictState,
  detail: z.string(),
  speedup: z.number().optional(),
  at: z.string(),
  /** Who tries or uses it now. */
  by: life.optional(),
  /** Engines seen to die while they used it, since it last did well. */
  deaths: z.int(),
})
export type Verdict = z.infer<typeof verdict>

const notes = z.object({
  format: z.literal(1),
  verdicts: z.array(verdict),
  tunings: z.array(z.object({ ...subject, tuning: tuningSchema, at: z.string() })),
})
type Notes = z.infer<typeof notes>

/** What a verdict is about: other hardware, another runtime or another pack is another matter. */
export interface Subject {
  readonly fingerprint: string
  readonly runtime: string
  /** `id@revision`. */
  readonly pack: string
}

/** Drivers and packs come and go; so many of them are remembered. */
const kept = 200
/** One death may be a photo's doing: that photo runs alone, and on the processor, in the next life. */
const tolerableDeaths = 1

export class MachineNotes {
  readonly #path: string
  readonly #life: Life
  /** A supervisor saw the former process die by itself, so its death may be blamed on what it used. */
  readonly #witnessedDeath: boolean

  constructor(path: string, self: Life, witnessedDeath: boolean) {
    this.#path = path
    this.#life = self
    this.#witnessedDeath = witnessedDeath
  }

  /**
   * All verdicts on a subject, after a look at what became of the processes that tried or used them.
   * One that died while it tried is the end of the matter: `crashed`.
   */
  verdicts(of: Subject): readonly Verdict[] {
    return this.#read()
      .verdicts.filter((each) => isAbout(each, of))
      .map((each) => this.#lookAfter(each))
  }

  verdict(of: Subject, provider: ProviderName): Verdict | undefined {
    return this.verdicts(of).find((each) => each.provider === provider)
  }

  /** Written and synced before anything is risked. */
  begin(of: Subject, provider: ProviderName): void {
    this.#put({ ...of, provider, deaths: 0 }, { state: 'trying', detail: '', by: this.#life })
  }

  settle(
    of: Subject,
    provider: ProviderName,
    outcome: { readonly state: Verdict['state']; readonly detail: string; readonly speedup?: number | undefined },
  ): Verdict {
    return this.#put({ ...of, provider, deaths: 0 }, outcome)
  }

  /** The trial was broken off by us and says nothing. */
  withdraw(of: Subject, provider: ProviderName): void {
    this.#change((all) => ({ ...all, verdicts: all.verdicts.filter((each) => !isOn(each, of, provider)) }))
  }

  /** From now on a death of this process counts against the provider. */
  use(of: Subject, provider: ProviderName): void {
    const found = this.verdict(of, provider)
    if (found !== undefined) this.#put(found, { by: this.#life })
  }

  /** It did its work and was let go of. */
  leave(of: Subject, provider: ProviderName): void {
    const found = this.verdict(of, provider)
    if (found?.by?.id === this.#life.id) this.#put(found, { by: undefined, deaths: 0 })
  }

  /** This process hangs in a provider: whatever it tries or uses is refused from now on. */
  condemn(detail: string): void {
    for (const each of this.#read().verdicts)
      if (each.by?.id === this.#life.id) this.#put(each, { state: 'hung', detail, by: undefined })
  }

  /** Somebody asks for it anew: what stood against it is forgotten. */
  forgive(provider: ProviderName): void {
    this.#change((all) => ({
      ...all,
      verdicts: all.verdicts.filter((each) => each.provider !== provider || each.state === 'trusted'),
    }))
  }

  tuning(of: Subject): Tuning | undefined {
    return this.#read().tunings.find((each) => isAbout(each, of))?.tuning
  }

  setTuning(of: Subject, tuning: Tuning): void {
    const entry = { ...of, tuning, at: new Date().toISOString() }
    this.#change((all) => ({
      ...all,
      tunings: [...all.tunings.filter((each) => !isAbout(each, of)), entry].slice(-kept),
    }))
  }

  #lookAfter(found: Verdict): Verdict {
    if (found.by === undefined || this.#isAlive(found.by)) return found
    if (found.state === 'trying') return this.#put(found, { state: 'crashed', detail: 'the engine died while trying' })
    const deaths = found.deaths + (this.#witnessedDeath ? 1 : 0)
    if (deaths <= tolerableDeaths) return this.#put(found, { deaths })
    return this.#put(found, { state: 'crashed', detail: `the engine died ${deaths} times while using it`, deaths })
  }

  #put(
    on: Subject & Pick<Verdict, 'provider' | 'deaths'> & Partial<Verdict>,
    change: { [Key in keyof Verdict]?: Verdict[Key] | undefined },
  ): Verdict {
    const { fingerprint, runtime, pack, provider, deaths, state = 'trying', detail = '', speedup } = on
    const former = { fingerprint, runtime, pack, provider, deaths, state, detail, speedup }
    const next = verdict.parse({ ...former, at: new Date().toISOString(), ...change })
    this.#change((all) => ({
      ...all,
      verdicts: [...all.verdicts.filter((each) => !isOn(each, next, provider)), next].slice(-kept),
    }))
    return next
  }

  #isAlive(by: Life): boolean {
    if (by.id === this.#life.id) return true
    // The process that has our number now is we, not the one that wrote this.
    if (by.pid === this.#life.pid) return false
    try {
      return process.kill(by.pid, 0)
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM'
    }
  }

  /** What cannot be read is as if nothing had been found out: it costs trials, not photos. */
  #read(): Notes {
    try {
      return notes.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      return { format: 1, verdicts: [], tunings: [] }
    }
  }

  /** Read anew each time: another process of the same library may have written meanwhile. */
  #change(change: (all: Notes) => Notes): void {
    const text = JSON.stringify(change(this.#read()), undefined, 2)
    const part = `${this.#path}.${this.#life.pid}.part`
    const file = openSync(part, 'w')
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, this.#path)
  }
}

function isAbout(entry: Subject, { fingerprint, runtime, pack }: Subject): boolean {
  return entry.fingerprint === fingerprint && entry.runtime === runtime && entry.pack === pack
}

function isOn(entry: Verdict, of: Subject, provider: ProviderName): boolean {
  return entry.provider === provider && isAbout(entry, of)
}
