import { untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'

/**
 * The browser's own modal: the focus stays inside, Esc closes, the rest of the page is inert.
 * @param start what takes the focus at first; without it the first control does
 */
export function modal(start: () => HTMLElement | undefined = () => undefined): Attachment<HTMLDialogElement> {
  return (element) => {
    element.showModal()
    untrack(start)?.focus()
    // Closed, not only removed: that gives the focus back.
    return () => element.close()
  }
}
