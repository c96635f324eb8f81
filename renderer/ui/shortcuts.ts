/** Every key of the window in one table: the handlers, the tooltips and the printed list come from it. */
import type { Strings } from '../strings/en.ts'
import { keyOf } from './key-of.ts'

type EachOf<Text extends string> = Text extends `${infer First}${infer Rest}` ? First | EachOf<Rest> : never
type Sign = EachOf<'abcdefghijklmnopqrstuvwxyz012345/?,+-='>
type Key = Sign | keyof Strings['shortcuts']['keyNames']
/** `Mod` is Ctrl, and Command where there is one. */
type Stroke = Key | `${'Mod' | 'Alt' | 'Shift' | 'Mod+Shift'}+${Key}`

/** `page`: the photos chosen on a page; `grid`: a list of photos that has the focus. */
export type Place = keyof Strings['shortcuts']['places']

interface Shortcut {
  readonly keys: readonly Stroke[]
  readonly where: readonly Place[]
}

export const shortcuts = {
  search: { keys: ['/', 'Mod+k', 'Mod+f'], where: ['window'] },
  settings: { keys: ['Mod+,'], where: ['window'] },
  list: { keys: ['?'], where: ['window'] },
  undo: { keys: ['Mod+z'], where: ['window'] },
  redo: { keys: ['Mod+Shift+z', 'Mod+y'], where: ['window'] },
  favourite: { keys: ['f'], where: ['page', 'photo'] },
  stars: { keys: ['0', '1', '2', '3', '4', '5'], where: ['page', 'photo'] },
  hide: { keys: ['h'], where: ['page', 'photo'] },
  similar: { keys: ['s'], where: ['page', 'photo'] },
  album: { keys: ['b'], where: ['page', 'photo'] },
  publish: { keys: ['p'], where: ['page', 'photo'] },
  trash: { keys: ['Delete'], where: ['page', 'photo'] },
  compare: { keys: ['c'], where: ['page'] },
  clear: { keys: ['Escape'], where: ['page'] },
  pan: { keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], where: ['map'] },
  world: { keys: ['Home'], where: ['map'] },
  right: { keys: ['ArrowRight'], where: ['grid'] },
  left: { keys: ['ArrowLeft'], where: ['grid'] },
  below: { keys: ['ArrowDown'], where: ['grid'] },
  above: { keys: ['ArrowUp'], where: ['grid'] },
  first: { keys: ['Home'], where: ['grid', 'photo', 'review'] },
  last: { keys: ['End'], where: ['grid', 'photo', 'review'] },
  pageDown: { keys: ['PageDown'], where: ['grid'] },
  pageUp: { keys: ['PageUp'], where: ['grid'] },
  open: { keys: ['Enter'], where: ['grid', 'review'] },
  select: { keys: [' '], where: ['grid'] },
  selectRange: {
    keys: [
      'Shift+ArrowLeft',
      'Shift+ArrowRight',
      'Shift+ArrowUp',
      'Shift+ArrowDown',
      'Shift+Home',
      'Shift+End',
      'Shift+PageUp',
      'Shift+PageDown',
    ],
    where: ['grid'],
  },
  selectAll: { keys: ['Mod+a'], where: ['grid'] },
  earlier: { keys: ['Alt+ArrowLeft'], where: ['grid'] },
  later: { keys: ['Alt+ArrowRight'], where: ['grid'] },
  menu: { keys: ['ContextMenu', 'Shift+F10'], where: ['grid', 'photo'] },
  next: { keys: ['ArrowRight'], where: ['photo'] },
  previous: { keys: ['ArrowLeft'], where: ['photo'] },
  close: { keys: ['Escape'], where: ['photo', 'compare'] },
  slides: { keys: [' ', 'F11'], where: ['photo'] },
  info: { keys: ['i'], where: ['photo'] },
  accept: { keys: ['a'], where: ['photo', 'review'] },
  edit: { keys: ['e'], where: ['photo', 'review'] },
  another: { keys: ['r'], where: ['review'] },
  take: { keys: ['t'], where: ['review'] },
  decorative: { keys: ['d'], where: ['review'] },
  long: { keys: ['l'], where: ['review'] },
  skip: { keys: ['j', 's', 'ArrowRight'], where: ['review'] },
  before: { keys: ['k', 'ArrowLeft'], where: ['review'] },
  zoomIn: { keys: ['+', '='], where: ['photo', 'compare', 'review', 'map'] },
  zoomOut: { keys: ['-'], where: ['photo', 'compare', 'review', 'map'] },
  actualSize: { keys: ['z'], where: ['photo'] },
  text: { keys: ['t'], where: ['photo'] },
  clearAway: { keys: ['Enter'], where: ['doubles'] },
  gather: { keys: ['g'], where: ['doubles'] },
  part: { keys: ['n'], where: ['doubles'] },
  nextGroup: { keys: ['j'], where: ['doubles'] },
  formerGroup: { keys: ['k'], where: ['doubles'] },
} as const satisfies Readonly<Record<keyof Strings['shortcuts']['meanings'], Shortcut>>

