/** Model packs: what is installed, what is offered, and the download under way, for every component that shows them. */
import type { DownloadState, PackCatalogue, PackSummary } from '../../electron/api/packs.ts'
import { words } from '../strings/strings.svelte.ts'
import { announcer } from './announcer.svelte.ts'
import { api } from './host.ts'

const underWay: readonly DownloadState['state'][] = ['preparing', 'checking', 'downloading', 'waiting']
/** What a screen reader is told of: how it begins and how it ends, never the counting between. */
const worthSaying: readonly DownloadState['state'][] = ['preparing', 'done', 'stopped', 'failed']

class Packs {
  #installed = $state.raw<readonly PackSummary[]>([])
  #catalogue = $state.raw<PackCatalogue | undefined>(undefined)
  #download = $state.raw<DownloadState | undefined>(undefined)

  get installed(): readonly PackSummary[] {
    return this.#installed
  }

  get catalogue(): PackCatalogue | undefined {
    return this.#catalogue
  }

  /** Under way, paused, failed, or just done. */
  get download(): DownloadState | undefined {
    return this.#download
  }

  get isDownloading(): boolean {
    return this.#download !== undefined && underWay.includes(this.#download.state)
  }

  /** What a set is called; one that is in no catalogue has only its id. */
  nameOf(set: string): string {
    const known = words.t.packs.sets[set]?.title
    return known ?? this.#catalogue?.offers.find((offer) => offer.set === set)?.title ?? set
  }

  async load(): Promise<void> {
    const [{ packs }, catalogue, { download }] = await Promise.all([
      api.packs.list({}),
      api.packs.catalog({}),
      api.packs.download({}),
    ])
    this.#installed = packs
    this.#catalogue = catalogue
    this.#download = download
  }

  /** An event of the engine. */
  hear(download: DownloadState): void {
    const isNews = download.state !== this.#download?.state
    this.#download = download
    if (!isNews || !worthSaying.includes(download.state)) return
    announcer.say(words.t.packs.state[download.state])
    void this.load().catch((error: unknown) => announcer.complain(error))
  }

  /** After the licences have been accepted. */
  async start(what: string): Promise<void> {
    await api.packs.start({ what, accept: true })
  }

  async pause(): Promise<void> {
    await api.packs.stop({})
  }

  async discard(what: string): Promise<void> {
    await api.packs.stop({ discard: what })
    await this.load()
  }
}

export const packs = new Packs()
