/** Folders full of pictures, and what people and programs do to them. It knows what lies where; nobody else is asked. */
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../models/demo/scenes/random.ts'
import { pictureBytes } from './pictures.ts'

const names = Array.from({ length: 9 }, (_, index) => `IMG_${index + 1}.bmp`)
/** One time for many files, as unpacked archives and some cameras have it. */
const oldTime = new Date('2020-01-01T12:00:00Z')

export interface Drive {
  /** Under which name it is mounted; another one after it was away. */
  mount: string
  here: boolean
}

export class Disk {
  readonly root: string
  readonly drives: Drive[]
  /** What each path shows, paths relative to the drive: `0/sub/IMG_1.bmp` for drive 0. */
  readonly #shows = new Map<string, number>()
  /** What a path has shown, newest last, since the library surely looked; also for one that is free now. */
  readonly #shown = new Map<string, readonly number[]>()
  /** Pictures that the library has surely seen somewhere. */
  readonly #seen = new Set<number>()
  readonly #bin: { key: string; picture: number; kept: string }[] = []
  readonly #random: Random
  /** What the library had seen when a copy of it was kept. */
  #kept: { readonly seen: ReadonlySet<number>; readonly shown: ReadonlyMap<string, readonly number[]> } | undefined
  #nextPicture = 0
  #mounts = 0
  /** What was done, file by file. */
  readonly deeds: string[] = []
  /** For each picture that took another's place in a file: the one it took it from, newest last. */
  readonly edits: { from: number; to: number }[] = []

  constructor(root: string, random: Random) {
    this.root = root
    this.#random = random
    this.drives = [0, 1].map(() => ({ mount: join(root, `drive${++this.#mounts}`), here: true }))
    for (const { mount } of this.drives)
      for (const folder of ['.', 'a', 'b']) mkdirSync(join(mount, folder), { recursive: true })
    // A drive without anything on it counts as away.
    for (const { mount } of this.drives) writeFileSync(join(mount, 'readme.txt'), 'A drive.')
  }

