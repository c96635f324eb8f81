/**
 * A machine that moves, swaps, edits and unplugs photos at random while a library indexes them, gives some of them
 * texts, stars and hearts, loses the database, and asks after each burst whether everything is where it was given.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { AppError } from '../../electron/api/errors.ts'
import { answer, connect, type Client } from '../../electron/api/rpc.ts'
import { openLibrary, type OpenLibrary } from '../../electron/library/library.ts'
import { createRandom, type Random } from '../../models/demo/scenes/random.ts'
import { Disk } from './disk.ts'
import { Ledger, type ShownPhoto } from './ledger.ts'

const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const childPath = fileURLToPath(new URL('./index-in-child.ts', import.meta.url))

export interface MachineOptions {
  readonly seed: number
  readonly steps: number
  /** Real processes that are killed; each costs a second. */
  readonly kills: boolean
  /** Stops early, after this moment. */
  readonly untilMs?: number
  readonly onBurst?: (steps: number) => void
}

export interface Outcome {
  readonly steps: number
  readonly bursts: number
  readonly kills: number
  /** The first burst that went wrong: what was done since the last good one, and what is wrong. */
  readonly failure?: { readonly script: readonly string[]; readonly faults: readonly string[] }
}

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
  const machine = new Machine(root, createRandom(options.seed))
  try {
    return await machine.run(options)
  } finally {
    await machine.close()
    rmSync(root, { recursive: true, force: true })
  }
}

class Machine {
  readonly #random: Random
  readonly #disk: Disk
  readonly #ledger = new Ledger()
  readonly #home: string
  #library: OpenLibrary | undefined
  #script: string[] = []
  #steps = 0
  #bursts = 0
  #kills = 0
  #gifts = 0

  constructor(root: string, random: Random) {
    this.#random = random
    this.#disk = new Disk(join(root, 'drives'), random)
    this.#home = join(root, 'library')
  }

  async run({ steps, kills, untilMs, onBurst }: MachineOptions): Promise<Outcome> {
    const outcome = (): Outcome => ({ steps: this.#steps, bursts: this.#bursts, kills: this.#kills })
    for (let index = 0; index < 6; index += 1) this.#disk.acts['new picture']?.()
    await this.#index()
    while (this.#steps < steps && Date.now() < (untilMs ?? Number.POSITIVE_INFINITY)) {
      await this.#burst(kills)
      const faults = await this.#faults()
      if (faults.length > 0) return { ...outcome(), failure: { script: this.#script, faults } }
      this.#disk.looked()
      // What is right now is where the next script begins; a few bursts back are kept, for context.
      this.#script = this.#script.slice(-100)
      this.#script.push('--- all is well')
      onBurst?.(this.#steps)
    }
    return outcome()
  }

  async close(): Promise<void> {
    await this.#library?.close()
    this.#library = undefined
  }

  #open(): Client<typeof contract> {
    this.#library ??= openLibrary({
      folder: this.#home,
      packFolders: [],
      cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
      threadUrl,
    })
    return connect(contract, answer(contract, this.#library.handlers))
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
    this.#bursts += 1
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
    if (this.#random.chance(0.6)) await this.#give()
    if (this.#random.chance(0.05)) await this.#loseDatabase()
    if (this.#random.chance(0.1)) {
      this.#note('close and open')
      await this.close()
    }
  }

  async #index(): Promise<void> {
    this.#script.push('index')
    const folders = this.#disk.drives.filter(({ here }) => here).map(({ mount }) => mount)
    try {
      await this.#open().index.run({ folders })
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
  }

  async #loseDatabase(): Promise<void> {
    // A drive that is away is not among the folders that are looked through anew.
    if (this.#disk.drives.some(({ here }) => !here)) return
    this.#note('database lost')
    await this.close()
    for (const name of ['library.db', 'library.db-wal', 'library.db-shm'])
      rmSync(join(this.#home, name), { force: true })
    await this.#index()
  }

  /** A person gives a photo something, and whoever gives a text has looked at the photo. */
  async #give(): Promise<void> {
    const client = this.#open()
    const disk = this.#disk.visible()
    const photos = await this.#shown()
    const photo = photos.length === 0 ? undefined : this.#random.pick(photos)
    const picture = photo === undefined ? undefined : disk.get(photo.paths[0] ?? '')
    if (photo === undefined || picture === undefined) return
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
    const anywhere = new Set(this.#disk.visible().values())
    return this.#ledger.faults(this.#disk.visible(), await this.#shown(), { anywhere, ancestors })
  }
}

async function firstWord(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
}
