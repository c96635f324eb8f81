/** What a screen reader is told, and what a sighted person sees for a moment: one short sentence at a time. */
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
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'cancelled') return
    const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : ''
    this.#problem = { message: error instanceof Error ? error.message : String(error), hint }
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
