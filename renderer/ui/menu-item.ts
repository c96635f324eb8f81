/** One line of a menu. */
export interface MenuItem {
  readonly label: string
  readonly act: () => void
}