export type Command = keyof typeof shortcuts
export const commands = Object.keys(shortcuts) as readonly Command[] // the table's own keys

type CommandAt<P extends Place> = {
  [C in Command]: P extends (typeof shortcuts)[C]['where'][number] ? C : never
}[Command]

/** What every command of a place does there; false: nothing, the key is somebody else's. `key` is the one pressed. */
export type Acts<P extends Place> = Readonly<Record<CommandAt<P>, (key: string) => unknown>>

/** Strokes and places as plain lists, for looking through. */
const tableOf = (command: Command): Shortcut => shortcuts[command]

export const placesOf = (command: Command): readonly Place[] => tableOf(command).where

function matches(stroke: Stroke, event: KeyboardEvent): boolean {
  const parts = stroke.split('+').filter((part) => part !== '')
  const key = stroke.endsWith('+') ? '+' : (parts.at(-1) ?? '')
  if (key !== keyOf(event)) return false
  if ((event.ctrlKey || event.metaKey) !== parts.includes('Mod') || event.altKey !== parts.includes('Alt')) return false
  // Signs need Shift on some keyboards and not on others.
  return /^[^\p{L}\s]$/u.test(key) || event.shiftKey === parts.includes('Shift')
}

const wordless: readonly string[] = ['range', 'checkbox', 'radio', 'file', 'button', 'submit']

/** Whether what is typed there are words, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !wordless.includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Whether a key was pressed in a dialog that a place has opened over itself: there Esc closes the dialog alone. */
function isInDialogOver({ target, currentTarget }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || !(currentTarget instanceof Element)) return false
  const dialog = target.closest('dialog')
  return dialog !== null && dialog !== currentTarget && currentTarget.contains(dialog)
}

/** Whether a key belongs to words being typed or to a dialog on top, and is no command of the place below. */
export function isMeantElsewhere(event: KeyboardEvent): boolean {
  return isTyping(event.target) || isInDialogOver(event)
}

/** Carries out what a key means in a place; true when it meant something. */
export function perform<P extends Place>(event: KeyboardEvent, place: P, acts: Acts<P>): boolean {
  if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return false
  if (isInDialogOver(event)) return false
  // On a button these press it.
  if (event.target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter')) return false
  const command = commands.find(
    (each): each is CommandAt<P> =>
      placesOf(each).includes(place) && tableOf(each).keys.some((stroke) => matches(stroke, event)),
  )
  if (command === undefined || acts[command](keyOf(event)) === false) return false
  event.preventDefault()
  event.stopPropagation()
  return true
}

const isMac = /mac/iu.test(navigator.userAgent)

function sayStroke(stroke: Stroke, { keyNames, modifiers }: Strings['shortcuts']): string {
  const named: Readonly<Record<string, string>> = { ...keyNames, ...modifiers, ...(isMac ? { Mod: '⌘' } : {}) }
  if (stroke === '+') return stroke
  return stroke
    .split('+')
    .map((part) => named[part] ?? part.toUpperCase())
    .join(' ')
}

/** `Ctrl K · /`, in the person's language. */
export function sayKeys(command: Command, words: Strings['shortcuts']): string {
  return tableOf(command)
    .keys.map((stroke) => sayStroke(stroke, words))
    .join(' · ')
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(command: Command): string {
  return tableOf(command)
    .keys.map((stroke) =>
      stroke
        .replace('Mod', isMac ? 'Meta' : 'Control')
        .replace(/^ $/u, 'Space')
        .replace(/^\+$/u, 'Plus'),
    )
    .join(' ')
}
