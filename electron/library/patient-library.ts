/**
 * The library of an engine's process. Where it cannot be opened (written by a newer Sightline, damaged beyond help, not
 * ours to read, gone) the process lives on: every question is answered with why, and it is opened as soon as it can be.
 * One that is taken away meanwhile is let go of, and opened again where it comes back.
 */
import { contract } from '../api/contract.ts'
import { AppError, toErrorAnswer } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import { answer, type Response } from '../api/rpc.ts'
import type { Log } from '../log/log.ts'
import { libraryGone } from '../store/database/open.ts'
import { openLibrary, type LibraryOptions, type OpenLibrary } from './library.ts'
import type { FindPicture } from './photos/pictures.ts'

/** How often it is looked after unasked; a file that is damaged may take long to be found so. */
const restMs = 2000
/** What mending did not mend is not tried for ever. */
const mendRestMs = 10 * 60_000

export interface PatientLibrary {
  /** Never rejects. */
  respond(request: unknown, signal: AbortSignal): Promise<Response>
  readonly picture: FindPicture
  onEvent(listener: (event: LibraryEvent) => void): void
  /** Calls whenever the library has been opened; at once where it is open. */
  onOpened(listener: () => void): void
  close(): Promise<void>
}

interface Opened {
  readonly library: OpenLibrary
  readonly respond: (request: unknown, signal: AbortSignal) => Promise<Response>
}

class Patience implements PatientLibrary {
  readonly #options: LibraryOptions & { readonly log: Log }
  readonly #listeners: ((event: LibraryEvent) => void)[] = []
  #whenOpened: () => void = () => undefined
  #opened: Opened | undefined
  #trouble: unknown
  /** The words of what stands in the way of a library that is open. */
  #toldTrouble = ''
  #triedAt = -Infinity
  #mustExist: boolean
  #letGo: Promise<void> | undefined
  #mendedAt = -Infinity
  #closed = false
  readonly #timer: NodeJS.Timeout

  constructor(options: LibraryOptions & { readonly log: Log }) {
    this.#options = options
    this.#mustExist = options.mustExist ?? false
    this.#timer = setInterval(() => this.#lookAfter(), restMs)
    this.#timer.unref()
    this.#open()
  }

  respond(request: unknown, signal: AbortSignal): Promise<Response> {
    const opened = this.#current()
    if (opened !== undefined) return this.#answer(opened, request, signal)
    return Promise.resolve({ ok: false, error: toErrorAnswer(this.#trouble) })
  }

  picture: FindPicture = (request, signal) =>
    this.#current()?.library.picture(request, signal) ?? Promise.resolve(undefined)

  onEvent(listener: (event: LibraryEvent) => void): void {
    this.#listeners.push(listener)
    this.#opened?.library.onEvent(listener)
  }

  onOpened(listener: () => void): void {
    this.#whenOpened = listener
    if (this.#opened !== undefined) listener()
  }

  async #answer(opened: Opened, request: unknown, signal: AbortSignal): Promise<Response> {
    const response = await opened.respond(request, signal)
    if (!response.ok && response.error.code === 'library-damaged') this.#mend(opened)
    return response
  }

  /** Opened anew, what is damaged is set aside, and what people made comes back from the side copy. */
  #mend(opened: Opened): void {
    if (this.#opened !== opened || performance.now() - this.#mendedAt < mendRestMs) return
    this.#mendedAt = performance.now()
    opened.library.damageMet()
    this.#leave(
      new AppError('library-damaged', `The library ${this.#options.folder} is damaged, and is being mended.`, {
        hint: 'What you made has a side copy. It opens again in a moment.',
      }),
    )
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#letGo
    await this.#opened?.library.close()
  }

  #current(): Opened | undefined {
    if (this.#opened?.library.isInPlace() === false) this.#leave(libraryGone(this.#options.folder))
    if (this.#closed) return this.#opened
    if (this.#opened === undefined && this.#letGo === undefined && performance.now() - this.#triedAt > restMs)
      this.#open()
    return this.#opened
  }

  #open(): void {
    const { log } = this.#options
    try {
      const library = openLibrary({
        ...this.#options,
        mustExist: this.#mustExist,
        onDamage: () => this.#opened && this.#mend(this.#opened),
      })
      const respond = answer(contract, library.handlers, (method, error) =>
        log.failure('a method failed', error, { method }),
      )
      this.#opened = { library, respond }
      this.#mustExist = true
      for (const listener of this.#listeners) library.onEvent(listener)
      this.#whenOpened()
      // Whoever was told of the trouble looks again.
      if (this.#trouble !== undefined) this.#tell({ kind: 'engine', state: 'back' })
      this.#trouble = undefined
    } catch (error) {
      if (this.#trouble === undefined) log.failure('the library cannot be opened', error)
      this.#trouble = error
    }
    this.#triedAt = performance.now()
  }

  /** Lets go of what is open: gone, so that what is written into it would be lost, or damaged. */
  #leave(trouble: AppError): void {
    const { log } = this.#options
    const left = this.#opened
    this.#opened = undefined
    this.#trouble = trouble
    log.failure('the library is let go of', trouble)
    this.#letGo = left?.library
      .close()
      .catch((error: unknown) => log.failure('the library did not close', error))
      .finally(() => {
        this.#letGo = undefined
        this.#triedAt = -Infinity
        this.#current()
      })
    this.#tell({ kind: 'photos-changed' })
  }

  #lookAfter(): void {
    const trouble = this.#current()?.library.trouble()?.message ?? ''
    if (trouble === this.#toldTrouble) return
    this.#toldTrouble = trouble
    this.#tell({ kind: 'photos-changed' })
  }

  #tell(event: LibraryEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** Opens the library as soon as it can be. Options as `openLibrary`; nothing is thrown. */
export function openPatiently(options: LibraryOptions & { readonly log: Log }): PatientLibrary {
  return new Patience(options)
}
