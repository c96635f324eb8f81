/** @file The OS watcher (inotify, FSEvents, ReadDirectoryChangesW) as hints. Runs in the main process. */
import { stat } from 'node:fs/promises'
import { subscribe, type Event } from '@parcel/watcher'

export interface WatchOptions {
  /** Globs, as for the scan. */
  readonly ignore?: readonly string[]
  /** Absolute paths where something happened; a renamed folder comes as its old and its new path only. */
  readonly onHint: (paths: readonly string[]) => void
  /** Called once, when no more hints will come: rescan on a timer from then on. `reason` is a sentence. */
  readonly onLost: (reason: string) => void
}

export interface FolderWatch {
  close(): Promise<void>
}

/** Noise no library wants to hear of: our scan leaves the same out. */
const alwaysIgnored = ['**/.*', '**/.*/**', '**/@eaDir/**']

/** Watches `root` and what is below it. Never rejects: a watcher that cannot start is a lost one. */
export async function watchFolder(root: string, options: WatchOptions): Promise<FolderWatch> {
  let isOver = false
  const lose = (reason: string): void => {
    if (isOver) return
    isOver = true
    options.onLost(reason)
  }
  try {
    // On a missing folder the backend says "Bad file descriptor".
    await stat(root)
    const ignore = [...alwaysIgnored, ...(options.ignore ?? [])]
    const subscription = await subscribe(
      root,
      (error, events) => {
        if (isOver) return
        if (error !== null) {
          lose(reasonOf(error))
          return
        }
        const paths = events.map((event) => event.path)
        if (paths.length > 0) options.onHint(paths)
        // After the root is deleted the backend stays silent, even when the folder comes back.
        if (events.some((event) => isRootGone(event, root))) lose('The folder was moved, deleted or unmounted.')
      },
      { ignore },
    )
    return {
      close: async () => {
        isOver = true
        await subscription.unsubscribe()
      },
    }
  } catch (error) {
    lose(reasonOf(error))
    return { close: () => Promise.resolve() }
  }
}

function isRootGone(event: Event, root: string): boolean {
  return event.type === 'delete' && event.path === root
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  if (/inotify_add_watch|No space left|max_user_watches|inotify_init|Too many open files/i.test(message))
    return 'The system watches too many folders already (fs.inotify.max_user_watches).'
  if (/No such file|ENOENT/i.test(message)) return 'The folder is not there.'
  if (/must be re-scanned/i.test(message)) return 'The system dropped events because there were too many.'
  return `The folder cannot be watched (${message}).`
}
