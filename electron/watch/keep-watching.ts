/** @file Watches folders until told to stop, gathers bursts, and falls back to looking again on a timer. */
import { setTimeout } from 'node:timers/promises'
import { watchFolder, type FolderWatch } from './watcher.ts'

export interface KeepWatchingOptions {
  /** Called with a burst of changed paths, one call at a time. */
  readonly hint: (paths: readonly string[]) => Promise<void>
  readonly onNotice: (sentence: string) => void
  /** Called once, when whatever happens in the folders from now on is heard. */
  readonly onWatching?: () => void
  readonly signal: AbortSignal
  /** A burst ends when nothing happened for so long. */
  readonly quietMs?: number
  /** Where the system cannot watch (network drives, too many folders), the folder is scanned this often. */
  readonly rescanMs?: number
}

/** Resolves when the signal aborts. Never rejects for a folder that cannot be watched. */
export async function keepWatching(folders: readonly string[], options: KeepWatchingOptions): Promise<void> {
  const { hint, onNotice, onWatching, signal, quietMs = 300, rescanMs = 60_000 } = options
  const pending = new Set<string>()
  const lost = new Set<string>()
  let woken = Promise.withResolvers<undefined>()
  const wake = (): void => woken.resolve(undefined)
  const watches: FolderWatch[] = await Promise.all(
    folders.map((folder) =>
      watchFolder(folder, {
        onHint: (paths) => {
          for (const path of paths) pending.add(path)
          wake()
        },
        onLost: (reason) => {
          lost.add(folder)
          onNotice(`${folder} cannot be watched (${reason}). It is looked through every minute instead.`)
          wake()
        },
      }),
    ),
  )
  onWatching?.()
  signal.addEventListener('abort', wake, { once: true })
  const isOver = (): boolean => signal.aborted
  // Tied to the signal: a timer of its own would keep the process for a minute after it was told to stop.
  const nextLook = (): Promise<unknown> => setTimeout(rescanMs, undefined, { signal }).catch(() => undefined)
  while (!isOver()) {
    await (lost.size > 0 ? Promise.race([woken.promise, nextLook()]) : woken.promise)
    woken = Promise.withResolvers<undefined>()
    if (isOver()) break
    await setTimeout(quietMs)
    const burst = [...pending, ...lost]
    pending.clear()
    if (burst.length > 0) await hint(burst)
  }
  await Promise.all(watches.map((watch) => watch.close()))
}
