/**
 * Backups of human work in a folder of the person's choice: one file a day, which holds the day's last state, and the
 * last fourteen. Each is a whole side copy, to be restored by itself.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { toErrorAnswer } from '../../api/errors.ts'
import type { LibraryEvent } from '../../api/events.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'
import type { SideCopy } from './side-copy.ts'

const keptDays = 14
/** After opening, when a window has what it needs; then from time to time, for a program that runs for days. */
const firstMs = 5000
const againMs = 60 * 60_000

export interface KeptBackups {
  /** Absent where none are kept. */
  readonly folder?: string
  /** The newest first. */
  readonly files: readonly { readonly path: string; readonly day: string }[]
  /** Why the last one could not be written. */
  readonly trouble?: string
}

export interface DailyBackup {
  /** Writes today's, where it is wanted and something is new. Trouble is a notice, once. */
  look(): void
  kept(): KeptBackups
  close(): void
}

export interface DailyBackupParts {
  readonly store: Store
  readonly sideCopy: SideCopy
  readonly clock: Clock
  readonly emit: (event: LibraryEvent) => void
}

export function createDailyBackup({ store, sideCopy, clock, emit }: DailyBackupParts): DailyBackup {
  // Several libraries may keep theirs in one folder.
  const ours = createHash('sha256').update(store.folder).digest('hex').slice(0, 8)
  const named = new RegExp(`^sightline-daily-${ours}-(\\d{4}-\\d{2}-\\d{2})\\.jsonl$`, 'u')
  let trouble: string | undefined
  let timer = setTimeout(repeat, firstMs).unref()

  function repeat(): void {
    look()
    timer = setTimeout(repeat, againMs).unref()
  }

  const filesIn = (folder: string): { path: string; day: string }[] =>
    readdirSync(folder)
      .flatMap((name) => {
        const day = named.exec(name)?.[1]
        return day === undefined ? [] : { path: join(folder, name), day }
      })
      .sort((one, other) => other.day.localeCompare(one.day))

  function look(): void {
    try {
      const folder = readPreferences(store).backupFolder
      // Nothing made yet is no reason to push out what was.
      if (folder !== '' && sideCopy.size() > 0) backUpInto(folder)
      trouble = undefined
    } catch (error) {
      const isNews = trouble === undefined
      trouble = backupTrouble(error, readFolder())
      if (isNews)
        emit({
          kind: 'notice',
          message: trouble,
          hint: 'Check that its drive is connected and has room, or choose another folder.',
        })
    }
  }

  function readFolder(): string {
    try {
      return readPreferences(store).backupFolder
    } catch {
      return '' // the library itself is in trouble, which is told elsewhere
    }
  }

  function backUpInto(folder: string): void {
    const path = join(folder, `sightline-daily-${ours}-${clock.now().slice(0, 10)}.jsonl`)
    const isThere = statSync(path, { throwIfNoEntry: false })?.size === sideCopy.size()
    const text = sideCopy.text()
    if (!isThere || readFileSync(path, 'utf8') !== text) writeWhole(path, text)
    for (const { path: old } of filesIn(folder).slice(keptDays)) rmSync(old)
  }

  return {
    look,
    kept() {
      const folder = readFolder()
      if (folder === '') return { files: [] }
      const files = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? filesIn(folder) : []
      return { folder, files, ...(trouble === undefined ? {} : { trouble }) }
    },
    close() {
      clearTimeout(timer)
      look()
    },
  }
}

function backupTrouble(error: unknown, folder: string): string {
  const { code } = toErrorAnswer(error)
  return code === 'disk-full'
    ? `There is no room for the daily backup in ${folder}.`
    : `The daily backup could not be written into ${folder}.`
}

/** Appears whole or not at all, as a new file that only its owner reads; a link in its place is not followed. */
function writeWhole(path: string, text: string): void {
  const part = join(path, '..', `.${basename(path)}.part`)
  rmSync(part, { force: true })
  const file = openSync(part, 'wx', 0o600)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(part, path)
}
