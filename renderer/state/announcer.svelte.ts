/** What a screen reader is told, and what a sighted person sees for a moment: one short sentence at a time. */
import { words } from '../strings/strings.svelte.ts'
import { sayTrouble } from './localised-error.ts'

class Announcer {
  #polite = $state('')
  #problem = $state<{ message: string; hint: string } | undefined>(undefined)

  get polite(): string {
    return this.#polite
  }

  get problem(): { message: string; hint: string } | undefined {
    return this.#problem
  }

  /** The same sentence twice in a row is said twice: screen readers listen for changes. */
  say(sentence: string): void {
    this.#polite = this.#polite === sentence ? `${sentence}\u{200B}` : sentence
  }

  /** Stays until dismissed or replaced. */
  complain(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'cancelled') return
    const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : ''
    const message = error instanceof Error ? error.message : String(error)
    const said = sayTrouble(words.t, { code, reason: message, hint })
    this.#problem = {
      message: said.detail === undefined ? said.reason : `${said.reason} (${said.detail})`,
      hint: said.hint,
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
