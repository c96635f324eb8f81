/** A disk of its own, to be filled or made read-only; where none may be mounted the reason is printed. */
import { spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './open-test-library.ts'

export interface SmallDisk {
  readonly path: string
  setReadOnly(): void
}

const mount = (...words: readonly string[]): boolean => spawnSync('mount', words).status === 0

/** A tmpfs of so many megabytes; undefined without the right to mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const path = temporaryFolder()
  if (process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path)) {
    console.warn('Not tried: a disk that is full or read-only, since no tmpfs may be mounted here.')
    return undefined
  }
  onTestFinished(() => void spawnSync('umount', ['-l', path]))
  return {
    path,
    setReadOnly() {
      if (!mount('-o', 'remount,ro', path)) throw new Error(`${path} cannot be made read-only while it is written`)
    },
  }
}
