/** What a screen reader is told, and what a sighted person sees for a moment: one short sentence at a time. */
import { words } from '../strings/strings.svelte.ts'
import { sayTrouble } from './localised-error.ts'

/** Long enough to read twice and to reach for the button; the key for it works for ever. */
const toastMs = 10_000
/** What was said so shortly before a dialog closed is said again outside it: inside nobody heard the end. */
const overheardMs = 1500

export interface Toast {
  readonly text: string
  /** What can be done about it, such as undoing it. */
  readonly action?: { readonly label: string; readonly act: () => void }
}

export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** A place where sentences are shown and spoken: the page, and each dialog over it. Only the topmost one is heard. */
type Outlet = symbol

class Announcer {
  #polite = $state('')
  #saidAt = -Infinity
  #toast = $state.raw<Toast | undefined>(undefined)
  #problem = $state.raw<(Problem & { readonly at: Outlet | undefined }) | undefined>(undefined)
  #outlets = $state.raw<readonly Outlet[]>([])
  #timer: ReturnType<typeof setTimeout> | undefined

  get polite(): string {
    return this.#polite
  }

  get toast(): Toast | undefined {
    return this.#toast
  }

  /** Where everything is heard now. */
  get top(): Outlet | undefined {
    return this.#outlets.at(-1)
  }

  /** What went wrong there: an error stays in the dialog that caused it. */
  problemAt(outlet: Outlet): Problem | undefined {
    return this.#problem?.at === outlet ? this.#problem : undefined
  }

  /** Another place on top of the others, until the returned function is called. */
  openOutlet(outlet: Outlet): () => void {
    this.#outlets = [...this.#outlets, outlet]
    this.#polite = ''
    // What came before there was a place for it.
    if (this.#problem !== undefined && this.#problem.at === undefined) this.#problem = { ...this.#problem, at: outlet }
    // While an effect is torn down, state reads as it was before.
    return () => queueMicrotask(() => this.#closeOutlet(outlet))
  }

  #closeOutlet(outlet: Outlet): void {
    this.#outlets = this.#outlets.filter((each) => each !== outlet)
    if (performance.now() - this.#saidAt > overheardMs) this.#polite = ''
    if (this.#problem?.at === outlet) this.#problem = { ...this.#problem, at: this.top }
  }

  /** For ears only. The same sentence twice in a row is said twice: screen readers listen for changes. */
  say(sentence: string): void {
    this.#polite = this.#polite === sentence ? `${sentence}\u{200B}` : sentence
    this.#saidAt = performance.now()
  }

  /** For eyes and ears: what was done. An error shown before has been mended or given up. */
  tell(text: string, action?: Toast['action']): void {
    this.dismiss()
    this.say(text)
    this.#toast = { text, ...(action === undefined ? {} : { action }) }
    this.release()
  }

  /** The toast stays as long as a hand is on it. */
  hold(): void {
    clearTimeout(this.#timer)
  }

  release(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.dismissToast(), toastMs)
  }

  dismissToast(): void {
    this.#toast = undefined
  }

  /** Stays until dismissed or replaced. */
  complain(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'cancelled') return
    const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : ''
    const message = error instanceof Error ? error.message : String(error)
    const said = sayTrouble(words.t, { code, reason: message, hint })
    this.#problem = {
      code,
      message: said.detail === undefined ? said.reason : `${said.reason} (${said.detail})`,
      hint: said.hint,
      at: this.top,
    }
  }

  dismiss(): void {
    this.#problem = undefined
  }
}

export const announcer = new Announcer()

/** Runs an act that a person asked for; what goes wrong is shown, not thrown. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    announcer.complain(error)
    return false
  }
}
