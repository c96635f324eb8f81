/** From one set of packs to another, without a restart and without a photo that two models share. */
import type { StageProgress } from '../../api/events.ts'
import type { Store } from '../../store/store.ts'
import type { Acts } from '../acts/acts.ts'
import { readPreferences } from '../shared/preferences.ts'
import { settleAnswering, type ActivePacks, type ChosenPacks } from './active-packs.ts'
import type { LoadedModels } from './loaded-models.ts'

/** The indexing that is running with some packs. */
export interface PackUser {
  readonly packs: ActivePacks
  /** Changes them while nothing is under way. */
  changePacks(change: () => Promise<ActivePacks>): Promise<void>
}

export interface HandoverParts {
  readonly store: Store
  readonly models: LoadedModels
  readonly acts: Acts
  /** Absent while nothing is indexed; never rejects. */
  readonly user: () => Promise<PackUser | undefined>
  /** Other packs than before may be in use from now on. */
  readonly onAdopted: () => void
}

export class PackHandover {
  readonly #parts: HandoverParts
  #adopting: Promise<void> = Promise.resolve()

  constructor(parts: HandoverParts) {
    this.#parts = parts
  }

  /**
   * Another pack was chosen, installed, mended or removed: uses what is chosen now.
   * @param set makes this set the library's own. Errors: `no-pack` when it is not installed
   */
  async adopt(set?: string): Promise<void> {
    await this.#parts.models.chosen(set) // a wrong name is refused before anything changes
    this.choose(set)
    // One after the other: each finds the packs that the one before left.
    const adopted = this.#adopting.then(() => this.#adoptChosen())
    this.#adopting = adopted.catch(() => undefined) // whoever asked hears of it
    await adopted
  }

  /** Makes a set the library's own. */
  choose(set: string | undefined): void {
    const { store, acts } = this.#parts
    if (set !== undefined && store.settings.get('packs.set') !== set) acts.carryOut(() => [{ act: 'packs', set }])
  }

  /** Another process may have installed or removed packs: what is on the disk is the truth. Gives whether it had. */
  async notice(): Promise<boolean> {
    const packs = (await this.#parts.user())?.packs
    if (packs === undefined) return false
    const chosen = await this.#parts.models.chosen()
    const foldersOf = ({ embedding, caption, reading }: ChosenPacks): string =>
      [embedding, caption, reading].map((each) => each?.folder).join('\n')
    // A pack that could not be loaded is missing among those in use, and is not tried again and again.
    if (packs.problems.length > 0 || foldersOf(chosen) === foldersOf(packs)) return false
    await this.adopt()
    return true
  }

  /** A new pack answers once it has seen nearly everything; until then the replaced one does. */
  async handOver(stages: readonly StageProgress[]): Promise<void> {
    const packs = (await this.#parts.user())?.packs
    if (packs?.answering === undefined || packs.answering.folder === packs.embedding?.folder) return
    const nothingLeft = stages.every(
      ({ stage, done, failed, total }) => stage === 'caption' || stage === 'words' || done + failed >= total,
    )
    if (settleAnswering(this.#parts.store, packs, nothingLeft)) await this.adopt()
  }

  /** A pack that is new to the library looks at every photo it has not seen; the old vectors answer meanwhile. */
  queueFor(packs: ActivePacks): void {
    const { store } = this.#parts
    store.transaction(() => {
      store.work.dropOtherModels('caption', packs.captionModel ?? '')
      store.work.addMany('look', packs.vectors?.missing() ?? [])
      store.work.dropOtherModels('words', packs.readingModel ?? '')
      if (packs.readingModel !== undefined)
        store.work.addMany('words', store.pictureWords.unread(packs.readingModel), packs.readingModel)
      if (packs.captionModel !== undefined && readPreferences(store).captions !== 'on-request') {
        const wordless = store.photosPassing([{ kind: 'has', what: 'alt', present: false }])
        const drafted = packs.readingModel === undefined ? [] : store.captions.madeBy(packs.readingModel)
        store.work.addMany('caption', [...wordless, ...drafted], packs.captionModel)
      }
      store.work.followDrives()
    })
  }

  /** Resolves when no change of packs is under way. */
  async settled(): Promise<void> {
    await this.#adopting
  }

  async #adoptChosen(): Promise<void> {
    const { store, models } = this.#parts
    const user = await this.#parts.user()
    settleAnswering(store, await models.chosen(), false)
    if (user === undefined) {
      if (models.isLoaded) await models.renew()
      return
    }
    await user.changePacks(async () => {
      const { packs } = await models.renew()
      this.queueFor(packs)
      return packs
    })
    this.#parts.onAdopted()
  }
}
