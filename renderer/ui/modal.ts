import { untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'

/**
 * The browser's own modal: the focus stays inside and goes back afterwards, Esc closes, the rest of the page is inert.
 * @param start what takes the focus at first; without it the first control does
 */
export function modal(start: () => HTMLElement | undefined = () => undefined): Attachment<HTMLDialogElement> {
  return (element) => {
    const before = document.activeElement
    element.showModal()
    untrack(start)?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }
}
