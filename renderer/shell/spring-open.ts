/** Photos that are held over a link for a moment open its page, so that they can be let go there. */
import type { Attachment } from 'svelte/attachments'
import { dragType } from '../state/drag-type.ts'

/** Longer than passing by takes. */
const restMs = 500

/** For links to pages that take photos. */
export function springOpen(open: () => void): Attachment<HTMLElement> {
  return (link) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = (): void => {
      clearTimeout(timer)
      timer = undefined
    }
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes(dragType) !== true) return
      event.preventDefault()
      timer ??= setTimeout(open, restMs)
    }
    // What lies inside the link is entered before the link is left.
    const leave = (event: DragEvent): void => {
      if (!(event.relatedTarget instanceof Node && link.contains(event.relatedTarget))) stop()
    }
    link.addEventListener('dragenter', over)
    link.addEventListener('dragover', over)
    link.addEventListener('dragleave', leave)
    link.addEventListener('drop', stop)
    return () => {
      stop()
      link.removeEventListener('dragenter', over)
      link.removeEventListener('dragover', over)
      link.removeEventListener('dragleave', leave)
      link.removeEventListener('drop', stop)
    }
  }
}
