/**
 * A machine that moves, swaps, edits and unplugs photos at random while a library indexes them, gives some of them
 * texts, stars and hearts, harms the library's own files, turns the clock, kills, and asks after each burst whether
 * everything is where it was given.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { AppError } from '../../electron/api/errors.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { openLibrary, type OpenLibrary } from '../../electron/library/library.ts'
import type { Clock } from '../../electron/library/shared/clock.ts'
import { createRandom, mix } from '../../models/demo/scenes/random.ts'
import { Disk } from './disk.ts'
import { RandomByTurns } from './random-by-turns.ts'
import { harms, keepOlder, losses, olderDatabase, tearJournal, type HarmContext } from './library-harm.ts'
import { newerDatabase, SmallDisk, type Obstacle } from './obstacles.ts'
import { pictureBytes } from './pictures.ts'
import { Ledger, type ShownPhoto } from './ledger.ts'

const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const childPath = fileURLToPath(new URL('./index-in-child.ts', import.meta.url))

export interface MachineOptions {
  readonly seed: number
  readonly steps: number
  /** Real processes that are killed; each costs a second. */
  readonly kills: boolean
  /** Files of the library are lost alone, neither cut nor rotten. */
  readonly mild?: boolean
  /** Bursts that are left out, by their number: the others do what they did before. */
  readonly without?: ReadonlySet<number>
  /** So many bursts at most. */
  readonly bursts?: number
  /** Stops early, after this moment. */
  readonly untilMs?: number
  readonly onBurst?: (steps: number) => void
}

export interface Outcome {
  readonly steps: number
  readonly bursts: number
  readonly kills: number
  /** How often a file of the library was harmed. */
  readonly harms: number
  /** How often its disk was full or read-only, or its database a newer program's. */
  readonly obstacles: number
  /** The first burst that went wrong: what was done since the last good one, and what is wrong. */
  readonly failure?: {
    readonly burst: number
    readonly script: readonly string[]
    readonly faults: readonly string[]
  }
}

/** Bursts from one look at everything to the next. */
const deepEvery = 8

/** Acts that come often, and those that change the ground under all others. */
const weights: Readonly<Record<string, number>> = {
  'new picture': 5,
  move: 4,
  swap: 3,
  ring: 2,
  renumber: 2,
  copy: 3,
  'hard link': 1,
  'move over another': 1,
  'edit in place': 3,
  delete: 2,
  'back from the bin': 2,
  chmod: 1,
  'drive away': 1,
  'drive back': 2,
}

export async function runMachine(options: MachineOptions): Promise<Outcome> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sightline-faults-')))
  const machine = new Machine(root, options)
  try {
    return await machine.run(options)
  } finally {
    await machine.end()
    rmSync(root, { recursive: true, force: true })
  }
}

class Machine {
  readonly #seed: number
  readonly #harmsUsed: typeof harms
  readonly #random = new RandomByTurns()
  readonly #disk: Disk
  readonly #ledger = new Ledger()
  readonly #small: SmallDisk
  readonly #home: string
  readonly #obstacles: readonly Obstacle[]
  #library: OpenLibrary | undefined
  #script: string[] = []
  #steps = 0
  #bursts = 0
  #kills = 0
  #harms = 0
  #obstaclesMet = 0
  #gifts = 0

  /** How far the clock is ahead, or behind. */
  #clockMs = 0
  readonly #clock: Clock = {
    nowMs: () => Date.now() + this.#clockMs,
    now: () => new Date(Date.now() + this.#clockMs).toISOString(),
  }

  constructor(root: string, { seed, mild = false }: MachineOptions) {
    this.#seed = seed
    this.#harmsUsed = mild ? losses : { ...losses, ...harms, ...olderDatabase }
    this.#disk = new Disk(join(root, 'drives'), this.#random)
    this.#small = new SmallDisk(join(root, 'small'), 192)
    this.#home = join(this.#small.path, 'library')
    this.#obstacles = [newerDatabase(this.#home), ...this.#small.obstacles(this.#random)]
  }

