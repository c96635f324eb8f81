/** @file The ExifTool processes of the engine: one that reads, one that writes, each kept open once it is needed. */
import { ExifTool } from 'exiftool-vendored'

const readMs = 8000
/** A picture of half a gigabyte on a slow drive; the process is ended and started anew beyond. */
const writeMs = 120_000
/** It grows slowly over its life; a start costs a third of a second. */
const tasksInLife = 3000

let reader: ExifTool | undefined
let writer: ExifTool | undefined

/** For questions while indexing: gives up early. */
export function readingTool(): ExifTool {
  return (reader ??= new ExifTool({ maxProcs: 1, taskTimeoutMillis: readMs, useMWG: false }))
}

/** For fields that are read in order to be written: never twice, and nothing that ExifTool warns of is forced. */
export function writingTool(): ExifTool {
  return (writer ??= new ExifTool({
    maxProcs: 1,
    taskTimeoutMillis: writeMs,
    maxTasksPerProcess: tasksInLife,
    taskRetries: 0,
    useMWG: false,
    ignoreMinorErrors: false,
  }))
}

/** No perl, or not the program: asking again would cost seconds each. */
export function isToolMissing(error: unknown): boolean {
  return error instanceof Error && /ENOENT|perl|failed to (spawn|start)|EACCES/i.test(error.message)
}

/** Ends both, where they run. A later question starts a new one. */
export async function closeMedia(): Promise<void> {
  const running = [reader, writer].filter((tool) => tool !== undefined)
  reader = undefined
  writer = undefined
  await Promise.all(running.map((tool) => tool.end()))
}
