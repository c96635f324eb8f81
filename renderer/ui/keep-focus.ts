/** The focus never falls to the page: where what had it goes away, something near takes it over. */

const focusable = ':is(button, a[href], input, select, textarea, [tabindex="0"]):not(:disabled)'

/** A list of photos has one tile that takes the focus; a page is begun anew; elsewhere it is the first control. */
function nearestIn(element: Element): HTMLElement | null {
  const tile = element.querySelector<HTMLElement>('[data-index][tabindex="0"]')
  const page = element instanceof HTMLElement && element.id === 'main' ? element : null
  return tile ?? page ?? element.querySelector<HTMLElement>(focusable)
}

function moveOn(way: readonly Element[]): void {
  const last = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1)
  for (const element of way) {
    if (!element.isConnected || element === document.body || element === document.documentElement) continue
    if (last !== undefined && !last.contains(element)) continue // what lies behind a dialog takes no focus
    const near = nearestIn(element)
    if (near === null) continue
    near.focus({ preventScroll: true })
    if (document.activeElement === near) return
  }
  const fallback = last ?? document.getElementById('main')
  fallback?.focus({ preventScroll: true })
}

/** Watches until the returned function is called. */
export function keepFocus(): () => void {
  /** The control that had the focus last, and all around it, from the inside out. */
  let way: readonly Element[] = []
  const remember = (event: FocusEvent): void => {
    const path: Element[] = []
    for (let at = event.target instanceof Element ? event.target : null; at !== null; at = at.parentElement)
      path.push(at)
    way = path
  }
  const isLost = (): boolean => {
    const [control] = way
    if (control === undefined || document.activeElement !== document.body) return false
    return !control.isConnected || control.matches(':disabled') || !control.checkVisibility()
  }
  const observer = new MutationObserver(() => {
    if (!isLost()) return
    // Whoever took it away may give it somewhere itself, in the same breath.
    requestAnimationFrame(() => {
      if (isLost()) moveOn(way)
    })
  })
  document.addEventListener('focusin', remember)
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  })
  return () => {
    document.removeEventListener('focusin', remember)
    observer.disconnect()
  }
}
