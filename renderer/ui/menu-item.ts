import type { Command } from './shortcuts.ts'

/** One line of a menu. */
export interface MenuItem {
  readonly label: string
  readonly act: () => void
  /** The key that does the same. */
  readonly command?: Command
}
