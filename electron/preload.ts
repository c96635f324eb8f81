/**
 * @file Runs before the page, in a world of its own: puts one narrow, frozen object on `window.sightline`. Sandboxed,
 * so it is built as one CommonJS file.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { DesktopBridge } from './api/shell.ts'
import { channels } from './transport/channels.ts'

const bridge: DesktopBridge = {
  ask: (id, request) => ipcRenderer.invoke(channels.ask, id, request),
  abort: (id) => ipcRenderer.send(channels.abort, id),
  onEvent: (listener) => {
    const hear = (_: unknown, event: Parameters<typeof listener>[0]): void => listener(event)
    ipcRenderer.on(channels.event, hear)
    return () => void ipcRenderer.off(channels.event, hear)
  },
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  reveal: (photo) => ipcRenderer.invoke(channels.reveal, photo),
  revealSetAside: (path) => ipcRenderer.invoke(channels.revealSetAside, path),
  openAddress: (photo, address) => ipcRenderer.invoke(channels.openAddress, photo, address),
  trash: (photos, only) => ipcRenderer.invoke(channels.trash, photos, only),
  // Electron throws for anything that is not a File, which is right.
  pathOf: (file) => webUtils.getPathForFile(file as File),
}

contextBridge.exposeInMainWorld('sightline', bridge)
