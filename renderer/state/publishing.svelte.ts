/** The texts on their way out: the run that is under way, or the last one, as the engine tells it. */
import type { PublishRun } from '../../electron/api/publish.ts'
import { words } from '../strings/strings.svelte.ts'
import { announcer, attempt } from './announcer.svelte.ts'
import { api } from './host.ts'

const isOpen = ({ state }: PublishRun): boolean => state === 'running' || state === 'paused'

class Publishing {
  #run = $state.raw<PublishRun | undefined>(undefined)

  get run(): PublishRun | undefined {
    return this.#run
  }

  get isUnderWay(): boolean {
    return this.#run !== undefined && isOpen(this.#run)
  }

  /** Its end is told, wherever one is by then. */
  hear(run: PublishRun): void {
    const before = this.#run
    // Words about a run that another one has followed come late.
    if (before !== undefined && run.id < before.id) return
    const isOver = before?.id === run.id && isOpen(before) && !isOpen(run)
    this.#run = run
    if (!isOver) return
    const undo = { label: words.t.undo, act: () => void attempt(() => this.takeBack(run.id)) }
    announcer.tell(words.t.publish.result(run), run.undoable ? undo : undefined)
  }

  async look(): Promise<void> {
    const { run } = await api.publish.state({})
    if (run !== undefined) this.hear(run)
  }

  async pause(): Promise<void> {
    await api.publish.pause({})
    await this.look()
  }

  async resume(): Promise<void> {
    const { run } = await api.publish.resume({})
    if (run !== undefined) this.hear(run)
  }

  async cancel(): Promise<void> {
    await api.publish.cancel({})
    await this.look()
  }

  /** Writes back what stood in the files before a run. */
  async takeBack(run: number): Promise<void> {
    this.hear(await api.publish.undo({ run }))
  }
}

export const publishing = new Publishing()
