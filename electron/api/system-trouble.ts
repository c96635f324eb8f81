/** What disk and database report, in a person's words: everyday trouble is no bug of the program. */
import type { ErrorAnswer } from './error-codes.ts'

export const diskFull: ErrorAnswer = {
  code: 'disk-full',
  message: 'There is no room left on the disk of the library.',
  hint: 'Nothing is lost. Make room there, then try again: it goes on where it was.',
}
const readOnly: ErrorAnswer = {
  code: 'library-read-only',
  message: 'The library cannot be written: its folder or its disk is read-only.',
  hint: 'Nothing was changed. Allow writing there, or choose another folder with --library.',
}
const forbidden: ErrorAnswer = {
  code: 'library-forbidden',
  message: 'The library cannot be opened: you may not read or write its folder.',
  hint: 'Check who owns the folder, or choose another one with --library.',
}
const damaged: ErrorAnswer = {
  code: 'library-damaged',
  message: "The library's database is damaged.",
  hint: 'What you made has a side copy: close Sightline and open it again, it sets the database aside and rebuilds.',
}
const busy: ErrorAnswer = {
  code: 'library-locked',
  message: 'Another program is writing to the library.',
  hint: 'Try again in a moment.',
}
const gone: ErrorAnswer = {
  code: 'library-gone',
  message: 'The folder of the library is no longer there.',
  hint: 'Connect its drive or put it back, then start Sightline again. Nothing begins anew in its place.',
}

/** By the beginning of the code that Node or SQLite gives [sqlite.org/rescode.html; errno(3)]. */
const table: readonly (readonly [beginning: string, words: ErrorAnswer])[] = [
  ['SQLITE_FULL', diskFull],
  ['ENOSPC', diskFull],
  ['EDQUOT', diskFull],
  ['SQLITE_READONLY_DBMOVED', gone],
  ['SQLITE_READONLY', readOnly],
  ['EROFS', readOnly],
  ['SQLITE_CANTOPEN', forbidden],
  ['SQLITE_PERM', forbidden],
  ['EACCES', forbidden],
  ['EPERM', forbidden],
  ['SQLITE_CORRUPT', damaged],
  ['SQLITE_NOTADB', damaged],
  ['SQLITE_TOOBIG', damaged],
  ['SQLITE_IOERR', damaged],
  ['SQLITE_BUSY', busy],
  ['SQLITE_LOCKED', busy],
]

/** How deep a cause may lie. */
const maxDepth = 5

/** The sentence for what the system reported, also as the cause of another error; undefined for what is none of it. */
export function systemTrouble(error: unknown, depth = 0): ErrorAnswer | undefined {
  if (!(error instanceof Error) || depth > maxDepth) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return table.find(([beginning]) => code.startsWith(beginning))?.[1] ?? systemTrouble(error.cause, depth + 1)
}
