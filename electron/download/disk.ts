/** @file What a download needs of the disk, as one object, so that a full disk can be tried out. */
import { open, statfs, type FileHandle } from 'node:fs/promises'
import { AppError } from '../api/errors.ts'

export interface Disk {
  /** Opens for reading and writing, creating the file when absent. */
  openPart(path: string): Promise<FileHandle>
  freeBytes(folder: string): Promise<number>
}

export const realDisk: Disk = {
  // 'a+' would always write at the end, also after a truncation elsewhere; plain 'r+' does not create.
  openPart: async (path) => {
    try {
      return await open(path, 'r+')
    } catch {
      return open(path, 'w+')
    }
  },
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

/** Translates what the system says when writing fails. */
export function writingFailed(path: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('disk-full', `The disk is full: ${path} could not be written further.`, {
      hint: 'Make room and try again; what is there already is kept.',
      cause: error,
    })
  return new AppError('unreadable', `${path} cannot be written (${typeof code === 'string' ? code : 'unknown'}).`, {
    hint: 'Allow writing in this folder, or choose another library with --library.',
    cause: error,
  })
}
