/** @file Envelopes and a desktop's acts between Electron's pages and the main process. Every sender is checked. */
import { BrowserWindow, ipcMain, utilityProcess, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { AppError } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import { photoId, type PhotoId } from '../api/photo.ts'
import type { Response } from '../api/rpc.ts'
import { trashInput, type TrashResult } from '../api/shell.ts'
import { channels } from './channels.ts'
import { isAppUrl } from './app-scheme.ts'
import type { LaunchedEngine } from './engine-process.ts'

export interface ShellActs {
  /** Never rejects. */
  readonly respond: (request: unknown, signal: AbortSignal) => Promise<Response>
  /** The system's dialog. */
  readonly chooseFolder: () => Promise<string | undefined>
  readonly reveal: (photo: PhotoId) => Promise<void>
  /** Of what the library set aside, nothing else. */
  readonly revealSetAside: (path: string) => Promise<void>
  readonly openAddress: (photo: PhotoId, address: string) => Promise<void>
  readonly trash: (photos: readonly PhotoId[], only?: readonly string[]) => Promise<TrashResult>
}

/** Only the app's own top-level page may speak. */
function check(event: IpcMainEvent | IpcMainInvokeEvent): void {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || !isAppUrl(frame.url))
    throw new AppError('bad-request', 'This page may not speak to Sightline.')
}

/** Registers all handlers; once per process. */
export function serveIpc(acts: ShellActs): void {
  const running = new Map<string, AbortController>()
  ipcMain.handle(channels.ask, async (event, rawId: unknown, request: unknown) => {
    check(event)
    const key = `${event.sender.id}:${z.int().parse(rawId)}`
    const controller = new AbortController()
    running.set(key, controller)
    try {
      return await acts.respond(request, controller.signal)
    } finally {
      running.delete(key)
    }
  })
  ipcMain.on(channels.abort, (event, rawId: unknown) => {
    check(event)
    running.get(`${event.sender.id}:${z.int().parse(rawId)}`)?.abort()
  })
  ipcMain.handle(channels.chooseFolder, (event) => {
    check(event)
    return acts.chooseFolder()
  })
  ipcMain.handle(channels.reveal, (event, photo: unknown) => {
    check(event)
    return acts.reveal(photoId.parse(photo))
  })
  ipcMain.handle(channels.revealSetAside, (event, path: unknown) => {
    check(event)
    return acts.revealSetAside(z.string().parse(path))
  })
  ipcMain.handle(channels.openAddress, (event, photo: unknown, address: unknown) => {
    check(event)
    return acts.openAddress(photoId.parse(photo), z.string().max(2000).parse(address))
  })
  ipcMain.handle(channels.trash, (event, photos: unknown, only: unknown) => {
    check(event)
    const wish = trashInput.parse({ photos, only })
    return acts.trash(wish.photos, wish.only)
  })
}

/** To every window. */
export function tellWindows(event: LibraryEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channels.event, event)
}

/** An engine as Electron's utility process. */
export function launchUtility(entry: string, argument: string): LaunchedEngine {
  const child = utilityProcess.fork(entry, [argument], { serviceName: 'Sightline engine', stdio: 'inherit' })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    port: {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onClose: (listener) => void child.once('exit', listener),
    },
    exited,
    kill() {
      try {
        // Its own `kill` asks politely, which a process that hangs does not hear.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      } catch {
        return // gone meanwhile
      }
    },
  }
}
