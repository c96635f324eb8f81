/** The words of an icon, for whoever points at it or reaches it by keyboard. Screen readers have the control's name. */
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'

/** A pointer on its way to somewhere else does not rest this long. */
const restMs = 400
const gap = 6

let shown: HTMLElement | undefined

function hide(): void {
  shown?.remove()
  shown = undefined
}

/** Below its control, or above where the window ends; inside the window. */
function show(control: HTMLElement, text: string): void {
  hide()
  if (text === '' || !control.isConnected) return
  const tip = document.createElement('div')
  tip.className = 'tooltip'
  tip.popover = 'manual' // lies above a modal dialog and closes nothing
  tip.ariaHidden = 'true'
  tip.textContent = text
  document.body.append(tip)
  tip.showPopover()
  const { left, top, bottom, width } = control.getBoundingClientRect()
  const wanted = left + width / 2 - tip.offsetWidth / 2
  tip.style.left = `${Math.max(8, Math.min(wanted, innerWidth - tip.offsetWidth - 8))}px`
  tip.style.top = `${bottom + gap + tip.offsetHeight > innerHeight ? top - gap - tip.offsetHeight : bottom + gap}px`
  shown = tip
}

/** Shows `text` while the control is pointed at or has the keyboard's focus; Esc takes it away. */
export function tooltip(text: () => string): Attachment<HTMLElement> {
  return (control) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (): void => {
      clearTimeout(timer)
      hide()
    }
    const offs = [
      on(control, 'pointerenter', (event) => {
        if (event.pointerType === 'mouse') timer = setTimeout(() => show(control, text()), restMs)
      }),
      on(control, 'focus', () => {
        if (control.matches(':focus-visible')) show(control, text())
      }),
      on(control, 'pointerleave', end),
      on(control, 'pointerdown', end),
      on(control, 'blur', end),
      on(control, 'keydown', end),
    ]
    return () => {
      end()
      offs.forEach((off) => off())
    }
  }
}