  /** Paths of what is on drives that are here, with what each shows. */
  visible(): ReadonlyMap<string, number> {
    const here = [...this.#shows].filter(([key]) => this.#driveOf(key).here)
    return new Map(here.map(([key, picture]) => [this.pathOf(key), picture]))
  }

  /** Every picture that lies anywhere on a drive, here or away. */
  pictures(): ReadonlySet<number> {
    return new Set(this.#shows.values())
  }

  pathOf(key: string): string {
    return join(this.#driveOf(key).mount, key.slice(2))
  }

  #put(key: string, picture: number): void {
    // One that was never seen looks like an edit of what was there.
    if (!this.#seen.has(picture)) this.#tookThePlaceOf(key, picture)
    this.#shows.set(key, picture)
    this.#shown.set(key, [...(this.#shown.get(key) ?? []), picture])
  }

  /** The library has looked at everything that is here, and knows what each path showed last. */
  looked(): void {
    for (const picture of this.visible().values()) this.#seen.add(picture)
    for (const [key, pictures] of this.#shown) if (this.#driveOf(key).here) this.#shown.set(key, pictures.slice(-1))
  }

  /** Somebody keeps a copy of what the library knows now. */
  knowledgeKept(): void {
    this.#kept = { seen: new Set(this.#seen), shown: new Map(this.#shown) }
  }

  /** The library knows what it knew then, and no more: what it never saw since looks like an edit of what it saw. */
  knowledgePutBack(): void {
    if (this.#kept === undefined) return
    for (const [key, picture] of this.#shows)
      if (!this.#kept.seen.has(picture))
        for (const before of this.#kept.shown.get(key) ?? []) this.edits.push({ from: before, to: picture })
    // Old paths that it looks for again may hold something new from now on.
    for (const [key, before] of this.#kept.shown) this.#shown.set(key, [...before, ...(this.#shown.get(key) ?? [])])
  }

  #driveOf(key: string): Drive {
    const drive = this.drives[Number(key[0])]
    if (drive === undefined) throw new Error(`no drive for ${key}`)
    return drive
  }

  #keysHere(): string[] {
    return [...this.#shows.keys()].filter((key) => this.#driveOf(key).here)
  }

  #someKey(): string | undefined {
    return this.#pick(this.#keysHere())
  }

  /** A path that is free, on a drive that is here. */
  #freeKey(): string | undefined {
    const keys = this.drives.flatMap(({ here }, drive) =>
      here ? ['', 'a/', 'b/'].flatMap((folder) => names.map((name) => `${drive}/${folder}${name}`)) : [],
    )
    return this.#pick(keys.filter((key) => !this.#shows.has(key)))
  }

  #pick<Item>(from: readonly Item[]): Item | undefined {
    return from[Math.floor(this.#random.next() * from.length)]
  }

  #move(from: string, to: string): void {
    const picture = this.#shows.get(from)
    if (picture === undefined) throw new Error(`nothing at ${from}`)
    if (from[0] === to[0]) moveWithin(this.pathOf(from), this.pathOf(to))
    else moveAcross(this.pathOf(from), this.pathOf(to))
    this.deeds.push(`${from} (${picture}) to ${to}`)
    this.#shows.delete(from)
    this.#put(to, picture)
  }

  /** Whoever comes later cannot tell a file that was replaced from one that was edited, and may have missed some. */
  #tookThePlaceOf(key: string, picture: number): void {
    for (const before of this.#shown.get(key) ?? []) this.edits.push({ from: before, to: picture })
  }

  #write(key: string, picture: number, time: Date | undefined): void {
    this.#tookThePlaceOf(key, picture)
    this.deeds.push(`${key} is ${picture}`)
    writeFileSync(this.pathOf(key), pictureBytes(picture))
    if (time !== undefined) utimesSync(this.pathOf(key), time, time)
    this.#put(key, picture)
  }

  /** All that can happen, by name; each does nothing where there is nothing to do it to. */
  readonly acts: Readonly<Record<string, () => void>> = {
    'new picture': () => {
      const key = this.#freeKey()
      if (key !== undefined) this.#write(key, this.#nextPicture++, this.#random.next() < 0.7 ? oldTime : undefined)
    },
    move: () => {
      const [from, to] = [this.#someKey(), this.#freeKey()]
      if (from !== undefined && to !== undefined) this.#move(from, to)
    },
    swap: () => {
      const [one, other, free] = [this.#someKey(), this.#someKey(), this.#freeKey()]
      if (one === undefined || other === undefined || free === undefined || one === other) return
      this.#move(one, free)
      this.#move(other, one)
      this.#move(free, other)
    },
    ring: () => {
      const keys = [...new Set([this.#someKey(), this.#someKey(), this.#someKey()])].filter((key) => key !== undefined)
      const free = this.#freeKey()
      const [first] = keys
      if (first === undefined || free === undefined || keys.length < 2) return
      this.#move(first, free)
      for (const [index, key] of keys.entries())
        this.#move(index + 1 < keys.length ? (keys[index + 1] ?? free) : free, key)
    },
    // scan1 becomes scan2 and so on, and a new picture comes in front.
    renumber: () => {
      const folder = `${this.#random.next() < 0.5 ? 0 : 1}/`
      if (!this.#driveOf(folder).here || this.#shows.has(`${folder}${names.at(-1) ?? ''}`)) return
      for (const [index, name] of [...names.entries()].reverse())
        if (this.#shows.has(folder + name) && index + 1 < names.length)
          this.#move(folder + name, folder + (names[index + 1] ?? ''))
      this.#write(`${folder}${names[0] ?? ''}`, this.#nextPicture++, oldTime)
    },
    copy: () => {
      const [from, to] = [this.#someKey(), this.#freeKey()]
      if (from === undefined || to === undefined) return
      this.deeds.push(`copy ${from} (${this.#shows.get(from) ?? -1}) to ${to}`)
      copyFileSync(this.pathOf(from), this.pathOf(to))
      if (this.#random.next() < 0.5) utimesSync(this.pathOf(to), oldTime, oldTime)
      this.#put(to, this.#shows.get(from) ?? -1)
    },
    'hard link': () => {
      const [from, to] = [this.#someKey(), this.#freeKey()]
      if (from === undefined || to === undefined || from[0] !== to[0]) return
      this.deeds.push(`link ${from} (${this.#shows.get(from) ?? -1}) to ${to}`)
      linkSync(this.pathOf(from), this.pathOf(to))
      this.#put(to, this.#shows.get(from) ?? -1)
    },
    'move over another': () => {
      const [from, to] = [this.#someKey(), this.#someKey()]
      if (from !== undefined && to !== undefined && from !== to) this.#move(from, to)
    },
    'edit in place': () => {
      const key = this.#someKey()
      if (key === undefined) return
      const path = this.pathOf(key)
      const stats = statSync(path)
      // Every hard link shows the new picture.
      const linked = this.#keysHere().filter(
        (other) => statSync(this.pathOf(other)).ino === stats.ino && other[0] === key[0],
      )
      const picture = this.#nextPicture++
      const from = this.#shows.get(key) ?? -1
      for (const before of new Set([...linked, key].flatMap((each) => this.#shown.get(each) ?? [])))
        this.edits.push({ from: before, to: picture })
      const kept = this.#random.next() < 0.5
      this.deeds.push(`edit ${linked.join(' ')} from ${from} to ${picture}${kept ? ', time kept' : ''}`)
      writeFileSync(path, pictureBytes(picture))
      // Programs that keep the file's time; the size is always the same here.
      if (kept) utimesSync(path, stats.atime, stats.mtime)
      for (const other of linked) this.#put(other, picture)
    },
    delete: () => {
      const key = this.#someKey()
      if (key === undefined) return
      const kept = join(this.root, `bin${this.#bin.length}`)
      copyFileSync(this.pathOf(key), kept)
      this.#bin.push({ key, picture: this.#shows.get(key) ?? -1, kept })
      this.deeds.push(`delete ${key} (${this.#shows.get(key) ?? -1})`)
      unlinkSync(this.pathOf(key))
      this.#shows.delete(key)
    },
    'back from the bin': () => {
      const item = this.#bin.pop()
      if (item === undefined) return
      const { key, kept, picture } = item
      if (this.#shows.has(key) || !this.#driveOf(key).here) return
      this.deeds.push(`${key} is back with ${picture}`)
      copyFileSync(kept, this.pathOf(key))
      utimesSync(this.pathOf(key), oldTime, oldTime)
      this.#put(key, picture)
    },
    chmod: () => {
      const key = this.#someKey()
      if (key !== undefined) chmodSync(this.pathOf(key), this.#random.next() < 0.5 ? 0o600 : 0o644)
    },
    'drive away': () => {
      const drive = this.drives[1]
      if (drive?.here !== true) return
      renameSync(drive.mount, join(this.root, 'unplugged'))
      drive.here = false
    },
    'drive back': () => {
      const drive = this.drives[1]
      if (drive === undefined || drive.here) return
      if (this.#random.next() < 0.5) drive.mount = join(this.root, `drive${++this.#mounts}`)
      renameSync(join(this.root, 'unplugged'), drive.mount)
      drive.here = true
    },
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** `rename` of one hard link to another does nothing at all; `mv` takes the former name away. */
function moveWithin(from: string, to: string): void {
  if (statSync(to, { throwIfNoEntry: false })?.ino === statSync(from).ino) unlinkSync(from)
  else renameSync(from, to)
}

/** To another drive, as `mv` does: another inode, the same time. */
function moveAcross(from: string, to: string): void {
  const { atime, mtime } = statSync(from)
  rmSync(to, { force: true })
  copyFileSync(from, to)
  utimesSync(to, atime, mtime)
  unlinkSync(from)
}