  async run({
    steps,
    kills,
    without,
    bursts = Number.POSITIVE_INFINITY,
    untilMs,
    onBurst,
  }: MachineOptions): Promise<Outcome> {
    const outcome = (): Outcome => ({
      steps: this.#steps,
      bursts: this.#bursts,
      kills: this.#kills,
      harms: this.#harms,
      obstacles: this.#obstaclesMet,
    })
    this.#random.turnTo(createRandom(this.#seed))
    for (let index = 0; index < 6; index += 1) this.#disk.acts['new picture']?.()
    await this.#index()
    while (this.#steps < steps && this.#bursts < bursts && Date.now() < (untilMs ?? Number.POSITIVE_INFINITY)) {
      this.#bursts += 1
      const burst = this.#bursts
      // Each burst has its own choices: it does the same where others are left out.
      this.#random.turnTo(createRandom(mix(this.#seed, burst)))
      if (without?.has(burst) === true) {
        this.#steps += 1
        continue
      }
      await this.#burst(kills)
      const faults = await this.#mending(() => this.#faults())
      if (faults.length > 0) return { ...outcome(), failure: { burst, script: this.#script, faults } }
      this.#disk.looked()
      // What is right now is where the next script begins; a few bursts back are kept, for context.
      this.#script = this.#script.slice(-100)
      this.#script.push('--- all is well')
      onBurst?.(this.#steps)
    }
    return outcome()
  }

  async close(): Promise<void> {
    const library = this.#library
    this.#library = undefined
    await library?.close()
  }

  async end(): Promise<void> {
    await this.close()
    this.#small.unmount()
  }

  #open(): Client<typeof contract> {
    this.#library ??= openLibrary({
      folder: this.#home,
      packFolders: [],
      cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
      threadUrl,
      clock: this.#clock,
    })
    return connect(contract, answer(contract, this.#library.handlers))
  }

  /** As the program does where an answer tells of damage: what is open is closed, and opening it again mends it. */
  async #mending<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'library-damaged')) throw error
      this.#script.push('damage was met')
      this.#library?.damageMet()
      await this.close()
      return await work()
    }
  }

