/** What the engine is doing, and whether it is there at all. */
import { AppError } from '../../electron/api/errors.ts'
import type { LibraryEvent, StageProgress } from '../../electron/api/events.ts'
import { announcer } from './announcer.svelte.ts'
import { api, listen } from './host.ts'
import { packs } from './packs.svelte.ts'
import { publishing } from './publishing.svelte.ts'
import { words } from '../strings/strings.svelte.ts'

type Engine = 'here' | 'restarting' | 'gone' | 'offline'

class Activity {
  #stages = $state.raw<readonly StageProgress[]>([])
  #isStarting = $state(true)
  #paused = $state(false)
  #waitingFor = $state<'mains' | 'idle' | undefined>(undefined)
  #engine = $state<Engine>('here')
  /** Counts up whenever photos may have changed: what shows photos looks again. */
  #changes = $state(0)

  get stages(): readonly StageProgress[] {
    return this.#stages.filter((stage) => stage.total > 0)
  }

  get isWorking(): boolean {
    return this.#stages.some((stage) => stage.done + stage.failed < stage.total)
  }

  /** Not known yet what the engine is doing, or files wait and it has not begun. */
  get isStarting(): boolean {
    return this.#isStarting
  }

  get paused(): boolean {
    return this.#paused
  }

  get waitingFor(): 'mains' | 'idle' | undefined {
    return this.#waitingFor
  }

  get engine(): Engine {
    return this.#engine
  }

  get changes(): number {
    return this.#changes
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    void this.#begin()
    return listen(
      (event) => this.#hear(event),
      (open) => {
        if (!open) this.#becomes('offline')
        else if (this.#engine === 'offline') {
          this.#becomes('here')
          this.changed()
        }
      },
    )
  }

  /** Somebody here changed photos. */
  changed(): void {
    this.#changes += 1
  }

  async setPaused(paused: boolean): Promise<void> {
    await (paused ? api.index.pause({}) : api.index.resume({}))
    this.#paused = paused
  }

  async #begin(): Promise<void> {
    try {
      const status = await api.library.status({})
      this.#stages = status.stages
      this.#isStarting = status.files.waiting > 0
      this.#paused = status.paused
      await publishing.look()
    } catch (error) {
      if (error instanceof AppError && error.code === 'engine-gone') this.#becomes('gone')
      else announcer.complain(error)
    }
  }

  /** The engine stopped too often: a person has it started again. */
  async startEngine(): Promise<void> {
    await api.library.begin({})
    await this.#begin()
  }

  /** Trouble is told once, when it comes and when it goes. */
  #becomes(engine: Engine): void {
    if (engine === this.#engine) return
    this.#engine = engine
    const said = { here: 'back', restarting: 'restarting', gone: 'gone', offline: 'offline' } as const
    announcer.say(words.t.activity[said[engine]])
  }

  #hear(event: LibraryEvent): void {
    switch (event.kind) {
      case 'progress':
        this.#isStarting = false
        this.#stages = event.stages
        this.#paused = event.paused
        this.#waitingFor = event.waitingFor
        return
      case 'photos-changed':
        this.changed()
        return
      case 'download':
        packs.hear(event.download)
        return
      case 'publish':
        publishing.hear(event.run)
        return
      case 'notice':
        announcer.complain(Object.assign(new Error(event.message), { hint: event.hint }))
        return
      case 'engine':
        this.#becomes(event.state === 'back' ? 'here' : event.state)
        if (event.state === 'back') {
          this.changed()
          // A download of the engine that died is not the new one's.
          void Promise.all([packs.load(), publishing.look()]).catch((error: unknown) => announcer.complain(error))
        }
        return
      case 'idle':
        this.#isStarting = false
    }
  }
}

export const activity = new Activity()
