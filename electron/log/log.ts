/**
 * @file What happened, for whoever looks for a fault: lines of JSON in the library's folder. A person sees a sentence;
 * the stack behind it is here. Engine, thread and command line append to the same file.
 */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../api/errors.ts'
import { withoutPaths } from './without-paths.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof levels)[number]

/** Numbers, words and names of things of ours; never a photo's path, which belongs into `path` of a debug line. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>

export interface Log {
  readonly level: LogLevel
  /** Absent where nothing is kept. */
  readonly path: string | undefined
  /** @param event what happened, in a few fixed words: what varies is a fact */
  write(level: LogLevel, event: string, facts?: LogFacts): void
  /** Something unforeseen, with its stack. Unless the level is debug, paths are left out. */
  failure(event: string, error: unknown, facts?: LogFacts): void
}

export interface LogOptions {
  /** The library's folder. */
  readonly folder: string
  /** Who writes: `engine`, `thread`, `cli`, `host`. */
  readonly part: string
  readonly level?: LogLevel
  readonly now?: () => Date
  /** Whether the library's folder is made where it is missing. Default true. */
  readonly creates?: boolean
  /** A file that has grown to this gets a number, and a new one begins. Default 1 MB. */
  readonly mostBytes?: number
}

/** Besides the one written to: `sightline.log.1` (the youngest) and so on. */
const keptFiles = 3

/** `SIGHTLINE_LOG`; anything else than a level means `info`. */
export function logLevel(environment: NodeJS.ProcessEnv = process.env): LogLevel {
  return levels.find((level) => level === environment['SIGHTLINE_LOG']) ?? 'info'
}

/** Where the log of a library lies. */
export const logPath = (folder: string): string => join(folder, 'logs', 'sightline.log')

/** Keeps nothing: for tests, and for who has no library. */
export const silentLog: Log = { level: 'error', path: undefined, write: () => undefined, failure: () => undefined }

/** Opens the log of a library. Never throws, now or later: a log that cannot be written must not stop what it tells of. */
export function openLog(options: LogOptions): Log {
  const { folder, part, level = logLevel(), now = () => new Date(), mostBytes = 1_000_000, creates = true } = options
  const path = logPath(folder)
  let mayCreate = creates
  const isWanted = (each: LogLevel): boolean => levels.indexOf(each) >= levels.indexOf(level)
  const write = (at: LogLevel, event: string, facts: LogFacts = {}): void => {
    if (!isWanted(at)) return
    const line = JSON.stringify({ at: now().toISOString(), level: at, part, pid: process.pid, event, ...facts })
    append(path, `${line}\n`, { mostBytes, mayCreate })
    // A folder that is taken away later must not come back with nothing but a log in it.
    mayCreate = false
  }
  return {
    level,
    path,
    write,
    failure(event, error, facts = {}) {
      const keep = level === 'debug' ? (text: string): string => text : withoutPaths
      write('error', event, { ...facts, error: keep(stackOf(error)) })
    },
  }
}

/** One call of the system a line, at the end of the file: so several processes write whole lines to one file. */
function append(path: string, line: string, { mostBytes, mayCreate }: { mostBytes: number; mayCreate: boolean }): void {
  try {
    if (mayCreate) mkdirSync(dirname(dirname(path)), { recursive: true, mode: 0o700 })
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { mode: 0o700 })
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) + line.length > mostBytes) rotate(path)
    appendFileSync(path, line, { mode: 0o600 })
  } catch {
    // A full disk, a folder that may not be written: whoever cares is told by what they were doing.
  }
}

function rotate(path: string): void {
  for (let number = keptFiles; number > 0; number -= 1) {
    const from = number === 1 ? path : `${path}.${number - 1}`
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, `${path}.${number}`)
  }
}

/** With the causes behind it. What we expected is told by its code, since its sentence names files. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const told = error instanceof AppError ? `AppError ${error.code}\n${framesOf(error)}` : (error.stack ?? error.message)
  return error.cause === undefined ? told : `${told}\ncaused by ${stackOf(error.cause)}`
}

const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .join('\n')
