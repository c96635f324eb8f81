/** Lets whoever covers the grid give the focus back to it. */
type FocusPhoto = (id: number) => void

let current: FocusPhoto | undefined

/** The grid on screen; it leaves when the returned function is called. */
export function offerFocus(focus: FocusPhoto): () => void {
  current = focus
  return () => {
    if (current === focus) current = undefined
  }
}

/** Brings the photo into view and focuses its tile, if a grid shows it. */
export function focusPhoto(id: number): void {
  current?.(id)
}
