/** @file Before all tests: the build that those of the window and the hosts run, made once. */
import { fileURLToPath } from 'node:url'
import { buildWindow } from '../electron/build-window.ts'

export function setup(): void {
  buildWindow(fileURLToPath(new URL('..', import.meta.url)), (sentence) => console.log(sentence))
}