  /** Opening looks at a sample; what only a look at every page finds is mended by the opening after that. */
  async #mendAll(): Promise<void> {
    const { checks } = await this.#open().library.doctor({ deep: true })
    if (!checks.some(({ name, state }) => name === 'integrity' && state === 'bad')) return
    this.#script.push('damage was found')
    await this.close()
    await this.#index()
  }

  #note(what: string): void {
    this.#script.push(what)
    this.#steps += 1
  }

  #do(): void {
    const names = Object.entries(weights).flatMap(([name, weight]) => Array<string>(weight).fill(name))
    const name = this.#random.pick(names)
    this.#note(name)
    this.#disk.acts[name]?.()
    for (const deed of this.#disk.deeds.splice(0)) this.#script.push(`  ${deed}`)
  }

  async #burst(kills: boolean): Promise<void> {
    const count = this.#random.whole(1, 6)
    const during = this.#random.chance(0.3)
    if (kills && this.#random.chance(0.15)) await this.#indexAndKill()
    if (during) {
      const running = [this.#index(), ...(this.#random.chance(0.4) ? [this.#index()] : [])]
      for (let index = 0; index < count; index += 1) {
        await new Promise((resolve) => setImmediate(resolve))
        this.#do()
      }
      await Promise.all(running)
    } else for (let index = 0; index < count; index += 1) this.#do()
    await this.#index()
    if (during) await this.#index()
    if (this.#random.chance(0.6)) await this.#give(await this.#mending(() => this.#shown()))
    if (this.#random.chance(0.2)) await this.#harm()
    if (this.#random.chance(0.1)) await this.#meetObstacle()
    if (this.#random.chance(0.1)) {
      this.#note('close and open')
      await this.close()
      if (this.#random.chance(0.3) && keepOlder(this.#home)) this.#disk.knowledgeKept()
    }
    if (this.#random.chance(0.05)) {
      this.#clockMs = this.#random.whole(-1000, 1000) * 86_400_000
      this.#note(`the clock is ${this.#clockMs / 86_400_000} days ahead`)
    }
  }

  async #index(): Promise<void> {
    this.#script.push('index')
    const folders = this.#disk.drives.filter(({ here }) => here).map(({ mount }) => mount)
    try {
      await this.#mending(() => this.#open().index.run({ folders }))
    } catch (error) {
      // Unplugged just now: the next run does without it.
      if (!(error instanceof AppError && error.code === 'not-found')) throw error
    }
    this.#script.push('indexed')
  }

  /** Another process indexes and dies in the middle. */
  async #indexAndKill(): Promise<void> {
    await this.close()
    this.#note('index, killed')
    this.#kills += 1
    const folders = this.#disk.drives.filter(({ here }) => here).map(({ mount }) => mount)
    const child = spawn(process.execPath, [childPath, this.#home, ...folders], { stdio: ['ignore', 'pipe', 'inherit'] })
    await firstWord(child)
    await new Promise((resolve) => setTimeout(resolve, this.#random.whole(0, 120)))
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    if (this.#random.chance(0.3) && tearJournal(this.#harmContext)) this.#note('the journal was torn')
  }

  /** For a while nothing can be written, or not all of it; what is refused then was never given. */
  async #meetObstacle(): Promise<void> {
    const obstacle = this.#random.pick(this.#obstacles)
    const known = await this.#mending(() => this.#shown())
    // What the person sees meanwhile is what was shown last; what was moved since then is left alone.
    const seen = this.#disk.visible()
    if (obstacle.needsClosed || this.#random.chance(0.3)) await this.close()
    this.#note(obstacle.name)
    this.#obstaclesMet += 1
    obstacle.put()
    try {
      if (this.#random.chance(0.5)) this.#do()
      for (let tries = this.#random.whole(1, 4); tries > 0; tries -= 1) {
        await this.#mayBeRefused(obstacle, () => (this.#random.chance(0.4) ? this.#index() : this.#give(known, seen)))
        if (this.#random.chance(0.2)) await this.close()
      }
      if (obstacle.needsClosed) await this.close()
    } finally {
      obstacle.takeAway()
    }
    this.#note('it is over')
    // Who had it open goes on, and so does one who opens it now.
    if (this.#random.chance(0.5)) await this.close()
    await this.#index()
  }

  async #mayBeRefused(obstacle: Obstacle, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'no AppError'
      if (!obstacle.codes.includes(code)) throw error
      this.#script.push(`refused: ${code}`)
    }
  }

  get #harmContext(): HarmContext {
    return { home: this.#home, random: this.#random }
  }

  /** Something happens to one of the library's own files. */
  async #harm(): Promise<void> {
    // A drive that is away is not among the folders that are looked through anew.
    if (this.#disk.drives.some(({ here }) => !here)) return
    const name = this.#random.pick(Object.keys(this.#harmsUsed))
    await this.close()
    if (this.#harmsUsed[name]?.(this.#harmContext) !== true) return
    this.#note(name)
    if (name in olderDatabase) this.#disk.knowledgePutBack()
    this.#harms += 1
    await this.#index()
    // The next harm meets one that is whole again: against two at once stand the daily backups.
    await this.#mendAll()
  }

  /** A person gives a photo something, and whoever gives a text has looked at the photo. */
  async #give(photos: readonly ShownPhoto[], seen: ReadonlyMap<string, number> = this.#disk.visible()): Promise<void> {
    const client = this.#open()
    const photo = photos.length === 0 ? undefined : this.#random.pick(photos)
    const [path = ''] = photo?.paths ?? []
    const picture = seen.get(path)
    if (photo === undefined || picture === undefined || this.#disk.visible().get(path) !== picture) return
    const id = photo.id
    const gift = (this.#gifts += 1)
    const kind = this.#random.pick(['text', 'text', 'stars', 'heart'])
    if (kind === 'text') {
      this.#note(`text ${gift} for picture ${picture}`)
      await client.captions.edit({ photo: id, text: `text ${gift}` })
      // What was on trial is the picture's own from now on.
      this.#ledger.give(picture, { ...(photo.rating === undefined ? {} : { rating: photo.rating }) })
      if (photo.favourite) this.#ledger.give(picture, { favourite: true })
      this.#ledger.give(picture, { text: `text ${gift}` })
    } else if (kind === 'stars') {
      const rating = this.#random.whole(1, 5)
      this.#note(`${rating} stars for picture ${picture}`)
      await client.photos.mark({ photos: [id], rating })
      this.#ledger.give(picture, { rating })
    } else {
      this.#note(`a heart for picture ${picture}`)
      await client.photos.mark({ photos: [id], favourite: true })
      this.#ledger.give(picture, { favourite: true })
    }
  }

  async #shown(): Promise<ShownPhoto[]> {
    const client = this.#open()
    const { photos } = await client.photos.list({ limit: 1000 })
    return Promise.all(
      photos.map(async ({ id, alt, rating, favourite }) => {
        const { files } = await client.photos.get({ photo: id })
        const paths = files.filter(({ state }) => state === 'here').map(({ path }) => path)
        return { id, paths, text: alt?.source === 'human' ? alt.text : undefined, rating, favourite }
      }),
    )
  }

  async #faults(): Promise<string[]> {
    const parents = Map.groupBy(this.#disk.edits, ({ to }) => to)
    // A path may have shown a picture twice; each is an ancestor once.
    const ancestors = (picture: number, known = new Set<number>()): number[] => {
      for (const { from } of parents.get(picture) ?? []) if (!known.has(from)) ancestors(from, known.add(from))
      return [...known]
    }
    // What was carried off on a drive that is away now may have gone unseen.
    const visible = this.#disk.visible()
    const anywhere = new Set(visible.values())
    return [
      ...this.#ledger.faults(visible, await this.#shown(), { anywhere, ancestors }),
      ...[...visible]
        .filter(([path, picture]) => !readFileSync(path).equals(pictureBytes(picture)))
        .map(([path]) => `${path} is not as it was left`),
      ...(this.#bursts % deepEvery === 0 ? await this.#deepFaults() : []),
    ]
  }

  /** Every page, row, reference and count of the library held against the others. */
  async #deepFaults(): Promise<string[]> {
    await this.#mendAll()
    const { checks } = await this.#open().library.doctor({ deep: true })
    return checks
      .filter(({ name, state }) => state === 'bad' || (name === 'counts' && state !== 'good'))
      .map(({ name, detail }) => `${name}: ${detail}`)
  }
}

async function firstWord(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
}
