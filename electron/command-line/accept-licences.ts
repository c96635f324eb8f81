/** Shows the licences of a download in the terminal and asks whether they are accepted. */
import { createInterface } from 'node:readline/promises'
import type { LicenceText } from '../api/packs.ts'
import { printable } from '../domain/printable.ts'
import type { Terminal } from './terminal.ts'

export interface Asking {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
}

/** Every notice, then every text in full, as they must be read before anything is fetched. */
export function licencesText(licences: readonly LicenceText[]): string {
  return licences
    .map(({ licence, packs, notices, text }) =>
      [`${licence}: ${packs.join(', ')}`, ...notices, '', text.trimEnd()].join('\n'),
    )
    .join('\n\n')
}

/**
 * Prints the texts; on a terminal asks, elsewhere takes no answer for no.
 * @returns whether the person typed yes
 */
export async function acceptLicences(
  licences: readonly LicenceText[],
  terminal: Terminal,
  { input, output, signal }: Asking,
): Promise<boolean> {
  terminal.complain(licencesText(licences))
  if (!input.isTTY || !output.isTTY) return false
  const names = [...new Set(licences.map(({ licence }) => printable(licence)))].join(' and ')
  const asking = createInterface({ input, output })
  try {
    const answer = await asking.question(`\nInstall under ${names}? [y/N] `, { signal })
    return /^\s*y(?:es)?\s*$/iu.test(answer)
  } finally {
    asking.close()
  }
}
